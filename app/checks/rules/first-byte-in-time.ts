import { bad, milliseconds, pass, skip } from '../finding.ts';
import type { Rule } from '../rule.ts';
import { LIMITS } from './limits.ts';

export const firstByteInTime: Rule = {
  code: 'first_byte_in_time',
  group: 'playback',
  severity: 'warn',
  needs: ['head'],
  says: `The first byte of the body comes within ${milliseconds(LIMITS.firstByteMs)}.`,
  fix: 'See in Timing which hop takes the time.',
  judge({ seek, client, limits }) {
    const { firstBodyByteMs, startMs } = client;
    const ofHop = firstBodyByteMs === null ? null : firstBodyByteMs - startMs;
    const seen = seek?.firstByteMs ?? ofHop;
    if (seen === null) return skip('No body came.');
    const shown = {
      seen: milliseconds(seen),
      expected: `at most ${milliseconds(limits.firstByteMs)}`,
    };
    return seen <= limits.firstByteMs
      ? pass('It came in time.', shown)
      : bad('It came late.', shown);
  },
};
