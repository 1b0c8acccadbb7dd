import type { Page } from '@playwright/test';
import { expect, open, seek, test } from './fixtures.ts';

const skip = (page: Page, byMs: number, accuracy: 'keyframe' | 'exact') =>
  page.evaluate(
    ([by, how]) => {
      window.harness.player.skip(by, how);
      return window.harness.lastEnded();
    },
    [byMs, accuracy] as const,
  );
const seekEnd = (page: Page, side: 'first' | 'last') =>
  page.evaluate((to) => {
    window.harness.player.seekEnd(to);
    return window.harness.lastEnded();
  }, side);

test('each skip shows another picture, both ways and whatever the accuracy', async ({
  page,
  create,
}) => {
  await create('gop-2s.flv');
  await open(page);
  await seek(page, { kind: 'keyframe', keyframe: 5 });
  for (const frame of [300, 350, 400, 450]) {
    expect(await skip(page, 1000, 'keyframe')).toMatchObject({ frame, seek: { state: 'played' } });
  }
  for (const frame of [400, 350]) {
    expect((await skip(page, -1000, 'keyframe')).frame).toBe(frame);
  }
  for (const frame of [375, 400, 425]) {
    expect((await skip(page, 1000, 'exact')).frame).toBe(frame);
  }
});

test('skips get over a group of 10 s, and past the last keyframe', async ({ page, create }) => {
  await create('gop-10s.flv');
  await open(page);
  for (const frame of [250, 500, 525, 550]) {
    expect((await skip(page, 1000, 'keyframe')).frame).toBe(frame);
  }
});

test('the ends are the first and the last picture', async ({ page, create }) => {
  for (const name of ['gop-2s.flv', 'b-frames.flv', 'late-start.flv']) {
    const facts = await create(name);
    await open(page);
    const last = await seekEnd(page, 'last');
    expect(last.frame, name).toBe(facts.frameTimesMs.length - 1);
    expect(last.seek.played?.timeMs).toBe(last.seek.expectedMs);
    const first = await seekEnd(page, 'first');
    expect(first.frame, name).toBe(0);
    expect(first.seek.played?.timeMs).toBe(first.seek.expectedMs);
  }
});

test('a skip key held down shows pictures, and none is given up for the next', async ({
  page,
  create,
}) => {
  await create('gop-2s.flv');
  await open(page);
  const states = await page.evaluate(async () => {
    for (let press = 0; press < 8; press++) {
      window.harness.player.skip(1000, 'keyframe');
      await new Promise(requestAnimationFrame);
    }
    await window.harness.lastEnded();
    return [...window.harness.seeks.values()].map(({ state }) => state);
  });
  expect(states.length).toBeGreaterThan(1);
  expect(states).not.toContain('superseded');
});

test('a skip does not wait for a seek that is stuck', async ({ page, create, behave }) => {
  await create('gop-2s.flv');
  await open(page);
  let letGo = () => {};
  const until = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  behave({ hold: { afterBytes: -1, until } });
  const stuck = seek(page, { kind: 'keyframe', keyframe: 12 });
  await page.evaluate(() => window.harness.player.skip(-1000, 'keyframe'));
  expect((await stuck).seek.state).toBe('superseded');
  behave({ hold: null });
  letGo();
  const next = await page.evaluate(() => window.harness.lastEnded());
  expect(next).toMatchObject({ frame: 550, seek: { state: 'played' } });
});
