import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect, type Page } from '@playwright/test';
import type { SeekAsked } from '../../app/contract/seek.ts';
import type { VideoFacts } from '../../app/contract/video.ts';
import type { SeekAccuracy } from '../../app/renderer/player/player.ts';
import { whyNoFfmpeg } from '../../scripts/lib/find-ffmpeg.mjs';
import { makeVideo, recipes } from './make-videos.ts';
import { type OpenHarness, openHarness } from './open-harness.ts';
import type { Outcome } from './page.ts';
import { readFacts } from './read-facts.ts';
import { type ServerBehaviour, type StartServer, wellBehaved } from './start-server.ts';

export { expect };

interface WorkerFixtures {
  /** The harness of this worker, with the folder of its videos. */
  harness: OpenHarness;
}

interface Fixtures {
  page: Page;
  server: StartServer;
  /** How the server answers, for this test. */
  behave: (behaviour: Partial<ServerBehaviour>) => void;
  /** Makes a player for a video of `recipes`, or for given bytes; nothing is asked yet. */
  create: (name: string, bytes?: Uint8Array) => Promise<VideoFacts>;
  /** The browser says on the console that a request was refused or cut; that is expected here. */
  acceptBadAnswers: () => void;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  harness: [
    async ({}, use) => {
      const dir = await mkdtemp(join(tmpdir(), 'seeklab-player-'));
      const harness = await openHarness(dir, dir);
      await use(harness);
      await harness.close();
      await rm(dir, { recursive: true });
    },
    { scope: 'worker', timeout: 120_000 },
  ],

  page: async ({ harness }, use) => {
    await harness.page.reload();
    await use(harness.page);
    await harness.page.evaluate(() => window.harness.close());
    harness.consoleWatch.expectQuiet();
  },

  server: async ({ harness }, use) => {
    await use(harness.server);
  },

  behave: async ({ server }, use) => {
    await use((behaviour) => Object.assign(server.behaviour, behaviour));
    Object.assign(server.behaviour, wellBehaved);
  },

  create: async ({ page, harness }, use, testInfo) => {
    await use(async (name, bytes) => {
      if (!bytes && noFfmpeg !== null) testInfo.skip(true, noFfmpeg);
      await provide(name, harness.mediaDir, bytes);
      const facts = await readFacts(harness.mediaDir, name);
      harness.server.seen.length = 0;
      await page.evaluate((given) => window.harness.create(given), facts);
      return facts;
    });
  },

  acceptBadAnswers: async ({ harness }, use) => {
    await use(() => harness.consoleWatch.accept(/Failed to load resource/));
  },
});

const noFfmpeg = whyNoFfmpeg();
const made = new Map<string, Promise<string>>();

async function provide(name: string, dir: string, bytes?: Uint8Array): Promise<void> {
  if (bytes) {
    await writeFile(join(dir, name), bytes);
    return;
  }
  const recipe = recipes.find((each) => each.name === name);
  if (!recipe) throw new Error(`there is no recipe ${name}`);
  const making = made.get(name) ?? makeVideo(recipe, dir);
  made.set(name, making);
  await making;
}

export function open(
  page: Page,
  at?: { asked: SeekAsked; accuracy?: SeekAccuracy },
): Promise<Outcome> {
  return page.evaluate((given) => window.harness.open(given), at);
}

export function seek(
  page: Page,
  asked: SeekAsked,
  accuracy: SeekAccuracy = 'keyframe',
): Promise<Outcome> {
  return page.evaluate(([what, how]) => window.harness.seek(what, how), [asked, accuracy] as const);
}

/** The same numbers in every run, from 0 to below 1 (Numerical Recipes' generator). */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
