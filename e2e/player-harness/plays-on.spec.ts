import type { Page } from '@playwright/test';
import { judgeSeek } from '../../app/checks/judge-seek.ts';
import type { CheckOutcome } from '../../app/contract/check.ts';
import type { Seek } from '../../app/contract/seek.ts';
import { makeExchange } from '../../app/contract/test-support/make-records.ts';
import { expect, open, seek, test } from './fixtures.ts';

const seekNow = async (page: Page, id: string) => {
  const found = await page.evaluate((of) => window.harness.seeks.get(of), id);
  if (!found) throw new Error(`no seek ${id}`);
  return found;
};

/** What the check `plays_on` says of a seek. */
function verdictOf(of: Seek): CheckOutcome | undefined {
  const exchanges = of.source === 'buffer' ? [] : [makeExchange()];
  const bodies = exchanges.map(() => null);
  const results = judgeSeek({ seek: of, exchanges, bodies, facts: null, sizeBytes: null });
  return results.find(({ code }) => code === 'plays_on')?.result;
}

const verdictNow = async (page: Page, id: string) => verdictOf(await seekNow(page, id));

/** A hold, and the word that ends it. */
function createHold(afterBytes: number) {
  let letGo = () => {};
  const until = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  return { hold: { afterBytes, until }, letGo: () => letGo() };
}

for (const isAssisted of [true, false]) {
  test(`clean play passes, ${isAssisted ? 'with' : 'without'} assistance`, async ({
    page,
    create,
  }) => {
    await create('gop-2s.flv');
    await page.evaluate((is) => window.harness.player.setAssisted(is), isAssisted);
    await open(page);
    const opened = await page.evaluate(() => [...window.harness.seeks.keys()].at(-1) ?? '');
    expect(await verdictNow(page, opened)).toBe('skip');
    await page.evaluate(() => window.harness.player.play());
    await expect.poll(() => verdictNow(page, opened)).toBe('pass');
    const { playedOn } = await seekNow(page, opened);
    expect(playedOn?.watchedMs).toBeGreaterThanOrEqual(3000);
  });
}

test('a seek made while it plays is watched, from the buffer and through the server', async ({
  page,
  create,
}) => {
  await create('gop-2s.flv');
  await open(page);
  await page.evaluate(() => window.harness.player.play());
  for (const [keyframe, source] of [
    [9, 'network'],
    [9, 'buffer'],
  ] as const) {
    const { seek: done } = await seek(page, { kind: 'keyframe', keyframe });
    expect(done.source).toBe(source);
    await expect.poll(() => verdictNow(page, done.id)).toBe('pass');
  }
});

test('a body that stops is a stall: told while it lasts, and a failure', async ({
  page,
  create,
  behave,
}) => {
  const { index } = await create('gop-0.4s.flv');
  await open(page);
  await page.evaluate(() => window.harness.player.play());
  const { hold, letGo } = createHold((index.offsets[34] ?? 0) - (index.offsets[30] ?? 0));
  behave({ hold });
  const { seek: done } = await seek(page, { kind: 'keyframe', keyframe: 30 });
  expect(done.state).toBe('played');
  await expect.poll(() => verdictNow(page, done.id)).toBe('fail');
  const { playedOn } = await seekNow(page, done.id);
  expect(playedOn?.watchedMs).toBeLessThan(1700);
  letGo();
  await expect
    .poll(async () => (await seekNow(page, done.id)).playedOn?.watchedMs)
    .toBeGreaterThanOrEqual(3000);
  expect(await verdictNow(page, done.id)).toBe('fail');
});

test('a pause in the middle of a stall ends it: what is waited for behind it does not count', async ({
  page,
  create,
  behave,
}) => {
  const { index } = await create('gop-0.4s.flv');
  await open(page);
  await page.evaluate(() => window.harness.player.play());
  const { hold, letGo } = createHold((index.offsets[34] ?? 0) - (index.offsets[30] ?? 0));
  behave({ hold });
  const { seek: done } = await seek(page, { kind: 'keyframe', keyframe: 30 });
  await page.evaluate(async () => {
    const { video, player } = window.harness;
    await new Promise((resolve) => video.addEventListener('waiting', resolve, { once: true }));
    player.pause();
  });
  await expect.poll(async () => (await seekNow(page, done.id)).playedOn).not.toBeNull();
  const { playedOn } = await seekNow(page, done.id);
  // Twice as long as a stall that goes on is left untold.
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 1000)));
  expect((await seekNow(page, done.id)).playedOn).toEqual(playedOn);
  expect(await verdictNow(page, done.id)).not.toBe('fail');
  letGo();
});

test('the end of the video is no stall', async ({ page, create }) => {
  await create('gop-2s.flv');
  await open(page, { asked: { kind: 'time', timeMs: 28_000 }, accuracy: 'exact' });
  const opened = await page.evaluate(() => [...window.harness.seeks.keys()].at(-1) ?? '');
  await page.evaluate(() => window.harness.player.play());
  await page.evaluate(() => window.harness.phase('ended'));
  await expect.poll(() => verdictNow(page, opened)).toBe('pass');
  expect((await seekNow(page, opened)).playedOn?.watchedMs).toBeLessThan(2500);
});

test('the next seek ends it, and is told as the newest all the same', async ({ page, create }) => {
  await create('gop-2s.flv');
  await open(page);
  await page.evaluate(() => window.harness.player.play());
  const first = await seek(page, { kind: 'keyframe', keyframe: 4 });
  const second = await seek(page, { kind: 'keyframe', keyframe: 9 });
  expect(second.seek.state).toBe('played');
  await expect.poll(async () => (await seekNow(page, first.seek.id)).playedOn).not.toBeNull();
  expect((await seekNow(page, first.seek.id)).playedOn).toMatchObject({ stalledMs: 0 });
});
