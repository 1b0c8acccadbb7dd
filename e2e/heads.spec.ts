import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectDir } from '../scripts/lib/project.mjs';
import { expect, test } from './fixtures.ts';
import { expectAccessible } from './support/accessible.ts';
import { goTo, inspector, logRows, newestRow, openTab, openVideo } from './support/bench.ts';
import { expectFrame } from './support/frame-number.ts';
import { rawGet } from './support/raw-client.ts';

const PREFIX_HEX = '46 4c 56 01 01 00 00 00 09 00 00 00 09';
const offset = 700_000;

test('the heads on the screen are the bytes that a bare socket sent and got', async ({
  page,
  reproxyUrl,
}) => {
  // Choosing the newest row follows the newest: the seek that opens the sample comes before.
  await expectFrame(page, 0);
  const answer = await rawGet(`${reproxyUrl}/v/sample.flv?start=${offset}`, [
    'User-Agent: bare-socket/1',
    'X-oDd-CaSe:   kept  ',
  ]);
  await logRows(page).filter({ hasText: 'bare-socket/1' }).click();
  await inspector(page).getByRole('button', { name: 'Raw' }).click();
  const text = (name: string) =>
    inspector(page).getByRole('region', { name, exact: true }).locator('pre').textContent();
  await expect.poll(() => text('Client hop, request')).toBe(answer.requestHead);
  expect(await text('Client hop, response')).toBe(answer.head);
  expect(await text('Application hop, response')).toMatch(
    new RegExp(`^HTTP/1\\.1 .*\r\nX-REPROXY-FLV-START: ${offset}\r\n`, 'is'),
  );
  expect(await text('Storage hop, request')).toMatch(
    new RegExp(`^GET .* HTTP/1\\.1\r\n.*Range: bytes=${offset}-\r\n`, 'is'),
  );
  expect(await text('Storage hop, response')).toMatch(
    new RegExp(`^HTTP/1\\.1 206 .*\r\nContent-Range: bytes ${offset}-`, 'is'),
  );
});

test('the body is the 13 bytes and the rest of the file', async ({ reproxyUrl }) => {
  const { head, body } = await rawGet(`${reproxyUrl}/v/sample.flv?start=${offset}`);
  const file = await readFile(join(projectDir, 'assets', 'samples', 'sample.flv'));
  const prefix = Buffer.from(PREFIX_HEX.replaceAll(' ', ''), 'hex');
  expect(Buffer.compare(body, Buffer.concat([prefix, file.subarray(offset)]))).toBe(0);
  expect(head).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  expect(head).toContain(`\r\nContent-Length: ${body.length}\r\n`);
  expect(head).not.toMatch(/Content-Range|Accept-Ranges|X-REPROXY/i);
});

test('the prefix of a seek is shown as it was sent', async ({ page }) => {
  await openVideo(page, 'sample.flv');
  await expectFrame(page, 0);
  await goTo(page, '#15');
  await expectFrame(page, 750);
  await openTab(page, 'Prefix');
  // The picture comes first, what the inspector draws after it.
  const shown = async () => (await inspector(page).textContent()) ?? '';
  const bytes = async () => (await shown()).replaceAll(/[^0-9a-f]/gi, '').toLowerCase();
  await expect.poll(bytes).toContain(PREFIX_HEX.replaceAll(' ', ''));
});

test('the 13 bytes stand under the response head, as they came over the wire', async ({
  page,
  reproxyUrl,
}) => {
  await expectFrame(page, 0);
  const body = inspector(page).getByRole('region', { name: 'Client hop, body' });
  for (const [start, by] of [
    [offset, 'The reproxy put them in front'],
    [0, 'The file’s own first bytes'],
    [9_000_000, 'What the reproxy says about the error'],
  ] as const) {
    const answer = await rawGet(`${reproxyUrl}/v/sample.flv?start=${start}`, [
      `User-Agent: from-${start}/1`,
    ]);
    await logRows(page)
      .filter({ hasText: `from-${start}/1` })
      .click();
    await expect(body).toContainText(
      answer.body
        .subarray(0, 13)
        .toString('hex')
        .replace(/..(?!$)/g, '$& '),
    );
    await expect(body).toContainText(by);
  }
  await body.getByRole('button', { name: 'Prefix' }).click();
  await expect(inspector(page).getByRole('tab', { name: 'Prefix', selected: true })).toBeVisible();
});

test('every changed line is marked and explained', async ({ page }) => {
  await openVideo(page, 'sample.flv');
  await expectFrame(page, 0);
  await goTo(page, '#15');
  await expectFrame(page, 750);
  const changes = inspector(page).getByRole('list', { name: 'Changes' });
  await expect(changes).toContainText('dropped');
  const dropped = inspector(page)
    .getByRole('region', { name: 'Application hop, response' })
    .getByRole('listitem')
    .filter({ hasText: 'X-REPROXY-FLV-START' });
  await expect(dropped).toContainText('dropped');
});

test('unchanged lines stand folded, and one kind of change alone can be seen', async ({ page }) => {
  await openVideo(page, 'sample.flv');
  await expectFrame(page, 0);
  await goTo(page, '#15');
  await expectFrame(page, 750);
  const asked = inspector(page).getByRole('region', { name: 'Client hop, request' });
  const host = asked.getByRole('listitem').filter({ hasText: 'Host:' });
  const accept = asked.getByRole('listitem').filter({ hasText: 'Accept:' });
  await expect(host).toBeVisible();
  await expect(accept).toHaveCount(0);
  await expectAccessible(page);
  await asked.getByRole('button', { name: /^\d+ unchanged$/ }).press('Enter');
  await expect(accept).toBeVisible();
  const dropped = inspector(page).getByRole('button', { name: /^\d+ dropped$/ });
  await dropped.press('Enter');
  await expect(dropped).toHaveAttribute('aria-pressed', 'true');
  await expect(host).toHaveCount(0);
  const shown = inspector(page).getByRole('listitem').filter({ hasText: 'dropped: ' });
  await expect(shown).toHaveCount(Number.parseInt((await dropped.textContent()) ?? '', 10));
  await expectAccessible(page);
  await inspector(page).getByRole('button', { name: 'All', exact: true }).click();
  await expect(dropped).toHaveAttribute('aria-pressed', 'false');
  await expect(asked.getByRole('button', { name: /unchanged/ })).toHaveCount(0);
  await expect(accept).toBeVisible();
});

test('what the patch is about stands first, each line a way to its place', async ({ page }) => {
  await openVideo(page, 'sample.flv');
  await expectFrame(page, 0);
  await goTo(page, '#15');
  await expectFrame(page, 750);
  const wire = inspector(page).getByRole('region', { name: 'On the wire' });
  for (const text of ['X-REPROXY-URL: ', 'Range: bytes=', '206 Partial Content', PREFIX_HEX]) {
    await expect(wire).toContainText(text);
    await expect(wire.getByText(text).first()).toBeInViewport();
  }
  await wire.getByRole('button', { name: 'X-REPROXY-FLV-START' }).click();
  const line = inspector(page)
    .getByRole('region', { name: 'Application hop, response' })
    .getByRole('listitem')
    .filter({ hasText: 'X-REPROXY-FLV-START' });
  await expect(line).toBeFocused();
  await expect(line).toBeInViewport();
  const strip = inspector(page).getByRole('list', { name: 'Hops' });
  await expect(strip).toHaveText(/Client 200.*Application 200.*Storage 206/);
  await strip.getByRole('button', { name: 'Storage 206' }).press('Enter');
  const storage = inspector(page).getByRole('region', { name: 'Storage hop', exact: true });
  await expect(storage).toBeFocused();
});

test('a seek has its times: bytes, picture, status', async ({ page }) => {
  await openVideo(page, 'sample.flv');
  await expectFrame(page, 0);
  await goTo(page, '#20');
  await expectFrame(page, 1000);
  await expect.poll(async () => (await newestRow(page)).Picture).toMatch(/^[\d.]+ m?s$/);
  await expect
    .poll(() => newestRow(page))
    .toMatchObject({
      Asked: '#20',
      Landed: '0:40.000',
      Played: '0:40.000',
      Error: '0 ms',
      Status: '200',
      Source: 'network',
    });
  await openTab(page, 'Timing');
  await expect(inspector(page)).toContainText('Storage');
});
