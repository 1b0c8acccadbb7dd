import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { createApplication } from '../app/origin/application.ts';
import { createStorage } from '../app/origin/storage.ts';
import { startSignedApplication } from '../app/origin/test-support/signed-application.ts';
import { projectDir } from '../scripts/lib/project.mjs';
import { expect, test } from './fixtures.ts';
import { expectAccessible } from './support/accessible.ts';
import { choosePersonality, goTo, inspector, openTab, openVideo } from './support/bench.ts';
import { expectFrame } from './support/frame-number.ts';
import { rawGet } from './support/raw-client.ts';

const samples = join(projectDir, 'assets', 'samples');
const dialogName = 'Your own application and storage';

async function configureServers(page: Page, application: string, storage: string): Promise<void> {
  // What the page opened by itself has come: another application may refuse it.
  await expectFrame(page, 0);
  await page.getByRole('button', { name: dialogName }).click();
  const dialog = page.getByRole('dialog', { name: dialogName });
  await dialog.getByRole('textbox', { name: 'Application' }).fill(application);
  await dialog.getByRole('textbox', { name: 'Allowed storage' }).fill(storage);
  await dialog.getByRole('button', { name: 'Apply' }).click();
}

test('the next seek is answered in the manner that was chosen', async ({ page }) => {
  await openVideo(page, 'sample.flv');
  await expectFrame(page, 0);
  await openTab(page, 'Prefix');
  for (const { name, keyframe, prefix } of [
    { name: 'nginx', keyframe: 11, prefix: '464c5601050000000900000000' },
    { name: 'perlbal-patch', keyframe: 17, prefix: '464c5601010000000900000009' },
  ]) {
    await choosePersonality(page, name);
    await goTo(page, `#${keyframe}`);
    await expectFrame(page, keyframe * 50);
    await expect
      .poll(async () => ((await inspector(page).textContent()) ?? '').replaceAll(/[^0-9a-f]/gi, ''))
      .toContain(prefix);
  }
});

test('a server that moves the start back to a keyframe is not called a skip', async ({ page }) => {
  await openVideo(page, 'sample.flv');
  await expectFrame(page, 0);
  await choosePersonality(page, 'cdn');
  await goTo(page, '@123456');
  await expectFrame(page, 100);
  await expect(inspector(page)).toContainText('moved the start from 123,456 back to the keyframe');
});

test('the menu goes by keys, says what each does, and is accessible', async ({ page }) => {
  const trigger = page.getByRole('button', { name: 'Target:' });
  await trigger.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitemradio')).toHaveCount(6);
  await expect(page.getByRole('menuitemradio', { name: 'cdn' })).toContainText('keyframe');
  await expectAccessible(page);
  await page.keyboard.press('c');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Target: embedded as cdn' })).toBeFocused();
});

test('quirks: an offset beyond the end is answered with the prefix, as in 2007', async ({
  page,
  reproxyUrl,
}) => {
  const beyond = async () => (await rawGet(`${reproxyUrl}/v/sample.flv?start=99999999`)).head;
  expect(await beyond()).toMatch(/^HTTP\/1\.1 416 /);
  await page.getByRole('button', { name: 'Target:' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Quirks' }).click();
  await page.keyboard.press('Escape');
  await expect(
    page.getByRole('button', { name: 'Target: embedded as perlbal-patch with quirks' }),
  ).toBeVisible();
  expect(await beyond()).toMatch(/^HTTP\/1\.\d 200 /);
});

test('an address that is none is refused with its reason, and nothing changes', async ({
  page,
  rpc,
}) => {
  const before = await rpc.run('system.status', {});
  await configureServers(page, 'localhost:8080', '');
  const dialog = page.getByRole('dialog', { name: dialogName });
  await expect(dialog.getByRole('alert')).toContainText('configuration_invalid');
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  expect(await rpc.run('system.status', {})).toEqual(before);
});

test('the user’s own application and storage are asked, and the embedded ones again', async ({
  page,
  reproxyUrl,
}) => {
  const storage = await createStorage({
    resolve: (name) => ({ path: join(samples, name), root: samples }),
  });
  const application = await createApplication({
    storageUrls: () => [`${storage.url}/no-index.flv`],
  });
  try {
    const target = `${reproxyUrl}/v/sample.flv?start=1000`;
    const embedded = await rawGet(target);
    await configureServers(page, application.url, storage.url.replace('http://', ''));
    await expect(page.getByText(application.url)).toBeVisible();
    const own = await rawGet(target);
    expect(own.head).toMatch(/^HTTP\/1\.1 200 /);
    expect(own.body.equals(embedded.body)).toBe(false);

    await configureServers(page, '', '');
    await expect(page.getByRole('switch', { name: 'Application' })).toBeVisible();
    expect((await rawGet(target)).body.equals(embedded.body)).toBe(true);
  } finally {
    await Promise.all([application.close(), storage.close()]);
  }
});

test('a video that only the user’s own application has is added by its address, and plays', async ({
  page,
}) => {
  const file = { path: join(samples, 'no-index.flv'), root: samples };
  const storage = await createStorage({ resolve: () => file });
  const application = await createApplication({
    storageUrls: (name) => (name === 'clips/own.flv' ? [`${storage.url}/own.flv`] : []),
  });
  const box = page.getByRole('textbox', { name: 'Add a path, or a name at your application' });
  try {
    await configureServers(page, application.url, storage.url.replace('http://', ''));
    await box.fill('none.flv');
    await box.press('Enter');
    await expect(page.getByText('"none.flv" cannot be had from your application')).toBeVisible();

    await box.fill(`${application.url}/v/clips/own.flv?start=5`);
    await box.press('Enter');
    await expect(page.getByRole('heading', { name: 'Your application' })).toBeVisible();
    await expectFrame(page, 0);
    await goTo(page, '#3');
    await expectFrame(page, 150);
    await expect(inspector(page)).toContainText('GET /v/clips/own.flv?start=');
    await expectAccessible(page);
  } finally {
    await Promise.all([application.close(), storage.close()]);
  }
});

test('the page asks for a signed video by path and query as given, and does not show its signature', async ({
  page,
}) => {
  const file = { path: join(samples, 'no-index.flv'), root: samples };
  const storage = await createStorage({ resolve: () => file });
  const application = await startSignedApplication('/v/own.flv?sig=a%2Bb', `${storage.url}/x.flv`);
  const box = page.getByRole('textbox', { name: 'Add a path, or a name at your application' });
  try {
    await configureServers(page, application.url, storage.url.replace('http://', ''));
    await box.fill('own.flv?sig=a%2Bb');
    await box.press('Enter');
    await expect(page.getByRole('heading', { name: 'own.flv?…', exact: true })).toBeVisible();
    await expectFrame(page, 0);
    await goTo(page, '#3');
    await expectFrame(page, 150);
    // The file may be read on, without a start, after the seek.
    const sought = application.targets.filter((target) => target.includes('start='));
    expect(sought.at(-1)).toMatch(/&start=[1-9]\d*$/);
    for (const target of application.targets) {
      expect(target).toMatch(/^\/v\/own\.flv\?sig=a%2Bb(&start=\d+)?$/);
    }
    await expect(page).toHaveURL(/video=own\.flv/);
    expect(page.url()).not.toContain('a%2Bb');
  } finally {
    await Promise.all([application.close(), storage.close()]);
  }
});
