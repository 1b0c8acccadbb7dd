import type { Limits } from '../../contract/budget.ts';
import type { Seek } from '../../contract/seek.ts';
import { bad, type Finding, milliseconds, pass, skip } from '../finding.ts';
import type { Rule } from '../rule.ts';
import { LIMITS } from './limits.ts';

export const pictureInTime: Rule = {
  code: 'picture_in_time',
  group: 'playback',
  severity: 'warn',
  needs: ['playback'],
  says: `The picture is shown within ${milliseconds(LIMITS.pictureMs)} from asking.`,
  fix: 'See in Timing whether the server or the player takes the time.',
  judge: ({ seek, limits }) => timeOf(seek, limits),
  judgeBuffered: ({ seek, limits }) => timeOf(seek, limits),
};

function timeOf(seek: Seek | null, limits: Limits): Finding {
  const seen = seek?.firstPictureMs ?? null;
  if (seen === null) return skip('No picture was shown.');
  const shown = {
    seen: milliseconds(seen),
    expected: `at most ${milliseconds(limits.pictureMs)}`,
  };
  return seen <= limits.pictureMs
    ? pass('It was shown in time.', shown)
    : bad('It was shown late.', shown);
}
