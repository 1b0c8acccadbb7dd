import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AmfRecord, AmfValue } from './amf0.ts';
import { decodeAmf0 } from './amf0-decode.ts';
import { encodeAmf0 } from './amf0-encode.ts';
import { fromHex, toHex } from './hex.ts';

const bytesOf = (hex: string) => fromHex(hex) ?? new Uint8Array();

const { amf } = fc.letrec<{ amf: AmfValue; record: AmfRecord }>((tie) => ({
  amf: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    fc.double(),
    fc.boolean(),
    fc.string({ unit: 'grapheme' }),
    fc.constant(null),
    fc.constant(undefined),
    fc.record({
      type: fc.constant('date' as const),
      epochMs: fc.double(),
      timeZoneMinutes: fc.integer({ min: -0x8000, max: 0x7fff }),
    }),
    fc.record({ type: fc.constant('xml' as const), text: fc.string() }),
    fc.record({ type: fc.constant('reference' as const), index: fc.nat(0xffff) }),
    fc.array(tie('amf'), { maxLength: 5 }),
    tie('record'),
  ),
  record: fc.record({
    type: fc.constantFrom('object' as const, 'ecma_array' as const),
    className: fc.constant(''),
    entries: fc.array(fc.tuple(fc.string({ minLength: 1, unit: 'grapheme' }), tie('amf')), {
      maxLength: 5,
    }),
  }),
}));

describe('AMF0', () => {
  test('decodes what it encoded', () => {
    fc.assert(
      fc.property(fc.array(amf), (values) => {
        expect(decodeAmf0(encodeAmf0(values))).toEqual({ values, problem: null });
      }),
    );
  });

  test('ends in values or a coded problem for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const { values, problem } = decodeAmf0(bytes);
        expect(Array.isArray(values)).toBe(true);
        if (problem !== null) expect(problem.offset).toBeLessThanOrEqual(bytes.length);
      }),
      { numRuns: 1000 },
    );
  });

  test('keeps what came before a cut, wherever the cut is', () => {
    const whole = encodeAmf0([
      'onMetaData',
      record([
        ['a', 1],
        ['list', [1, 2, 3]],
      ]),
    ]);
    for (let length = 0; length < whole.length; length++) {
      const { problem } = decodeAmf0(whole.subarray(0, length));
      const isBetweenValues = length === 0 || length === 13;
      expect(problem?.code ?? null).toBe(isBetweenValues ? null : 'amf_truncated');
    }
    const cutInList = decodeAmf0(whole.subarray(0, whole.length - 9));
    expect(cutInList.values[1]).toMatchObject({
      entries: [
        ['a', 1],
        ['list', [1, 2]],
      ],
    });
  });

  test('writes the bytes of the specification', () => {
    expect(toHex(encodeAmf0([1.5, true, 'ab', null, undefined]))).toBe(
      '003ff8000000000000' + '0101' + '0200026162' + '05' + '06',
    );
    expect(toHex(encodeAmf0([record([['k', 0]])]))).toBe(
      '08' + '00000001' + '00016b' + '000000000000000000' + '000009',
    );
  });

  test('does not believe the count of an ECMA array', () => {
    const { values, problem } = decodeAmf0(bytesOf('08ffffffff00016b0101000009'));
    expect(values).toEqual([record([['k', true]])]);
    expect(problem).toBeNull();
  });

  test('a strict array that claims four billion items costs nothing', () => {
    expect(decodeAmf0(bytesOf('0affffffff0101')).problem?.code).toBe('amf_truncated');
  });

  test('stops at the depth limit', () => {
    const nested = bytesOf(`${'0a00000001'.repeat(40)}05`);
    expect(decodeAmf0(nested).problem?.code).toBe('amf_too_deep');
    expect(decodeAmf0(nested, { maxDepth: 41 }).problem).toBeNull();
  });

  test('stops at the value limit', () => {
    const many = encodeAmf0(Array.from({ length: 11 }, () => null));
    expect(decodeAmf0(many, { maxValues: 10 }).problem).toMatchObject({
      code: 'amf_too_large',
      offset: 10,
    });
  });

  test('names AMF3 and unknown markers instead of guessing', () => {
    expect(decodeAmf0(bytesOf('1104')).problem).toMatchObject({ code: 'amf3_unread', offset: 0 });
    expect(decodeAmf0(bytesOf('0542')).problem).toMatchObject({
      code: 'amf_unknown_marker',
      offset: 1,
    });
  });

  test('a key named __proto__ is a key like any other', () => {
    const value = record([['__proto__', 1]]);
    expect(decodeAmf0(encodeAmf0([value])).values).toEqual([value]);
  });

  test('writes strings over 65,535 bytes as long strings and refuses such keys', () => {
    const long = 'x'.repeat(70_000);
    expect(decodeAmf0(encodeAmf0([long])).values).toEqual([long]);
    expect(() => encodeAmf0([record([[long, 1]])])).toThrow(RangeError);
  });
});

function record(entries: [string, AmfValue][]): AmfRecord {
  return { type: 'ecma_array', className: '', entries };
}
