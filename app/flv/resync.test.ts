import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ResyncFound, Resynchroniser, type ResyncMode, type ResyncNone } from './resync.ts';
import {
  avcAacFlv,
  avcData,
  type BuiltFlv,
  chunked,
  flvOf,
  joined,
  noise,
} from './test-support/build-flv.ts';

const flv = avcAacFlv({ frames: 60, framesPerGop: 10 });

const isKeyframeData = (data: Uint8Array) => data[0] === 0x17 && data[1] === 1;

function resync(
  bytes: Uint8Array,
  mode: ResyncMode,
  lengths: number[] = [],
): ResyncFound | ResyncNone {
  const resynchroniser = new Resynchroniser(mode);
  for (const chunk of chunked(bytes, lengths)) {
    const found = resynchroniser.push(chunk);
    if (found !== null) return found;
  }
  return resynchroniser.finish();
}

/** What must be found from that offset on, from the list of tags as they were built. */
function expected({ tags }: BuiltFlv, offset: number): object {
  const first = tags.findIndex((tag) => tag.offset >= offset);
  const start = tags.findIndex((tag, i) => i >= first && isKeyframeData(tag.data));
  const bytesToTag = first < 0 ? null : (tags[first]?.offset ?? 0) - offset;
  const tag = first < 0 || start < 0 ? undefined : tags[start];
  if (tag === undefined) {
    return { status: 'none', bytesToTag, tagsSkipped: first < 0 ? 0 : tags.length - first };
  }
  return {
    status: 'found',
    bytesToTag,
    bytesToStart: tag.offset - offset,
    tagsSkipped: start - first,
    tagType: 9,
    timestampMs: tag.timestampMs,
    compositionTimeMs: 0,
    isKeyframe: true,
  };
}

describe('Resynchroniser', () => {
  test('finds the next tag and keyframe from every single offset of a file', () => {
    for (let offset = 0; offset < flv.bytes.length; offset++) {
      expect(resync(flv.bytes.subarray(offset), 'keyframe'), `offset ${offset}`).toMatchObject(
        expected(flv, offset),
      );
    }
  });

  describe.each([
    ['0', () => 0],
    ['4 too large', (size: number) => size + 4],
    ['without the header', (size: number) => size - 11],
  ])('where every PreviousTagSize is %s', (_, wrong) => {
    const bad = flvOf(
      flv.tags.map((tag) => ({ ...tag, previousTagSize: wrong(11 + tag.data.length) })),
    );

    test('finds the next tag and keyframe from any offset', () => {
      // The last two tags have no others behind them that could prove them.
      const end = bad.tags.at(-3)?.offset ?? 0;
      for (let offset = 0; offset < end; offset += 3) {
        expect(resync(bad.bytes.subarray(offset), 'keyframe'), `offset ${offset}`).toMatchObject(
          expected(bad, offset),
        );
      }
    });

    test('believes an offset that is known to be a tag, down to the last one', () => {
      for (const { offset } of bad.tags) {
        const resynchroniser = new Resynchroniser('tag', true);
        resynchroniser.push(bad.bytes.subarray(offset));
        expect(resynchroniser.finish()).toMatchObject({ bytesToTag: 0 });
      }
    });
  });

  test('does not take bytes for a tag that cannot be one, whoever says so', () => {
    const keyframe = flv.tags.findLast((tag) => isKeyframeData(tag.data));
    for (const shift of [1, 5, 11, 40]) {
      const offset = (keyframe?.offset ?? 0) - shift;
      const resynchroniser = new Resynchroniser('keyframe', true);
      for (const chunk of chunked(flv.bytes.subarray(offset), [7])) resynchroniser.push(chunk);
      expect(resynchroniser.finish()).toMatchObject({ status: 'found', bytesToStart: shift });
    }
  });

  test('skips nothing at an offset that is exactly on a keyframe', () => {
    const keyframe = flv.tags.findLast((tag) => isKeyframeData(tag.data));
    const tail = flv.bytes.subarray(keyframe?.offset);
    const found = resync(tail, 'keyframe');
    expect(found).toMatchObject({ bytesToTag: 0, bytesToStart: 0, tagsSkipped: 0 });
    expect((found as ResyncFound).data).toEqual(tail);
  });

  test('in mode tag stops at any tag', () => {
    const audio = flv.tags.findIndex((tag) => tag.type === 8 && (tag.timestampMs ?? 0) > 500);
    const [tag, next] = flv.tags.slice(audio);
    const found = resync(flv.bytes.subarray((tag?.offset ?? 0) + 1), 'tag');
    expect(found).toMatchObject({
      bytesToTag: (next?.offset ?? 0) - (tag?.offset ?? 0) - 1,
      tagsSkipped: 0,
      tagType: 8,
      isKeyframe: false,
    });
  });

  test('any chunking gives the same result, and the data is what follows', () => {
    fc.assert(
      fc.property(
        fc.nat(flv.bytes.length - 1),
        fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1 }),
        fc.constantFrom<ResyncMode>('tag', 'keyframe'),
        (offset, lengths, mode) => {
          const tail = flv.bytes.subarray(offset);
          const inPieces = resync(tail, mode, lengths);
          const atOnce = resync(tail, mode);
          expect({ ...inPieces, data: null }).toEqual({ ...atOnce, data: null });
          if (inPieces.status === 'found') {
            const { data, bytesToStart } = inPieces;
            expect(data).toEqual(tail.subarray(bytesToStart, bytesToStart + data.length));
          }
        },
      ),
    );
  });

  test('any bytes end in a result, the same for any chunking', () => {
    const bytes = fc.uint8Array({ maxLength: 300 });
    const tagLike = fc.constantFrom(8, 9, 18, 0, 0, 0, 1, 0x17, 0xaf).map((b) => Uint8Array.of(b));
    const pieces = fc.array(fc.oneof(bytes, tagLike), { maxLength: 60 });
    fc.assert(
      fc.property(pieces, fc.integer({ min: 1, max: 50 }), (parts, length) => {
        const input = joined(parts);
        const atOnce = resync(input, 'keyframe');
        expect({ ...resync(input, 'keyframe', [length]), data: null }).toEqual({
          ...atOnce,
          data: null,
        });
      }),
    );
  });

  test('a false header that claims 16 MB does not hold up the true one', () => {
    const falseStart = Uint8Array.of(9, 0xff, 0xff, 0xff, 0, 0, 0, 0, 0, 0, 0, 0x17);
    const tail = flv.bytes.subarray(flv.tags[0]?.offset);
    const resynchroniser = new Resynchroniser('tag');
    expect(resynchroniser.push(joined([falseStart, tail.subarray(0, 200)]))).toMatchObject({
      bytesToTag: falseStart.length,
    });
  });

  test('sees past damage between the first tag and the keyframe', () => {
    const damaged = flv.bytes.slice();
    const [first, , broken] = flv.tags.slice(20);
    damaged.fill(0xee, broken?.offset, (broken?.offset ?? 0) + 30);
    const offset = first?.offset ?? 0;
    const keyframe = flv.tags.find((tag) => tag.offset > offset && isKeyframeData(tag.data));
    expect(resync(damaged.subarray(offset), 'keyframe')).toMatchObject({
      status: 'found',
      bytesToTag: 0,
      bytesToStart: (keyframe?.offset ?? 0) - offset,
    });
  });

  test('says what it saw when there is no keyframe to the end', () => {
    const { bytes } = flvOf([{ type: 9, data: avcData(2, 1, 0, noise(20)) }], new Uint8Array());
    expect(resync(bytes, 'keyframe')).toEqual({
      status: 'none',
      bytesToTag: 0,
      tagsSkipped: 1,
      bytesSearched: bytes.length,
    });
    expect(resync(noise(5000), 'tag')).toMatchObject({ status: 'none', bytesToTag: null });
  });

  test('takes time linear in the bytes, however hostile', () => {
    const header = Uint8Array.of(9, 0x00, 0xff, 0xff, 0, 0, 0, 0, 0, 0, 0, 0x17);
    const hostile = joined(Array.from({ length: 100_000 }, () => header));
    const startMs = performance.now();
    expect(resync(hostile, 'tag', [1000])).toMatchObject({ status: 'none' });
    expect(performance.now() - startMs).toBeLessThan(3000);
  });
});
