import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytesInto, type FaultyRequest, isMeantFor, isShownAt } from './fault-rule.ts';
import { readFaults } from './parse-faults.ts';

const ruleOf = (text: string) => {
  const [rule] = readFaults(text);
  if (rule === undefined) throw new Error(`${text} is no rule`);
  return rule;
};

const turnsShown = (text: string, count: number) => {
  const rule = ruleOf(text);
  return Array.from({ length: count }, (_, i) => i + 1).filter((turn) => isShownAt(rule, turn));
};

test('each n-th request gets to see it, and no other', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 50 }), fc.nat(500), (every, count) => {
      const shown = turnsShown(`storage:404,every=${every}`, count);
      expect(shown.length).toBe(Math.floor(count / every));
      expect(shown.every((turn) => turn % every === 0)).toBe(true);
    }),
  );
});

test('chance: none, all, or about the share that was asked for; the same ones by the same seed', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 100 }), fc.maxSafeNat(), (percent, seed) => {
      const text = `storage:404,chance=${percent / 100},seed=${seed}`;
      const shown = turnsShown(text, 2000);
      expect(turnsShown(text, 2000)).toEqual(shown);
      // Six standard deviations of so many throws.
      const spread = 6 * Math.sqrt((2000 * percent * (100 - percent)) / 10_000);
      expect(Math.abs(shown.length - percent * 20)).toBeLessThanOrEqual(spread);
    }),
    { numRuns: 50 },
  );
});

test('another seed means other requests; what it means is fixed for all time', () => {
  expect(turnsShown('storage:404,chance=0.3,seed=7', 20)).toMatchInlineSnapshot(`
    [
      1,
      4,
      6,
      8,
      13,
      16,
      17,
      19,
    ]
  `);
  expect(turnsShown('storage:404,chance=0.3,seed=8', 20)).not.toEqual(
    turnsShown('storage:404,chance=0.3,seed=7', 20),
  );
});

test('chance and turns together: of each n-th, that share', () => {
  const both = turnsShown('storage:404,every=3,chance=0.5', 3000);
  expect(both.every((turn) => turn % 3 === 0)).toBe(true);
  expect(both.length).toBeGreaterThan(400);
  expect(both.length).toBeLessThan(600);
});

const request = (patch: Partial<FaultyRequest> = {}): FaultyRequest => ({
  ...{ video: 'a.flv', part: { start: 1000, length: 500 }, isRanged: true, clientPort: null },
  ...patch,
});

test.each([
  ['storage:404', {}, true],
  ['storage:404,video=a.flv', {}, true],
  ['storage:404,video=b.flv', {}, false],
  ['storage:404,from=1000', {}, true],
  ['storage:404,from=1001', {}, false],
  ['storage:ignores-range', { isRanged: false }, false],
  ['storage:wrong-content-range', { isRanged: true }, true],
  ['storage:stall@999', {}, false],
  ['storage:stall@1000', {}, true],
  ['storage:stall@1499', {}, true],
  ['storage:stall@1500', {}, false],
  ['storage:stall@+0', {}, true],
  ['storage:stall@+500', {}, false],
  ['storage:stall@+0', { part: { start: 1000, length: 0 } }, false],
] as const)('%s is meant for %o: %s', (text, patch, isMeant) => {
  expect(isMeantFor(ruleOf(text), request(patch))).toBe(isMeant);
});

test('a byte of the file and one of the body are the same byte where both are there', () => {
  const nat = fc.nat(5000);
  fc.assert(
    fc.property(nat, nat, nat, (start, length, byte) => {
      const ofFile = bytesInto({ byte: start + byte, isIntoBody: false }, { start, length });
      expect(bytesInto({ byte, isIntoBody: true }, { start, length })).toBe(ofFile);
      expect(ofFile).toBe(byte < length ? byte : null);
    }),
  );
});
