import { join } from 'node:path';
import { createStorage } from '../app/origin/storage.ts';
import {
  createScriptedServer,
  type ScriptedServer,
} from '../app/proxy/test-support/scripted-server.ts';
import { projectDir } from '../scripts/lib/project.mjs';
import { expect, test } from './fixtures.ts';
import { expectAccessible } from './support/accessible.ts';
import { goTo, inspector, logRows, newestRow, openTab, openVideo } from './support/bench.ts';
import { expectFrame } from './support/frame-number.ts';

const samples = join(projectDir, 'assets', 'samples');

/** An application that has the file sent from one byte too far on. */
async function shiftingApplication(storageUrl: string): Promise<ScriptedServer> {
  return createScriptedServer(({ target, socket }) => {
    const { pathname, searchParams } = new URL(target, 'http://application');
    const start = Number(searchParams.get('start') ?? 0);
    const path = pathname.replace('/v/', '/');
    const fields = `X-REPROXY-URL: ${storageUrl}${path}\r\nX-REPROXY-FLV-START: ${start && start + 1}\r\n`;
    socket.write(
      `HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n${fields}Content-Length: 0\r\n\r\n`,
    );
  });
}

test('a seek that went well passes: in the log, above the heads, and check by check', async ({
  page,
}) => {
  await openVideo(page, 'sample.flv');
  await goTo(page, '#11');
  await expectFrame(page, 550);
  await expect.poll(async () => (await newestRow(page)).Result).toBe('pass');
  await inspector(page).getByRole('button', { name: /^pass/ }).click();
  await expect(inspector(page).getByRole('tab', { name: 'Checks' })).toHaveAttribute(
    'aria-selected',
    'true',
  );
  const checks = inspector(page).getByRole('list', { name: 'Checks' });
  await expect(checks.getByText('body_exact', { exact: true })).toBeVisible();
  await expect(checks.getByRole('listitem')).toHaveCount(32);
  await expectAccessible(page);
});

test('one that did not says why, and leads to the line and the byte', async ({ page, rpc }) => {
  const storage = await createStorage({
    resolve: async (name) => ({ path: join(samples, name), root: samples }),
  });
  const application = await shiftingApplication(storage.url);
  try {
    await openVideo(page, 'sample.flv');
    await expectFrame(page, 0);
    await rpc.run('system.configure', {
      applicationUrl: application.url,
      storageAllow: [new URL(storage.url).host],
    });
    await goTo(page, '#11');
    await expect.poll(async () => (await newestRow(page)).Result).toMatch(/^fail/);
    await expect(inspector(page).getByRole('button', { name: /^fail/ })).toContainText(
      'Content-Length promises 1 byte less',
    );
    await page.getByRole('group', { name: 'Show' }).getByRole('button', { name: 'Failed' }).click();
    await expect(logRows(page)).toHaveCount(1);

    await openTab(page, 'Checks');
    const checks = inspector(page).getByRole('list', { name: 'Checks' });
    const bodyExact = checks.getByRole('listitem').filter({ hasText: 'body_exact' });
    await expect(bodyExact).toContainText('The first difference is at byte 13 of the body');
    const contentType = checks.getByRole('listitem').filter({ hasText: 'content_type_flv' });
    await expect(contentType).toContainText('text/html');
    await expectAccessible(page);
    await contentType.getByRole('button', { name: 'Show line' }).press('Enter');
    await expect(
      page.getByRole('listitem').filter({ hasText: 'Content-Type: text/html' }).first(),
    ).toBeFocused();
    await expectAccessible(page);
  } finally {
    await Promise.all([application.close(), storage.close()]);
  }
});
