import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { type FaultKind, faultKinds, isWholePart } from './fault-kinds.ts';
import type { FaultRule } from './fault-rule.ts';
import { faultText, kindExample } from './fault-text.ts';
import { alwaysShownText, parseFaults, readFaults } from './parse-faults.ts';

const MOST = Number.MAX_SAFE_INTEGER;

/** Any rule that can be asked for. */
const anyRule: fc.Arbitrary<FaultRule> = fc.constantFrom(...faultKinds).chain((kind: FaultKind) => {
  const { part, name, takes } = kind;
  const hasOptions = !isWholePart(kind);
  const option = <T>(usual: T, other: fc.Arbitrary<T>) =>
    hasOptions ? fc.oneof(fc.constant(usual), other) : fc.constant(usual);
  return fc.record({
    part: fc.constant(part),
    name: fc.constant(name as FaultRule['name']),
    place:
      takes.kind === 'place'
        ? fc.record({ byte: fc.maxSafeNat(), isIntoBody: fc.boolean() })
        : fc.constant(null),
    amount:
      takes.kind === 'amount'
        ? fc.integer({ min: Math.ceil(takes.least), max: takes.most })
        : fc.constant(null),
    video: option<string | null>(null, fc.string({ minLength: 1, unit: 'binary' })),
    from: option(0, fc.maxSafeNat()),
    every: option(1, fc.integer({ min: 1, max: MOST })),
    chance: option(
      1,
      fc.integer({ min: 0, max: 1000 }).map((share) => share / 1000),
    ),
    seed: option(1, fc.maxSafeNat()),
  });
});

test('any rules, written and read again, are the same', () => {
  fc.assert(
    fc.property(fc.array(anyRule, { minLength: 1, maxLength: 4 }), (rules) => {
      expect(readFaults(rules.map(faultText).join(' ; '))).toEqual(rules);
    }),
  );
});

test('any text is faults, or a mistake that lies within it', () => {
  const piece = fc.constantFrom(
    ...[':', ',', ';', '@', '=', '+', ' ', '%', 'storage', 'stall', 'application', 'two-starts'],
    ...['every', '3', 'from', 'chance', '0.2', 'video', 'seed', '404', 'down', '%2C'],
  );
  const text = fc.oneof(
    fc.string(),
    fc.array(piece).map((pieces) => pieces.join('')),
  );
  fc.assert(
    fc.property(text, (given) => {
      const parsed = parseFaults(given);
      if (parsed.isUnderstood) {
        expect(readFaults(parsed.rules.map(faultText).join(';'))).toEqual(parsed.rules);
        return;
      }
      const { error, from, to } = parsed;
      expect(error.code).toBe('fault_not_understood');
      expect(from).toBeGreaterThanOrEqual(0);
      expect(to).toBeGreaterThanOrEqual(from);
      expect(to).toBeLessThanOrEqual(given.length);
      expect(error.message).toContain(`"${given.slice(from, to)}"`);
    }),
  );
});

it.each(faultKinds.map((kind) => [kindExample(kind)]))('%s is taken as it is offered', (text) => {
  const [rule] = readFaults(text);
  expect(rule && faultText(rule)).toBe(text);
});

describe('what stands in a rule', () => {
  const one = (text: string) => readFaults(text)[0];

  it('is part, kind, byte and to which requests', () => {
    expect(one('storage:stall@500000,every=3,video=a b.flv,chance=0.2,seed=7,from=9')).toEqual({
      ...{ part: 'storage', name: 'stall', amount: null },
      place: { byte: 500_000, isIntoBody: false },
      ...{ video: 'a b.flv', from: 9, every: 3, chance: 0.2, seed: 7 },
    });
    expect(one('storage:flipped-byte@+12')?.place).toEqual({ byte: 12, isIntoBody: true });
    expect(one('storage:slow=0.5')?.amount).toBe(0.5);
  });

  it.each([
    ['video=a%2Cb%3Bc%25.flv', 'a,b;c%.flv'],
    ['video=100%.flv', '100%.flv'],
    ['video=%ff.flv', '%ff.flv'],
    ['video=a=b.flv', 'a=b.flv'],
    ['video=clips/日本.flv', 'clips/日本.flv'],
  ])('%s names %s', (option, name) => {
    expect(one(`storage:404,${option}`)?.video).toBe(name);
  });

  it('repeats for one seek alone without turns and chance', () => {
    expect(alwaysShownText('storage:stall@+5,video=a.flv,every=3,chance=0.1;storage:404')).toBe(
      'storage:stall@+5,video=a.flv;storage:404',
    );
    expect(alwaysShownText('of another tool')).toBe('of another tool');
  });
});

it.each([
  ['', 1, 'a fault is missing'],
  ['storage:404;', 13, 'a fault is missing'],
  ['stall@5', 1, 'expected storage, application or tracker and a colon'],
  ['store:stall@5', 1, 'expected storage, application or tracker and a colon'],
  ['storage:stal@5', 9, 'storage has no such fault, only ignores-range'],
  ['storage:', 1, 'storage has no such fault'],
  ['tracker:404', 9, 'tracker has no such fault, only down'],
  ['storage:stall@x', 14, 'expected a byte of the file as @500000'],
  ['storage:stall=5', 14, 'expected a byte of the file as @500000'],
  ['storage:stall@9007199254740993', 14, 'expected a byte of the file'],
  ['storage:404=5', 12, '404 takes nothing'],
  ['storage:latency=0', 16, 'expected 1 to 600000 ms, such as storage:latency=3000'],
  ['storage:latency@5', 16, 'expected 1 to 600000 ms'],
  ['storage:slow=', 13, 'expected 0.001 to 1000000 kB/s'],
  ['storage:404,every=0', 13, 'expected a number of requests from 1 on'],
  ['storage:404, every=2.5', 14, 'expected a number of requests from 1 on'],
  ['storage:404,chance=1.1', 13, 'expected a share from 0 to 1'],
  ['storage:404,seed=-1', 13, 'expected a whole number'],
  ['storage:404,video=', 13, 'the name of the video is missing'],
  ['storage:404,each=2', 13, 'expected video, from, every, chance or seed with "="'],
  ['storage:404,every', 13, 'expected video, from, every, chance or seed with "="'],
  ['storage:404,every=2,every=3', 21, 'every is there twice'],
  ['storage:down,every=2', 14, 'storage:down is so for every request'],
  ['storage:404;storage:no', 21, 'storage has no such fault'],
])('%s: character %i: %s', (text, place, detail) => {
  expect(() => readFaults(text)).toThrow(
    expect.objectContaining({
      code: 'fault_not_understood',
      exitCode: 2,
      message: expect.stringContaining(`at character ${place}, `),
    }),
  );
  expect(() => readFaults(text)).toThrow(detail);
});
