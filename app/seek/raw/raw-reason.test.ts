import { expect, it } from 'vitest';
import { patchPrefix, specPrefix } from '../../flv/prefix.ts';
import { avcAacFlv, joined, tagBytes } from '../../flv/test-support/build-flv.ts';
import { whyRawFails } from './raw-reason.ts';

const { bytes, tags } = avcAacFlv({ frames: 30 });
const firstFrame = tags.find(({ data }) => data[1] === 1)?.offset ?? 0;
const sorenson = tagBytes({ type: 9, data: Uint8Array.of(0x12, 1, 2, 3) });

it('finds nothing wrong with a whole file', () => {
  expect(whyRawFails(bytes)).toBeNull();
});

it.each([
  ['expects an FLV header', bytes.subarray(firstFrame)],
  ['begin with nothing', new Uint8Array()],
  ['comes no FLV tag', patchPrefix],
  ['No video sequence header', joined([patchPrefix, bytes.subarray(firstFrame)])],
  [
    '7 bytes after the prefix',
    joined([patchPrefix, new Uint8Array(7), bytes.subarray(firstFrame)]),
  ],
  ['Sorenson H.263', joined([patchPrefix, sorenson, sorenson])],
  ['promises audio, which never comes', joined([specPrefix(4), sorenson].map(withoutVideo))],
])('says that it %s', (words, given) => {
  expect(whyRawFails(given)).toContain(words);
});

/** Turns a video tag into a script tag: neither track is there. */
function withoutVideo(given: Uint8Array): Uint8Array {
  return given[0] === 9 ? tagBytes({ type: 18, data: Uint8Array.of(2, 0, 1, 0x78, 5) }) : given;
}
