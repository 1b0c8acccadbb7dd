import { expect, test } from 'vitest';
import { makeFacts } from '../../contract/test-support/make-facts.ts';
import { createVideoClock } from '../clock/video-clock.ts';
import { readAskList } from './ask-list.ts';

const facts = makeFacts();
const video = {
  durationMs: facts.durationMs,
  sizeBytes: facts.sizeBytes,
  clock: createVideoClock(facts),
};

test('a place a line; a bad one is named by its line, and the others stay', () => {
  const { asks, bad } = readAskList('#0\r\n\n// the end\n@12\nsoon\n0x10\n# 3 is none\n', video);
  expect(asks).toEqual([
    { kind: 'keyframe', keyframe: 0 },
    { kind: 'offset', offset: 12 },
    { kind: 'offset', offset: 16 },
  ]);
  expect(bad).toMatchObject([{ line: 5, text: 'soon' }]);
});
