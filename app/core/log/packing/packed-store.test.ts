import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { describeError } from '../../../contract/errors.ts';
import type { Exchange } from '../../../contract/exchange.ts';
import {
  bodyStartBy,
  exchangeOutcome,
  type Hop,
  hopKind,
  hopOutcome,
} from '../../../contract/exchange.ts';
import { personalityName } from '../../../contract/personality.ts';
import { createDeflater, type Deflater } from './deflater.ts';
import { exchangeColumn } from './exchange-column.ts';
import { PackedStore } from './packed-store.ts';

const text = fc.string({ unit: 'binary', maxLength: 40 });
const count = fc.maxSafeNat();
const ms = fc.double({ min: 0, max: 1e13, noNaN: true });
const orNull = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const error = orNull(text.map((detail) => describeError('internal', { detail })));

const hop: fc.Arbitrary<Hop> = fc.record({
  kind: fc.constantFrom(...hopKind.options),
  peer: text,
  url: text,
  isConnectionReused: fc.boolean(),
  localPort: orNull(fc.nat(65_535)),
  requestHead: text,
  responseHead: text,
  interimHeads: fc.array(text, { maxLength: 3 }),
  status: orNull(fc.integer({ min: 100, max: 999 })),
  requestBodyBytes: count,
  responseBodyBytes: count,
  startMs: ms,
  connectedMs: orNull(ms),
  requestSentMs: orNull(ms),
  responseHeadMs: orNull(ms),
  firstBodyByteMs: orNull(ms),
  endMs: orNull(ms),
  outcome: fc.constantFrom(...hopOutcome.options),
  error,
});

const exchange: fc.Arbitrary<Exchange> = fc.record({
  id: text,
  startedAtEpochMs: ms,
  startedAtMonotonicMs: ms,
  method: text,
  target: text,
  seekId: orNull(text),
  answeredAs: orNull(
    fc.record({
      personality: fc.constantFrom(...personalityName.options),
      hasQuirks: fc.boolean(),
    }),
  ),
  startHeader: orNull(text),
  prefixHex: orNull(text),
  prefixBytes: count,
  bodyStartHex: orNull(text),
  bodyStartBy: orNull(fc.constantFrom(...bodyStartBy.options)),
  tags: fc.array(fc.record({ offset: fc.nat(), hex: fc.string(), isTag: fc.boolean() }), {
    maxLength: 3,
  }),
  outcome: fc.constantFrom(...exchangeOutcome.options),
  error,
  durationMs: orNull(ms),
  hops: fc.array(hop, { maxLength: 5 }),
  faults: fc.array(text, { maxLength: 3 }),
  leftOutBytes: count,
});

let deflater: Deflater;
beforeEach(() => {
  deflater = createDeflater();
});
afterEach(() => deflater.close());

test('any exchanges, packed side by side, come out as they went in', () => {
  fc.assert(
    fc.property(fc.array(exchange, { maxLength: 20 }), (exchanges) => {
      const store = new PackedStore(exchangeColumn, { deflater });
      const refs = exchanges.map((each) => store.add(each));
      expect(refs.map((ref) => store.get(ref))).toEqual(exchanges);
    }),
  );
});

test('any exchanges come out of deflated pages as they went in', async () => {
  const exchanges = fc.sample(exchange, { numRuns: 1500, seed: 3 });
  const owners: number[] = [];
  const onDeflate = (page: Iterable<number>) => owners.push(...page);
  const store = new PackedStore(exchangeColumn, { deflater, onDeflate });
  const refs = exchanges.map((each, i) => store.add(each, i));
  const openBytes = store.bytes;
  await store.deflateAll();
  expect(store.bytes).toBeLessThan(openBytes);
  expect(owners).toEqual(Array.from(owners, (_, i) => i));
  expect(owners.length).toBeGreaterThan(1000);
  for (const [i, ref] of refs.entries()) expect(store.get(ref)).toEqual(exchanges[i]);
});

test('what is removed gives its room back, and takes nothing from what is kept', async () => {
  const exchanges = fc.sample(exchange, { numRuns: 3000, seed: 2 });
  const store = new PackedStore(exchangeColumn, { deflater });
  const refs: number[] = [];
  let mostBytes = 0;
  for (const [i, each] of exchanges.entries()) {
    const oldest = refs[i - 20];
    if (oldest !== undefined) store.remove(oldest);
    refs.push(store.add(each));
    mostBytes = Math.max(mostBytes, store.bytes);
    if (i % 100 > 0) continue;
    await store.deflateAll();
    const first = Math.max(0, i - 19);
    const kept = refs.slice(first).map((ref) => store.get(ref));
    expect(kept).toEqual(exchanges.slice(first, i + 1));
  }
  expect(mostBytes).toBeLessThan(1_500_000);
  expect(() => store.get(refs[0] ?? 0)).toThrow(RangeError);
});

test('many, and larger ones than a page, come out as they went in', async () => {
  const [small] = fc.sample(exchange, { numRuns: 1, seed: 1 }) as [Exchange];
  const large = { ...small, prefixHex: '4é'.repeat(500_000) };
  const many = Array.from({ length: 300 }, (_, i) => (i % 100 === 7 ? large : small));
  const store = new PackedStore(exchangeColumn, { deflater });
  const refs = many.map((each, i) => store.add({ ...each, id: String(i) }));
  await store.deflateAll();
  const unpacked = refs.map((ref) => store.get(ref));
  expect(unpacked.map(({ id }) => id)).toEqual(many.map((_, i) => String(i)));
  expect(unpacked[7]?.prefixHex).toBe(large.prefixHex);
  expect(unpacked[299]).toEqual({ ...small, id: '299' });
});
