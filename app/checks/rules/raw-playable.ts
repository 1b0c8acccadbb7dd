import { aac, avc } from '../../flv/codecs.ts';
import { bad, pass, skip } from '../finding.ts';
import type { Rule } from '../rule.ts';
import { isOnKeyframe, type Subject } from '../subject.ts';

export const rawPlayable: Rule = {
  code: 'raw_playable',
  group: 'playback',
  severity: 'fail',
  needs: ['playback'],
  says: 'A plain player plays exactly what came, where the server sends all that one needs.',
  fix: 'The checks of wire and stream above tell what a plain player lacks.',
  judge(subject) {
    const raw = subject.seek?.raw ?? null;
    if (raw === null) return skip('It was not tried with a plain player.');
    const shown = { seen: raw.isPlayable ? 'plays' : 'does not play', expected: 'plays' };
    if (raw.isPlayable) return pass(raw.reason, shown);
    const why = whyNotDue(subject);
    return why === null ? bad(raw.reason, shown) : skip(why);
  },
};

/** Why a plain player need not play it. */
function whyNotDue(subject: Subject): string | null {
  const { asked, model, facts } = subject;
  if (asked.kind === 'whole')
    return facts?.isPlayable === false ? 'No browser has the codec.' : null;
  if (model.prefix === 'file-head') return null;
  const isNeedy = facts?.videoCodec?.id === avc || facts?.audioCodec?.id === aac;
  if (isNeedy)
    return 'A part with 13 bytes in front has no sequence headers: no plain player plays it.';
  return isOnKeyframe(subject) ? null : 'The asked byte is no keyframe of the index.';
}
