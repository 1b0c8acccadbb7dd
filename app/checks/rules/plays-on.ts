import type { Limits } from '../../contract/budget.ts';
import type { Seek } from '../../contract/seek.ts';
import { bad, type Finding, milliseconds, pass, skip, warn } from '../finding.ts';
import type { Rule } from '../rule.ts';
import { LIMITS } from './limits.ts';

export const playsOn: Rule = {
  code: 'plays_on',
  group: 'playback',
  severity: 'fail',
  needs: ['playback'],
  says: `When it plays after the picture, it goes on without standing still for want of bytes: more than ${milliseconds(LIMITS.stallMs)} in the next seconds is a warning, more than ${milliseconds(LIMITS.longStallMs)} a failure.`,
  fix: 'See in Timing whether the body comes slower than it is played, or stops.',
  judge: ({ seek, limits }) => goesOnIn(seek, limits),
  judgeBuffered: ({ seek, limits }) => goesOnIn(seek, limits),
};

function goesOnIn(seek: Seek | null, limits: Limits): Finding {
  if (!seek?.played) return skip('No picture was shown.');
  if (seek.playedOn === null) return skip('It was not played on from there.');
  const { watchedMs, stalledMs } = seek.playedOn;
  const shown = {
    seen: milliseconds(stalledMs),
    expected: `at most ${milliseconds(limits.stallMs)}`,
  };
  const stood = `It stood still for ${milliseconds(stalledMs)} within the first ${milliseconds(watchedMs)} of playing on: nothing of what follows was there.`;
  if (stalledMs > limits.longStallMs) return bad(stood, shown);
  if (stalledMs > limits.stallMs) return warn(stood, shown);
  if (watchedMs < limits.watchedMs) {
    return skip(`Playing on was watched for ${milliseconds(watchedMs)} only.`);
  }
  return pass(`It played on for ${milliseconds(watchedMs)} without a stall.`, shown);
}
