import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Limits } from '../../contract/budget.ts';
import type { CheckCode, CheckResult } from '../../contract/check.ts';
import { makeExchange, makeHop, makeSeek } from '../../contract/test-support/make-records.ts';
import type { Finding } from '../finding.ts';
import { judgeSeek } from '../judge-seek.ts';
import type { Subject } from '../subject.ts';
import { LIMITS } from './limits.ts';
import { soundInStep } from './sound-in-step.ts';

/** What each check says of a seek that took so long everywhere, by other limits than the usual ones. */
function judged(tookMs: number, limits?: Partial<Limits>): (code: CheckCode) => CheckResult {
  const seek = makeSeek({
    ...{ state: 'played', played: { timeMs: 0 } },
    ...{ firstByteMs: tookMs, firstPictureMs: tookMs },
    playedOn: { watchedMs: 100_000, stalledMs: tookMs },
  });
  const hop = makeHop({ responseHead: 'HTTP/1.1 200 OK\r\n\r\n', status: 200 });
  const results = judgeSeek({
    ...{ seek, exchanges: [makeExchange({ hops: [hop] })], bodies: [null] },
    ...{ facts: null, sizeBytes: null },
    limits: limits && { ...LIMITS, ...limits },
  });
  return (code) => results.find((each) => each.code === code) as CheckResult;
}

const ms = fc.nat({ max: 9000 });

it.each([
  ['first_byte_in_time', 'firstByteMs'],
  ['picture_in_time', 'pictureMs'],
] as const)('%s keeps to the limit that is given, and to the usual one without', (code, name) => {
  fc.assert(
    fc.property(ms, ms, (tookMs, limit) => {
      expect(judged(tookMs, { [name]: limit })(code).result).toBe(tookMs > limit ? 'warn' : 'pass');
      expect(judged(tookMs)(code).result).toBe(tookMs > LIMITS[name] ? 'warn' : 'pass');
    }),
  );
  expect(judged(5, { [name]: 1234 })(code).expected).toBe('at most 1,234 ms');
});

it('plays_on keeps to those of stalls, and of watching', () => {
  fc.assert(
    fc.property(ms, ms, ms, (tookMs, one, other) => {
      const limits = { stallMs: Math.min(one, other), longStallMs: Math.max(one, other) };
      const outcome =
        tookMs > limits.longStallMs ? 'fail' : tookMs > limits.stallMs ? 'warn' : 'pass';
      expect(judged(tookMs, limits)('plays_on').result).toBe(outcome);
    }),
  );
  expect(judged(0, { watchedMs: 100_001 })('plays_on').result).toBe('skip');
});

it('sound_in_step keeps to the one of sound and picture', () => {
  const apart = (apartMs: number, limitMs: number): Finding => {
    const chain = {
      firstVideo: { offset: 13, timestampMs: 0 },
      firstAudio: { offset: 99, timestampMs: apartMs },
      order: { lateness: { lateMs: 0, offset: 99 } },
    };
    const body = { chain, comparison: { kind: 'none', why: '' } };
    const subject = { body, limits: { ...LIMITS, apartMs: limitMs } };
    return soundInStep.judge(subject as unknown as Subject);
  };
  fc.assert(
    fc.property(ms, ms, (apartMs, limit) => {
      expect(apart(apartMs, limit).result).toBe(apartMs > limit ? 'bad' : 'pass');
    }),
  );
});
