import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ChainTag } from './chain-tag.ts';
import { TagChain } from './tag-chain.ts';
import { TagReader } from './tag-reader.ts';
import { avcAacFlv, flvOf, joined, tagBytes } from './test-support/build-flv.ts';

const sample = readFileSync(new URL('../../assets/samples/sample.flv', import.meta.url));

function follow(pieces: readonly Uint8Array[]): TagChain {
  const chain = new TagChain();
  for (const piece of pieces) chain.push(piece);
  return chain;
}

/** What can be seen of a chain. */
function seen(chain: TagChain) {
  const { first, tagCount, firstVideo, firstAudio, videoHeader, audioHeader } = chain;
  const { order, wholeEnd, bytes, isInsideTag, break: broken } = chain;
  return {
    ...{ first, tagCount, firstVideo, firstAudio, videoHeader, audioHeader, broken },
    ...{ disorder: order.disorder, lateness: order.lateness },
    ...{ wholeEnd, bytes, isInsideTag, head: [...chain.head], firstBytes: chain.firstBytes },
  };
}

function cut(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const sorted = [0, ...places.map((place) => place % (bytes.length + 1)), bytes.length];
  sorted.sort((a, b) => a - b);
  return sorted.slice(1).map((end, i) => bytes.subarray(sorted[i], end));
}

test('the sample is one whole chain, with the tags that the reader sees', () => {
  const chain = follow([sample]);
  const reader = new TagReader();
  const tags = [...reader.push(sample), ...reader.finish()];
  expect(chain.break).toBeNull();
  expect(chain.order.disorder).toBeNull();
  expect(chain.isInsideTag).toBe(false);
  expect(chain.tagCount).toBe(tags.length);
  expect(chain.first.map(({ offset, type, isKeyframe }) => [offset, type, isKeyframe])).toEqual(
    tags
      .slice(0, chain.first.length)
      .map(({ offset, header, video }) => [offset, header.type, video?.isKeyframe ?? false]),
  );
  expect(chain.firstVideo).toMatchObject({ isKeyframe: true, isFlaggedKeyframe: true });
});

test('of the first tags their first bytes are kept, and of what breaks the chain among them', () => {
  const { first, firstBytes } = follow([sample]);
  expect(firstBytes.map(({ offset, isTag }) => [offset, isTag])).toEqual(
    first.map(({ offset }) => [offset, true]),
  );
  for (const { offset, bytes } of firstBytes) {
    expect(bytes.length).toBeLessThanOrEqual(43);
    expect([...bytes]).toEqual([...sample.subarray(offset, offset + bytes.length)]);
  }
  const cutIn = joined([sample.subarray(0, 13), sample.subarray(20_001, 30_000)]);
  expect(follow([cutIn]).firstBytes).toEqual([
    { offset: 13, bytes: new Uint8Array(sample.subarray(20_001, 20_044)), isTag: false },
  ]);
});

test('however a stream is cut, the same is seen', () => {
  const { bytes } = avcAacFlv();
  const whole = seen(follow([bytes]));
  fc.assert(
    fc.property(fc.array(fc.nat({ max: bytes.length }), { maxLength: 30 }), (places) => {
      expect(seen(follow(cut(bytes, places)))).toEqual(whole);
    }),
  );
  expect(seen(follow(Array.from(bytes, (byte) => Uint8Array.of(byte))))).toEqual(whole);
});

test('any bytes, cut anyhow, are seen alike and never throw', () => {
  const { bytes } = avcAacFlv({ frames: 6 });
  const damaged = fc
    .array(fc.tuple(fc.nat({ max: bytes.length - 1 }), fc.integer({ min: 0, max: 255 })), {
      maxLength: 4,
    })
    .map((changes) => {
      const copy = bytes.slice();
      for (const [at, byte] of changes) copy[at] = byte;
      return copy;
    });
  const any = fc.oneof(fc.uint8Array({ maxLength: 300 }), damaged);
  fc.assert(
    fc.property(any, fc.array(fc.nat(), { maxLength: 12 }), (stream, places) => {
      expect(seen(follow(cut(stream, places)))).toEqual(seen(follow([stream])));
    }),
  );
});

test.each([
  ['a wrong PreviousTagSize', { previousTagSize: 5 }, { kind: 'size', seen: 5, expected: 14 }],
  ['no PreviousTagSize', { previousTagSize: null }, { kind: 'size', expected: 14 }],
])('%s breaks the chain', (_name, patch, expected) => {
  const tag = { type: 8, data: Uint8Array.of(0xaf, 1, 7) };
  const { bytes, tags } = flvOf([tag, { ...tag, ...patch }, tag]);
  expect(follow([bytes]).break).toMatchObject({ offset: (tags[1]?.offset ?? 0) + 14, ...expected });
});

test('a second file header and bytes that are no tag break it', () => {
  const { bytes } = avcAacFlv({ frames: 2 });
  expect(follow([bytes, bytes]).break).toMatchObject({
    kind: 'second_header',
    offset: bytes.length,
  });
  const garbage = joined([bytes.subarray(0, 13), Uint8Array.from({ length: 20 }, () => 0x55)]);
  expect(follow([garbage]).break).toMatchObject({ kind: 'not_a_tag', offset: 13 });
  expect(follow([bytes.subarray(1)]).break).toMatchObject({ kind: 'not_a_tag', offset: 0 });
});

test('a cut tag is told, and a time that goes back within a track', () => {
  const { bytes } = avcAacFlv({ frames: 3 });
  expect(follow([bytes.subarray(0, -6)]).isInsideTag).toBe(true);
  const sound = (timestampMs: number) =>
    tagBytes({ type: 8, data: Uint8Array.of(0xaf, 1, 7), timestampMs });
  const chain = follow([bytes.subarray(0, 13), sound(100), sound(60), sound(40)]);
  expect(chain.order.disorder).toEqual({ offset: 13 + 18, timestampMs: 60, beforeMs: 100 });
  const wrapped = follow([bytes.subarray(0, 13), sound(0x7fff_ffff), sound(-0x8000_0000)]);
  expect(wrapped.order.disorder).toBeNull();
});

test('a part that nothing stands in front of is followed from its first byte, however it is cut', () => {
  const { bytes } = avcAacFlv();
  const withHead = seen(follow([bytes]));
  const tags = bytes.subarray(13);
  const followed = (pieces: readonly Uint8Array[]) => {
    const chain = new TagChain('tag');
    for (const piece of pieces) chain.push(piece);
    return chain;
  };
  const moved = (tag: ChainTag | null) => tag && { ...tag, offset: tag.offset - 13 };
  const whole = seen(followed([tags]));
  expect(whole).toMatchObject({
    first: withHead.first.map(moved),
    tagCount: withHead.tagCount,
    firstVideo: moved(withHead.firstVideo),
    firstAudio: moved(withHead.firstAudio),
    broken: null,
    wholeEnd: tags.length,
    isInsideTag: false,
    head: [...tags.subarray(0, 13)],
  });
  fc.assert(
    fc.property(fc.array(fc.nat({ max: tags.length }), { maxLength: 12 }), (places) => {
      expect(seen(followed(cut(tags, places)))).toEqual(whole);
    }),
  );
  expect(followed([bytes]).break).toMatchObject({ kind: 'second_header', offset: 0 });
  expect(followed([tags.subarray(1)]).break).toMatchObject({ kind: 'not_a_tag', offset: 0 });
  expect(followed([tags.subarray(0, 5)])).toMatchObject({ hasBegun: false, isInsideTag: true });
});
