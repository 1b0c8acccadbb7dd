import { join } from 'node:path';
import { createApplication } from '../app/origin/application.ts';
import { createStorage } from '../app/origin/storage.ts';
import { createReproxy, type Reproxy } from '../app/proxy/reproxy.ts';
import { projectDir } from '../scripts/lib/project.mjs';
import { expect, test } from './fixtures.ts';
import { expectAccessible } from './support/accessible.ts';
import { goTo, inspector, openTab } from './support/bench.ts';
import { expectFrame } from './support/frame-number.ts';

const samples = join(projectDir, 'assets', 'samples');

/** Somebody else's server, in the manner of nginx, that wants to be told who asks. */
async function startServer(): Promise<{ reproxy: Reproxy; close(): Promise<void> }> {
  const storage = await createStorage({
    resolve: async (name) => ({ path: join(samples, name), root: samples }),
  });
  const application = await createApplication({
    storageUrls: async (name) => [`${storage.url}/${name}`],
  });
  const reproxy = await createReproxy({
    application: application.url,
    personality: 'nginx',
    isStorageAllowed: (_host, port) => port === storage.port,
  });
  const close = async () => {
    await Promise.all([reproxy, application, storage].map((part) => part.close()));
  };
  return { reproxy, close };
}

test('a server is added by pasting curl, sought in, told who it is, and removed', async ({
  page,
  rpc,
}) => {
  const server = await startServer();
  try {
    await page.getByRole('button', { name: 'Servers under test' }).click();
    const dialog = page.getByRole('dialog', { name: 'Servers under test' });
    await dialog
      .getByRole('textbox', { name: 'Point Seeklab at a server' })
      .fill(`curl '${server.reproxy.url}/v/sample.flv?start=1204887' -H 'X-Key: very-secret'`);
    await dialog.getByRole('button', { name: 'Read it' }).click();
    await expect(dialog.getByRole('textbox', { name: 'Pattern' })).toHaveValue(
      `${server.reproxy.url}/v/{name}?start={start}`,
    );
    await expect(dialog).toContainText('Goes along, and is shown nowhere: X-Key.');
    await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('theirs');
    await dialog.getByRole('combobox', { name: 'Should be like' }).selectOption({ label: 'nginx' });
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Add' }).click();

    const item = dialog.getByRole('listitem', { name: 'theirs' });
    await expect(item).toContainText('X-Key: ***');
    await item.getByRole('button', { name: 'Who is it?' }).click();
    await expect(item.getByRole('status')).toContainText('Behaves like nginx.');
    await expectAccessible(page);

    await item.getByRole('button', { name: 'Open' }).click();
    await expect(dialog).toBeHidden();
    await expect(page).toHaveTitle('theirs://sample.flv – Seeklab');
    await expectFrame(page, 0);
    await goTo(page, '#11');
    await expectFrame(page, 11 * 50);
    await openTab(page, 'Heads');
    await expect(inspector(page)).toContainText('X-Key: ***');
    await expect(inspector(page)).not.toContainText('very-secret');
    expect(
      JSON.stringify(await rpc.run('log.page', { filter: 'all', from: 0, count: 50 })),
    ).not.toContain('very-secret');

    await page.getByRole('button', { name: 'Servers under test' }).click();
    await item.getByRole('button', { name: 'Remove theirs' }).click();
    await expect(item).toBeHidden();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('button', { name: 'theirs://sample.flv' })).toBeHidden();
  } finally {
    await server.close();
  }
});

test('what is no address is refused with its reason', async ({ page }) => {
  await page.getByRole('button', { name: 'Servers under test' }).click();
  const dialog = page.getByRole('dialog', { name: 'Servers under test' });
  await dialog
    .getByRole('textbox', { name: 'Point Seeklab at a server' })
    .fill("curl http://host/v/a.flv -d 'x=1'");
  await dialog.getByRole('button', { name: 'Read it' }).click();
  await expect(dialog.getByRole('alert')).toContainText('the command sends a body');
  await expectAccessible(page);
});
