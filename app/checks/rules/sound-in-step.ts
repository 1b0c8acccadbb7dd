import { bad, bodyByte, milliseconds, pass, skip } from '../finding.ts';
import type { Rule } from '../rule.ts';
import { asInFile, isAsInFile } from './as-in-file.ts';
import { LIMITS } from './limits.ts';

export const soundInStep: Rule = {
  code: 'sound_in_step',
  group: 'playback',
  severity: 'warn',
  needs: ['body'],
  says: `The first sound and the first picture are at most ${milliseconds(LIMITS.apartMs)} apart.`,
  fix: 'Look at the first tags: one track begins elsewhere than the other.',
  judge(subject) {
    const { firstVideo, firstAudio } = subject.body?.chain ?? {};
    if (!firstVideo || !firstAudio) return skip('Sound and picture did not both come.');
    const apartMs = firstAudio.timestampMs - firstVideo.timestampMs;
    const later = Math.max(firstVideo.offset, firstAudio.offset);
    const shown = {
      seen: milliseconds(apartMs),
      expected: `at most ${milliseconds(LIMITS.apartMs)}`,
      at: bodyByte(later),
    };
    if (Math.abs(apartMs) <= LIMITS.apartMs) return pass('They begin together.', shown);
    if (isAsInFile(subject, later)) return asInFile('They begin apart');
    return bad('They begin apart.', shown);
  },
};
