import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeAmf0 } from './amf0-encode.ts';
import { bytesSource } from './byte-source.ts';
import { auditIndex } from './index-audit.ts';
import { scanFlv } from './scan.ts';
import { avcAacFlv, fileHeader, flvOf, joined, type TagParts } from './test-support/build-flv.ts';
import { copyBy } from './test-support/copy-of.ts';
import { planIndexCopy } from './write-index.ts';

const numbers = Array.from({ length: 6 }, (_, i) => 300 * i);
const metadata: TagParts = {
  type: 18,
  data: encodeAmf0([
    'onMetaData',
    {
      type: 'ecma_array',
      className: '',
      entries: [
        ['duration', 2],
        [
          'keyframes',
          {
            type: 'object',
            className: '',
            entries: [
              ['times', numbers],
              ['filepositions', numbers],
            ],
          },
        ],
      ],
    },
  ]),
};
const sound = flvOf([metadata, ...avcAacFlv({ frames: 60 }).tags]).bytes;

/** Pieces of a sound file, bytes that tags begin with, and noise, one after the other. */
const piece = fc.oneof(
  fc
    .tuple(fc.nat(sound.length), fc.nat(400))
    .map(([from, length]) => sound.subarray(from, from + length)),
  fc.uint8Array({ maxLength: 60 }),
  fc.constantFrom(fileHeader(), Uint8Array.of(9, 0xff, 0xff, 0xff), Uint8Array.of(18, 0, 0, 30)),
);
const anyFile = fc
  .tuple(fc.boolean(), fc.array(piece, { maxLength: 20 }))
  .map(([hasHead, pieces]) => joined(hasHead ? [sound.subarray(0, 400), ...pieces] : pieces));

/** Said of a right index as well: times that run backwards in the tags do so in the index. */
const truths = ['index_decode_times', 'index_times_unsorted'];

describe('any bytes', () => {
  test('end in a scan and an audit with codes, the same for any block size', async () => {
    await fc.assert(
      fc.asyncProperty(anyFile, async (bytes) => {
        const source = bytesSource(bytes);
        const scan = await scanFlv(source, { blockBytes: 512 });
        expect(await scanFlv(source)).toEqual(scan);
        const { findings } = await auditIndex(scan, source);
        for (const { code, message } of [...scan.findings, ...findings]) {
          expect(code).toMatch(/^[a-z0-9_]+$/);
          expect(message).toMatch(/\.$/);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('give a copy whose index is right, or no copy', async () => {
    await fc.assert(
      fc.asyncProperty(anyFile, async (bytes) => {
        const scan = await scanFlv(bytesSource(bytes));
        const plan = planIndexCopy(scan);
        if (plan === null) return;
        const copy = copyBy(plan, bytes);
        expect(copy.length).toBe(plan.sizeBytes);
        const source = bytesSource(copy);
        const { findings } = await auditIndex(await scanFlv(source), source);
        const wrong = findings.filter(({ code }) => /^(index|filesize|duration)_/.test(code));
        expect(wrong.filter(({ code }) => !truths.includes(code))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
