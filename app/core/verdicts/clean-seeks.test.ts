import { readFileSync } from 'node:fs';
import { beforeAll, expect, it } from 'vitest';
import type { AnsweredAs } from '../../contract/exchange.ts';
import { personalityName } from '../../contract/personality.ts';
import { avcAacFlv } from '../../flv/test-support/build-flv.ts';
import { honestAnswer, honestPart } from './test-support/honest-answer.ts';
import { badCodes, judgeAnswer, type KnownFile, knownFile } from './test-support/judged-answer.ts';

const SEEKS = 10_000;

const servers: AnsweredAs[] = [
  ...personalityName.options.map((personality) => ({ personality, hasQuirks: false })),
  { personality: 'perlbal-patch', hasQuirks: true },
];

const sample = readFileSync(new URL('../../../assets/samples/sample.flv', import.meta.url));
let file: KnownFile;

beforeAll(async () => {
  file = await knownFile(avcAacFlv({ frames: 60 }).bytes);
});

/** The same numbers in every run. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state % below;
  };
}

/** Every kind of start: any byte, keyframes, the edges, beyond, what is no number, none. */
function startOf(turn: number, below: (limit: number) => number): string | null {
  const { bytes, facts } = file;
  const { offsets } = facts.index;
  switch (turn % 8) {
    case 0:
      return null;
    case 1:
      return String(bytes.length + below(1000));
    case 2:
      return ['-5', 'abc', '1e3', '0x10'][below(4)] ?? '';
    case 3:
      return String([1, facts.firstMediaOffset, bytes.length - 1, 0][below(4)]);
    case 4:
    case 5:
      return String(offsets[below(offsets.length)]);
    default:
      return String(1 + below(bytes.length - 1));
  }
}

it(`${SEEKS} seeks that went as each server does raise no alarm`, async () => {
  expect(file.facts.index.offsets.length).toBeGreaterThan(4);
  const below = numbers(1);
  for (let turn = 0; turn < SEEKS; turn += 1) {
    // One more is a server that is asked by Range.
    const server = servers[below(servers.length + 1)];
    const start = startOf(below(8), below);
    const method = below(10) === 0 ? 'HEAD' : 'GET';
    const answer = server
      ? honestAnswer(file, server, start, method)
      : honestPart(file, start, method);
    const results = await judgeAnswer(file, answer);
    const bad = results.filter(({ code }) => badCodes(results).includes(code));
    expect(bad, `${server?.personality ?? 'by Range'} ${method} start=${start}`).toEqual([]);
  }
}, 120_000);

it.each(servers)(
  'each keyframe of the sample passes as $personality $hasQuirks',
  async (server) => {
    const known = await knownFile(sample);
    for (const offset of known.facts.index.offsets) {
      const results = await judgeAnswer(known, honestAnswer(known, server, String(offset)));
      expect(badCodes(results)).toEqual([]);
      const passed = new Set(results.filter(({ result }) => result === 'pass').map((r) => r.code));
      for (const code of [
        'status_expected',
        'body_exact',
        'starts_on_keyframe',
        'ends_whole',
        'timestamp_as_indexed',
      ] as const) {
        expect(passed, code).toContain(code);
      }
    }
  },
);
