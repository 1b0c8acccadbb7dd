import { bad, bodyByte, milliseconds, pass, skip } from '../finding.ts';
import type { Rule } from '../rule.ts';
import { asInFile, isAsInFile } from './as-in-file.ts';
import { LIMITS } from './limits.ts';

export const soundInStep: Rule = {
  code: 'sound_in_step',
  group: 'playback',
  severity: 'warn',
  needs: ['body'],
  says: `The first sound and the first picture are at most ${milliseconds(LIMITS.apartMs)} apart, and so far behind the other comes none of all that was read.`,
  fix: 'Look at the tags from the named byte on: one track is elsewhere than the other.',
  judge(subject) {
    const { apartMs: limitMs } = subject.limits;
    const { firstVideo, firstAudio, order } = subject.body?.chain ?? {};
    if (!firstVideo || !firstAudio || !order) return skip('Sound and picture did not both come.');
    const apartMs = firstAudio.timestampMs - firstVideo.timestampMs;
    const later = Math.max(firstVideo.offset, firstAudio.offset);
    const shown = {
      seen: milliseconds(apartMs),
      expected: `at most ${milliseconds(limitMs)}`,
      at: bodyByte(later),
    };
    if (Math.abs(apartMs) > limitMs) {
      return isAsInFile(subject, later)
        ? asInFile('They begin apart')
        : bad('They begin apart.', shown);
    }
    const { lateness } = order;
    if (lateness.lateMs <= limitMs) return pass('They stay together.', shown);
    if (isAsInFile(subject, lateness.offset)) return asInFile('They drift apart');
    return bad('They drift apart: one track comes behind the other.', {
      ...shown,
      ...{ seen: milliseconds(lateness.lateMs), at: bodyByte(lateness.offset) },
    });
  },
};
