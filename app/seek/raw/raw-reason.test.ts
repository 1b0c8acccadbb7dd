import { expect, it } from 'vitest';
import { patchPrefix, specPrefix } from '../../flv/prefix.ts';
import { avcAacFlv, joined, tagBytes } from '../../flv/test-support/build-flv.ts';
import { type KnownTracks, whyRawFails } from './raw-reason.ts';

const { bytes, tags } = avcAacFlv({ frames: 30 });
const firstFrame = tags.find(({ data }) => data[1] === 1)?.offset ?? 0;
const sorenson = tagBytes({ type: 9, data: Uint8Array.of(0x12, 1, 2, 3) });

it('finds nothing wrong with a whole file', () => {
  expect(whyRawFails(whole(bytes))).toBeNull();
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
  expect(whyRawFails(whole(given))).toContain(words);
});

it.each([
  ['Sorenson H.263', Uint8Array.of(9, 0x12), 'ffmpeg, mpv and VLC can'],
  ['On2 VP6', Uint8Array.of(9, 0x14), 'no browser shows this codec'],
  ['Screen video', Uint8Array.of(9, 0x13), 'no browser shows this codec'],
  ['Nellymoser', Uint8Array.of(8, 0x6e), 'no browser shows this codec'],
  ['Speex', Uint8Array.of(8, 0xb6), 'no browser shows this codec'],
  ['MPEG-4 Part 2 (unofficial)', Uint8Array.of(9, 0x19), 'Others may'],
  ['G.711 A-law', Uint8Array.of(8, 0x7e), 'Others may'],
])('%s: says which player was tried, and what others do', (name, [type, first], words) => {
  const tag = tagBytes({ type: type ?? 0, data: Uint8Array.of(first ?? 0, 1, 2, 3) });
  const reason = whyRawFails(whole(joined([patchPrefix, tag, tag])));
  expect(reason).toContain(`is ${name}: flv.js, the plain player that was tried`);
  expect(reason).toContain(words);
});

it('does not call a track missing in bytes that were hardly read', () => {
  const head = joined([specPrefix(5), ...[0, 400].map(sound)]);
  expect(whyRawFails({ bytes: head, isWhole: false, tracks: unknown })).toBeNull();
  expect(whyRawFails(whole(head))).toContain('promises video, which never comes');
});

it('says how far bytes reach that were not read to their end', () => {
  const longer = joined([specPrefix(5), ...[0, 400, 2300].map(sound)]);
  expect(whyRawFails({ bytes: longer, isWhole: false, tracks: unknown })).toContain(
    'promises video, and none comes in the first 2.3 s',
  );
});

it('names the codec that the file is known to have where its first frame was not read', () => {
  const bytes = joined([specPrefix(5), sound(0)]);
  const video = { id: 2, name: 'Sorenson H.263', isPlayable: false };
  const reason = whyRawFails({ bytes, isWhole: false, tracks: { ...unknown, video } });
  expect(reason).toContain('The video is Sorenson H.263: flv.js');
  expect(reason).toContain('ffmpeg, mpv and VLC can');
});

const unknown: KnownTracks = { video: null, audio: null };

function whole(given: Uint8Array) {
  return { bytes: given, isWhole: true, tracks: unknown };
}

/** A tag of MP3. */
function sound(timestampMs: number): Uint8Array {
  return tagBytes({ type: 8, timestampMs, data: Uint8Array.of(0x2f, 0xff, 0xfb, 0x90) });
}

/** Turns a video tag into a script tag: neither track is there. */
function withoutVideo(given: Uint8Array): Uint8Array {
  return given[0] === 9 ? tagBytes({ type: 18, data: Uint8Array.of(2, 0, 1, 0x78, 5) }) : given;
}
