import { describe, expect, test } from 'vitest';
import { fromHex, toHex } from './hex.ts';
import { describePrefix, nginxPrefix, patchPrefix, prefixLength, specPrefix } from './prefix.ts';

describe('the prefixes', () => {
  test('are the bytes that the servers send', () => {
    expect(toHex(patchPrefix)).toBe('464c5601010000000900000009');
    expect(toHex(nginxPrefix)).toBe('464c5601050000000900000000');
    expect(toHex(specPrefix(4))).toBe('464c5601040000000900000000');
    expect(patchPrefix).toHaveLength(prefixLength);
  });
});

describe('describePrefix', () => {
  test('covers all 13 bytes without gap or overlap', () => {
    const { fields } = describePrefix(patchPrefix);
    expect(fields.map((field) => field.hex).join(' ')).toBe(toHex(patchPrefix, ' '));
    expect(fields.map((field) => field.offset)).toEqual([0, 3, 4, 5, 9]);
  });

  test('says of the patch that only PreviousTagSize0 is against the specification', () => {
    const description = describePrefix(patchPrefix);
    expect(description).toMatchObject({ isPatch: true, isNginx: false, isSpec: false });
    expect(description.fields.filter((field) => !field.isAsSpecified)).toMatchObject([
      { name: 'PreviousTagSize0', value: '9', specified: '0' },
    ]);
  });

  test("measures the flags against the file's own", () => {
    const description = describePrefix(patchPrefix, nginxPrefix);
    expect(description.isFileOwn).toBe(false);
    expect(description.fields[2]).toMatchObject({ value: '0x01', specified: '0x05' });
    expect(describePrefix(nginxPrefix, nginxPrefix)).toMatchObject({
      isSpec: true,
      isFileOwn: true,
      isNginx: true,
    });
  });

  test('has no fields when bytes are missing, and does not look past the 13th', () => {
    expect(describePrefix(patchPrefix.subarray(0, 12))).toMatchObject({
      fields: [],
      isPatch: false,
      isSpec: false,
      isFileOwn: null,
    });
    const longer = new Uint8Array([...patchPrefix, 9, 9, 9]);
    expect(describePrefix(longer).isPatch).toBe(true);
  });

  test('names what is wrong with bytes that are no prefix at all', () => {
    const wrong = describePrefix(new TextEncoder().encode('<html><body>1'));
    expect(wrong.fields[0]).toMatchObject({ value: '"<ht"', isAsSpecified: false });
    expect(wrong.isSpec).toBe(false);
  });
});

describe('hex', () => {
  test('goes there and back', () => {
    expect(fromHex('46 4C\n56')).toEqual(Uint8Array.of(0x46, 0x4c, 0x56));
    expect(toHex(Uint8Array.of(0, 255), ' ')).toBe('00 ff');
    expect(fromHex('4')).toBeNull();
    expect(fromHex('4g')).toBeNull();
  });
});
