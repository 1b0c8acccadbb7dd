import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verdictOf } from '../app/checks/verdict.ts';
import type { SeekAsked } from '../app/contract/seek.ts';
import type { VideoFacts } from '../app/contract/video.ts';
import { gatherExchanges } from '../app/core/seeks/finished-exchanges.ts';
import { createVideoClock } from '../app/seek/clock/video-clock.ts';
import { createSeeker } from '../app/seek/seeker.ts';
import { createVideoAddress } from '../app/seek/video-address.ts';
import { nginxLuaNeeds } from './peers/nginx-lua.ts';
import { nginxTimes } from './peers/nginx-times.ts';
import { whyUnavailable } from './peers/programs.ts';
import {
  type LibraryAndTargets,
  startLibraryAndTargets,
} from './under-test/library-and-targets.ts';

describe.skipIf(whyUnavailable(nginxLuaNeeds) !== null)('a target that is asked for times', () => {
  let bench: LibraryAndTargets;
  let file: VideoFacts;
  let keyframes: { timeMs: number; offset: number }[];

  beforeAll(async () => {
    bench = await startLibraryAndTargets();
    file = await bench.workbench.call('video.open', { name: 'sample.flv' });
    const { timesMs, offsets } = file.index;
    keyframes = offsets.map((offset, i) => ({
      offset,
      timeMs: (timesMs[i] ?? 0) - file.baseTimestampMs,
    }));
    const { port } = await bench.processes.start(nginxTimes(bench.mediaDir, keyframes));
    const server = `http://127.0.0.1:${port}/{name}`;
    await bench.add('seconds', `${server}?t={startSeconds}`);
    await bench.add('milliseconds', `${server}?ms={startMs}`);
    // What it takes for seconds are milliseconds.
    await bench.add('mistaken', `${server}?t={startMs}`);
  });
  afterAll(() => bench?.close());

  async function seekIn(target: string, asks: readonly SeekAsked[]) {
    const { workbench } = bench;
    const facts = await workbench.call('video.open', { name: `${target}://sample.flv` });
    const clock = createVideoClock(facts);
    const seeker = createSeeker({
      ...{ facts, seekerId: `times.${target}`, accuracy: 'keyframe', isWhole: true },
      streamUrl: createVideoAddress(workbench.reproxyUrl, () => ({ facts, clock })),
      mayMoveStart: () => facts.target?.mayMoveStart ?? false,
    });
    const exchanges = gatherExchanges(workbench.log, (id) => id.startsWith(`times.${target}`));
    const done = [];
    for (const asked of asks) {
      const seek = await seeker.seek(asked);
      const own = await exchanges.of(seek.id);
      const checks = await workbench.judge({ seek, exchanges: own });
      done.push({ seek, url: own[0]?.hops[1]?.url ?? '', checks, verdict: verdictOf(checks) });
    }
    exchanges.close();
    seeker.close();
    return done;
  }

  const later = () => keyframes.slice(1);

  it.each([
    ['seconds', 't', (timeMs: number) => timeMs / 1000],
    ['milliseconds', 'ms', (timeMs: number) => timeMs],
  ] as const)(
    '%s: each keyframe, and each time behind it, lands on it',
    async (target, key, of) => {
      const asks = later().flatMap(({ timeMs }, i): SeekAsked[] => [
        { kind: 'keyframe', keyframe: i + 1 },
        { kind: 'time', timeMs: timeMs + 40 },
      ]);
      const done = await seekIn(target, asks);
      expect(done.length).toBe(2 * later().length);
      for (const [i, { seek, url, checks, verdict }] of done.entries()) {
        const due = later()[Math.floor(i / 2)];
        expect(url).toMatch(new RegExp(`[?&]${key}=${of(due?.timeMs ?? Number.NaN)}$`));
        expect(seek).toMatchObject({ state: 'inspected', error: null, landed: due });
        expect(verdict, JSON.stringify(checks.filter(({ result }) => result === 'fail'))).toEqual({
          result: 'pass',
          code: null,
        });
      }
    },
  );

  it('a byte is asked for by the time of the keyframe before it, and its keyframe may come', async () => {
    const at = keyframes[3];
    const [done] = await seekIn('seconds', [{ kind: 'offset', offset: (at?.offset ?? 0) + 1 }]);
    expect(done?.url).toContain(`t=${(at?.timeMs ?? 0) / 1000}`);
    expect(done?.seek).toMatchObject({ state: 'inspected', error: null, landed: at });
    expect(done?.verdict.result).toBe('pass');
  });

  it('one that takes the time for another is told from it', async () => {
    const last = keyframes.at(-1);
    const [done] = await seekIn('mistaken', [{ kind: 'keyframe', keyframe: 3 }]);
    expect(done?.seek.landed).toMatchObject({ offset: last?.offset });
    expect(done?.seek.error?.code).toBe('landing_wrong');
    expect(done?.verdict.result).toBe('fail');
  });
});
