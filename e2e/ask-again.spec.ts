import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { nginxPrefix } from '../app/flv/prefix.ts';
import {
  createScriptedServer,
  type ScriptedServer,
} from '../app/proxy/test-support/scripted-server.ts';
import { projectDir } from '../scripts/lib/project.mjs';
import { expect, test } from './fixtures.ts';
import { expectAccessible } from './support/accessible.ts';
import { goTo, inspector, logRows, newestRow } from './support/bench.ts';
import { expectFrame } from './support/frame-number.ts';
import type { RpcClient } from './support/rpc-client.ts';

/** Somebody else's server, in the manner of nginx, which begins so many bytes beside what it is asked for. */
async function startServer(besideBytes = 0): Promise<ScriptedServer> {
  const file = await readFile(join(projectDir, 'assets', 'samples', 'sample.flv'));
  return createScriptedServer(({ target, socket }) => {
    const { searchParams } = new URL(target, 'http://theirs');
    const start = Number(searchParams.get('start') ?? 0);
    const part = file.subarray(start === 0 ? 0 : start + besideBytes);
    const prefix = start === 0 ? Buffer.alloc(0) : Buffer.from(nginxPrefix);
    const fields = `Server: theirs/1\r\nContent-Type: video/x-flv\r\nContent-Length: ${prefix.length + part.length}\r\n`;
    socket.write(`HTTP/1.1 200 OK\r\n${fields}\r\n`);
    socket.write(Buffer.concat([prefix, part]));
  });
}

const addTarget = (rpc: RpcClient, name: string, server: ScriptedServer) =>
  rpc.run('target.add', {
    ...{ name, pattern: `${server.url}/v/{name}?start={start}` },
    ...{ names: { kind: 'library' }, reference: { kind: 'library', name: null } },
    expected: { personality: 'nginx', hasQuirks: false },
    ...{ isSelfSignedAllowed: false, redirectHosts: [], fields: [] },
  });

const comparison = (page: Page) => page.getByRole('region', { name: 'Comparison' });
const fact = (page: Page, name: string) =>
  comparison(page)
    .getByRole('row', { name: new RegExp(`^${name}`) })
    .getByRole('cell');

test('one seek on two servers: asked again, both answers stand side by side with their verdicts', async ({
  page,
  rpc,
}) => {
  const [honest, shifting] = await Promise.all([startServer(), startServer(1)]);
  try {
    await expectFrame(page, 0);
    await addTarget(rpc, 'honest', honest);
    await addTarget(rpc, 'shifting', shifting);
    await goTo(page, '#15');
    await expectFrame(page, 750);
    await expect.poll(async () => (await newestRow(page)).Result).toBe('pass');

    await inspector(page).getByRole('button', { name: 'Ask again as' }).click();
    await page.getByRole('menuitem', { name: 'honest' }).click();
    await expect(fact(page, 'Verdict')).toContainText(['pass', 'pass']);
    await expect(fact(page, 'Landed at byte').first()).not.toContainText('–');
    await expect(comparison(page)).toContainText('They differ in TypeFlags, PreviousTagSize0.');
    const response = comparison(page).getByRole('region', { name: 'Client hop, response' });
    await expect(response.getByRole('listitem').filter({ hasText: 'theirs/1' })).toContainText(
      'only in B',
    );
    await expectAccessible(page);
    expect(honest.requests.at(-1)?.target).toMatch(/^\/v\/sample\.flv\?start=\d+$/);

    await comparison(page)
      .getByRole('region', { name: /^A: Seek/ })
      .getByRole('button', { name: 'Ask again as' })
      .click();
    await page.getByRole('menuitem', { name: 'shifting' }).click();
    await expect(fact(page, 'Verdict')).toContainText(['pass', 'fail']);
    await expect(fact(page, 'Video')).toContainText(['sample.flv', 'shifting://sample.flv']);
    await expect(comparison(page)).toContainText(/body_exact/);
    // Three rows beside the opening, each with its own verdict; the picture has stayed.
    await expect(logRows(page)).toHaveCount(4);
    await expect(logRows(page).filter({ hasText: 'fail' })).toHaveCount(1);
    await expectFrame(page, 750);
    expect(shifting.requests).toHaveLength(1);
  } finally {
    await Promise.all([honest.close(), shifting.close()]);
  }
});

test('a server that is gone stands beside the one that answered, with the reason', async ({
  page,
  rpc,
  consoleWatch,
}) => {
  consoleWatch.accept(/status of 502/);
  const server = await startServer();
  await expectFrame(page, 0);
  await addTarget(rpc, 'gone', server);
  await goTo(page, '#15');
  await expectFrame(page, 750);
  await server.close();
  await inspector(page).getByRole('button', { name: 'Ask again as' }).click();
  await page.getByRole('menuitem', { name: 'gone' }).click();
  await expect(fact(page, 'Verdict')).toContainText(['pass', 'fail']);
  await expect(fact(page, 'Error').nth(1)).toContainText('target_unreachable');
});
