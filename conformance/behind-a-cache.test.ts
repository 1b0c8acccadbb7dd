import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { relayAddress } from '../app/http/relay-url.ts';
import { sample } from './media.ts';
import { nginxNeeds } from './peers/nginx.ts';
import { nginxCache, ORIGIN_AGE_S } from './peers/nginx-cache.ts';
import { whyUnavailable } from './peers/programs.ts';
import { askJudged } from './under-test/judged-ask.ts';
import {
  type LibraryAndTargets,
  startLibraryAndTargets,
} from './under-test/library-and-targets.ts';

/** Keyframe 21 of `sample.flv`, and a byte inside a tag behind it. */
const KEYFRAME = 1_029_887;
const ANOTHER = KEYFRAME + 1000;
const PREFIX_BYTES = 13;

describe.skipIf(whyUnavailable(nginxNeeds) !== null)('a target behind a cache', () => {
  let bench: LibraryAndTargets;
  beforeAll(async () => {
    bench = await startLibraryAndTargets();
    const { port } = await bench.processes.start(nginxCache(bench.mediaDir));
    const expected = { personality: 'nginx', hasQuirks: false } as const;
    const at = (edge: number) => `http://127.0.0.1:${edge}/{name}?start={start}`;
    await bench.add('edge', at(port), { expected });
    await bench.add('forgetful', at(port + 1), { expected });
  });
  afterAll(() => bench?.close());

  let asks = 0;
  const ask = (target: string, start: number, method = 'GET') => {
    asks += 1;
    const address = `${relayAddress(target, 'sample.flv')}?start=${start}`;
    return askJudged(bench.workbench, address, { mark: `cache-${asks}`, method });
  };

  it('is relayed and judged alike, whether it asks its origin or its cache', async () => {
    for (const [method, status] of [
      ['GET', 'MISS'],
      ['GET', 'HIT'],
      ['HEAD', 'HIT'],
    ] as const) {
      const { entry, answer } = await ask('edge', KEYFRAME, method);
      expect(entry.verdict?.result, `${method} ${status}`).toBe('pass');
      const [client, target, ...others] = entry.exchanges[0]?.hops ?? [];
      expect([client?.kind, target?.kind, others]).toEqual(['client', 'target', []]);
      expect(target?.responseHead).toContain(`\r\nAge: ${ORIGIN_AGE_S}\r\n`);
      expect(target?.responseHead).toContain(`\r\nX-Cache-Status: ${status}\r\n`);
      expect(client?.responseHead).toBe(target?.responseHead);
      expect(answer?.headers.get('age')).toBe(String(ORIGIN_AGE_S));
      expect(answer?.headers.get('x-cache-status')).toBe(status);
      if (method === 'HEAD') continue;
      expect(answer?.body.subarray(PREFIX_BYTES).equals(sample.subarray(KEYFRAME))).toBe(true);
      const exact = entry.checks.find(({ code }) => code === 'body_exact');
      expect(exact?.result).toBe('pass');
      expect(exact?.message).toContain('to the file’s end');
    }
  });

  it('is caught where its key leaves out the start', async () => {
    const first = await ask('forgetful', KEYFRAME);
    expect(first.entry.verdict?.result).toBe('pass');
    const { entry } = await ask('forgetful', ANOTHER);
    expect(entry.exchanges[0]?.hops[1]?.responseHead).toContain('X-Cache-Status: HIT');
    const bad = entry.checks.filter(({ result }) => result === 'fail').map(({ code }) => code);
    expect(bad).toContain('body_exact');
    expect(bad).toContain('length_promised');
  });
});
