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
async function startServer(
  personality: 'nginx' | 'perlbal-patch' = 'nginx',
): Promise<{ reproxy: Reproxy; heads: string[]; close(): Promise<void> }> {
  const heads: string[] = [];
  const storage = await createStorage({
    resolve: async (name) => ({ path: join(samples, name), root: samples }),
  });
  const application = await createApplication({
    storageUrls: async (name) => [`${storage.url}/${name}`],
  });
  const reproxy = await createReproxy({
    application: application.url,
    personality,
    onExchange: ({ hops }) => heads.push(hops[0]?.requestHead ?? ''),
    isStorageAllowed: (_host, port) => port === storage.port,
  });
  const close = async () => {
    await Promise.all([reproxy, application, storage].map((part) => part.close()));
  };
  return { reproxy, heads, close };
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
    const fields = dialog.getByRole('group', { name: 'Goes along with every request' });
    await expect(fields.getByRole('textbox', { name: 'Header 1, name' })).toHaveValue('X-Key');
    await expect(fields.getByLabel('X-Key, value')).toHaveValue('');
    const pattern = dialog.getByRole('textbox', { name: 'Pattern' });
    const pasted = await pattern.inputValue();
    await pattern.fill('http://other.example/v/{name}?start={start}');
    await expect(dialog.getByRole('status')).toContainText('http://other.example');
    await dialog.getByRole('button', { name: 'Add' }).click();
    await expect(dialog.getByRole('alert')).toContainText('X-Key would go to');
    await pattern.fill(pasted);
    await expect(dialog.getByRole('status')).toBeHidden();
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

test('a target is edited: what is masked stays unless typed anew, and its video is opened again', async ({
  page,
  rpc,
}) => {
  const [before, after] = await Promise.all([startServer(), startServer('perlbal-patch')]);
  try {
    await rpc.run('target.add', {
      name: 'theirs',
      pattern: `${before.reproxy.url}/v/{name}?start={start}`,
      names: { kind: 'library' },
      reference: { kind: 'library', name: null },
      expected: null,
      isSelfSignedAllowed: false,
      redirectHosts: [],
      fields: [
        { name: 'X-Key', value: 'very-secret' },
        { name: 'X-Old', value: 'old' },
      ],
    });
    await page.getByRole('button', { name: 'theirs://sample.flv' }).click();
    await expectFrame(page, 0);
    await expect(page.getByRole('button', { name: 'Target: theirs' })).toBeVisible();
    await goTo(page, '#11');
    await expectFrame(page, 11 * 50);

    await page.getByRole('button', { name: 'Servers under test' }).click();
    const dialog = page.getByRole('dialog', { name: 'Servers under test' });
    await dialog.getByRole('button', { name: 'Edit theirs' }).click();
    const form = dialog.getByRole('form', { name: 'What theirs is' });
    await expect(form.getByRole('textbox', { name: 'Name', exact: true })).toBeFocused();
    await expect(form.getByRole('textbox', { name: 'Pattern' })).toHaveValue(
      `${before.reproxy.url}/v/{name}?start={start}`,
    );
    await expect(form.getByRole('combobox', { name: 'Held against' })).toHaveValue('library');
    await expect(form.getByLabel('X-Key, value')).toHaveValue('');
    await expectAccessible(page);

    await form.getByRole('textbox', { name: 'Name', exact: true }).fill('not a name');
    await form.getByRole('button', { name: 'Change' }).click();
    await expect(form.getByRole('alert')).toBeVisible();
    await form.getByRole('textbox', { name: 'Name', exact: true }).fill('ours');
    await form
      .getByRole('textbox', { name: 'Pattern' })
      .fill(`${after.reproxy.url}/v/{name}?start={start}`);
    await expect(form.getByRole('status')).toContainText(
      `given for another server than ${after.reproxy.url}`,
    );
    await expectAccessible(page);
    await form
      .getByRole('combobox', { name: 'Should be like' })
      .selectOption({ label: 'perlbal-patch' });
    await form.getByRole('button', { name: 'Send X-Old no longer' }).click();
    await form.getByRole('button', { name: 'Another header' }).click();
    await expect(form.getByLabel('Header 2, name')).toBeFocused();
    await page.keyboard.type('X-New');
    await form.getByLabel('X-New, value').fill('brand-new');
    await form.getByRole('button', { name: 'Change' }).click();
    await expect(form.getByRole('alert')).toContainText('X-Key would go to');
    await form.getByRole('switch', { name: 'Send it to the new server' }).click();
    await form.getByRole('button', { name: 'Change' }).click();

    await expect(form).toBeHidden();
    const item = dialog.getByRole('listitem', { name: 'ours' });
    await expect(item).toContainText('X-Key: ***');
    await expect(item).toContainText('X-New: ***');
    await expect(page).toHaveTitle('ours://sample.flv – Seeklab');
    await page.keyboard.press('Escape');
    await expectFrame(page, 11 * 50);
    await goTo(page, '#5');
    await expectFrame(page, 5 * 50);
    const [head = ''] = after.heads.slice(-1);
    expect(head).toMatch(/\r\nX-Key: very-secret\r\nX-New: brand-new\r\n/);
    expect(head).not.toContain('X-Old');
  } finally {
    await Promise.all([before.close(), after.close()]);
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
