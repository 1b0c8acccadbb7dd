import { beforeAll, describe, expect, it } from 'vitest';
import { checkCode } from '../../contract/check.ts';
import { avcAacFlv } from '../../flv/test-support/build-flv.ts';
import { badCodes, judgeAnswer, type KnownFile, knownFile } from './test-support/judged-answer.ts';
import { playbackFaults } from './test-support/playback-faults.ts';
import { rangeFaults } from './test-support/range-faults.ts';
import { streamFaults } from './test-support/stream-faults.ts';
import { wireFaults } from './test-support/wire-faults.ts';

let file: KnownFile;

beforeAll(async () => {
  file = await knownFile(avcAacFlv({ frames: 60 }).bytes);
});

describe.each([
  ['wire', wireFaults],
  ['stream', streamFaults],
  ['playback', playbackFaults],
  ['asked by Range', rangeFaults],
])('%s', (_group, faults) => {
  it.each(faults.map((fault) => [fault.name, fault] as const))('%s', async (_name, fault) => {
    const results = await judgeAnswer(file, fault.answer(file));
    expect(badCodes(results)).toEqual(inOrder(fault.codes));
  });
});

function inOrder(codes: readonly string[]): string[] {
  return checkCode.options.filter((code) => codes.includes(code));
}
