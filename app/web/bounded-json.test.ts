import fc from 'fast-check';
import { expect, test } from 'vitest';
import { boundedJson } from './bounded-json.ts';

test('any value is its JSON up to exactly the bytes of it, and nothing below', () => {
  const object = fc.dictionary(fc.string(), fc.jsonValue());
  const withGaps = fc.record({
    a: object,
    gap: fc.constant(undefined),
    other: fc.constant(undefined),
  });
  const numbers = fc.array(fc.double({ noNaN: true }));
  const texts = fc.array(
    fc.string({ unit: fc.constantFrom('a', 'é', '€', '😀', '\ud800', '"', '\n') }),
  );
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), object, withGaps, numbers, texts), (value) => {
      const text = JSON.stringify(value);
      const bytes = Buffer.byteLength(text);
      expect(boundedJson(value, bytes)).toBe(text);
      expect(boundedJson(value, bytes - 1)).toBeNull();
    }),
  );
});

test('what is far too large is seen before the text is made', () => {
  // As one text, each of them is longer than a string can be.
  const long = 'x'.repeat(1e8);
  const asMany = Array.from({ length: 10 }, () => ({ long }));
  const ring: unknown[] = [];
  ring.push(ring, ring);
  for (const value of [asMany, { deep: { asMany } }, ring]) {
    expect(boundedJson(value, 1e6)).toBeNull();
  }
});
