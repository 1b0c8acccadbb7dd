import { expect, it, vi } from 'vitest';
import { aacData, avcData, noise, tagBytes } from '../../flv/test-support/build-flv.ts';
import { createValidHeaders } from './valid-headers.ts';

const tag = (type: number, data: Uint8Array, timestampMs = 0) =>
  tagBytes({ type, data, timestampMs, previousTagSize: null });
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');

const first = tag(9, avcData(1, 0, 0, noise(30, 1)));
const second = tag(9, avcData(1, 0, 0, noise(30, 2)), 6000);
const sound = tag(8, aacData(0, Uint8Array.of(0x12, 0x10)));
const keyframe = tag(9, avcData(1, 1, 0, noise(90)));
const inter = tag(9, avcData(2, 1, 0, noise(90)));

const sequenceHeaders = { video: base64(first), audio: base64(sound) };
const changes = [{ track: 'video' as const, offset: 5000, tag: base64(second) }];

function headers(sequenceHeaderChanges = changes) {
  const onLoss = vi.fn();
  return { onLoss, ...createValidHeaders({ sequenceHeaders, sequenceHeaderChanges }, onLoss) };
}

it('gives the decoder what is valid where an answer lands', () => {
  const at = (offset: number) => Buffer.from(headers().before(offset)).toString('hex');
  const whole = (...tags: Uint8Array[]) =>
    tags.map((bytes) => Buffer.from(bytes).toString('hex') + sizeOf(bytes)).join('');
  const sizeOf = (bytes: Uint8Array) => bytes.length.toString(16).padStart(8, '0');
  expect(at(4999)).toBe(whole(first, sound));
  expect(at(5000)).toBe(whole(second, sound));
  expect(at(9000)).toBe(whole(second, sound));
});

it('gives nothing where there is one header for each track', () => {
  expect(headers([]).before(9000)).toHaveLength(0);
});

it('leaves out a repeat, whatever its time, and tells when pictures would have been lost', () => {
  const { before, isRepeat, onLoss } = headers([]);
  before(100);
  const again = tag(9, avcData(1, 0, 0, noise(30, 1)), 4000);
  expect([keyframe, again, keyframe, sound].map(isRepeat)).toEqual([false, true, false, false]);
  expect(onLoss).not.toHaveBeenCalled();
  expect([inter, again, inter, again, inter].map(isRepeat)).toEqual([
    false,
    true,
    false,
    true,
    false,
  ]);
  expect(onLoss).toHaveBeenCalledTimes(1);
});

it('lets a change through, and leaves out repeats of that', () => {
  const { before, isRepeat } = headers();
  before(4000);
  expect([first, second, second, first].map(isRepeat)).toEqual([true, false, true, false]);
  before(6000);
  expect(isRepeat(second)).toBe(true);
});
