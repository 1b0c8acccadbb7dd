import fc from 'fast-check';
import { expect, test } from 'vitest';
import { describeError } from '../../contract/errors.ts';
import {
  bodyStartBy,
  type Exchange,
  exchangeOutcome,
  type Hop,
  hopKind,
  hopOutcome,
} from '../../contract/exchange.ts';
import { ExchangePacker, type PackedExchange, unpackExchange } from './exchange-packer.ts';

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
  startHeader: orNull(text),
  prefixHex: orNull(text),
  bodyStartHex: orNull(text),
  bodyStartBy: orNull(fc.constantFrom(...bodyStartBy.options)),
  outcome: fc.constantFrom(...exchangeOutcome.options),
  error,
  durationMs: orNull(ms),
  hops: fc.array(hop, { maxLength: 5 }),
});

test('any exchanges, packed side by side, come out as they went in', () => {
  fc.assert(
    fc.property(fc.array(exchange, { maxLength: 20 }), (exchanges) => {
      const packer = new ExchangePacker();
      const packed = exchanges.map((each) => packer.pack(each));
      expect(packed.map(unpackExchange)).toEqual(exchanges);
    }),
  );
});

test('what is released leaves its page to later ones, and takes nothing from those that are kept', () => {
  const exchanges = fc.sample(exchange, { numRuns: 400, seed: 2 });
  const packer = new ExchangePacker();
  const kept = 20;
  const packed: PackedExchange[] = [];
  const pages = new Set<unknown>();
  for (const [i, each] of exchanges.entries()) {
    const oldest = packed[i - kept];
    if (oldest) packer.release(oldest);
    const newest = packer.pack(each);
    packed.push(newest);
    pages.add(newest.page);
    const first = Math.max(0, i - kept + 1);
    expect(packed.slice(first).map(unpackExchange)).toEqual(exchanges.slice(first, i + 1));
  }
  expect(pages.size).toBeLessThan(5);
});

test('many, and larger ones than a page, come out as they went in', () => {
  const [small] = fc.sample(exchange, { numRuns: 1, seed: 1 }) as [Exchange];
  const large = { ...small, prefixHex: '4é'.repeat(500_000) };
  const many = Array.from({ length: 300 }, (_, i) => (i % 100 === 7 ? large : small));
  const packer = new ExchangePacker();
  const packed = many.map((each, i) => packer.pack({ ...each, id: String(i) }));
  const unpacked = packed.map(unpackExchange);
  expect(unpacked.map(({ id }) => id)).toEqual(many.map((_, i) => String(i)));
  expect(unpacked[7]?.prefixHex).toBe(large.prefixHex);
  expect(unpacked[299]).toEqual({ ...small, id: '299' });
});
