import type { Seek } from '../../contract/seek.ts';
import { bad, type Finding, pass, skip } from '../finding.ts';
import type { Rule } from '../rule.ts';
import { isVideoDue, type Subject } from '../subject.ts';

export const pictureCame: Rule = {
  code: 'picture_came',
  group: 'playback',
  severity: 'fail',
  needs: ['playback'],
  says: 'A picture is shown; without a player: the seek does not fail before there could be one.',
  fix: 'The checks of wire and stream above tell why there is none; if all are well, look at the error of the seek.',
  judge(subject) {
    if (!isVideoDue(subject)) return skip('No video is due for such a start.');
    if (isNoneThere(subject)) {
      return skip('From the asked byte to the end of the file no picture begins.');
    }
    return cameIn(subject.seek);
  },
  judgeBuffered: ({ seek }) => cameIn(seek),
};

function cameIn(seek: Seek | null): Finding {
  if (seek?.played) return pass('A picture was shown.', { seen: 'picture' });
  return bad(`No picture came: ${seek?.error?.message ?? 'nobody knows why'}`, {
    seen: seek?.error?.code ?? 'none',
    expected: 'picture',
  });
}

/** All bytes came as the file has them, and decoding cannot begin at any of them. */
function isNoneThere({ seek, body, facts, asked }: Subject): boolean {
  const code = seek?.error?.code;
  if (code !== 'no_keyframe_found' && code !== 'no_tag_found') return false;
  if (body?.comparison.kind === 'equal' && body.comparison.isWhole) return true;
  const last = facts?.isScanned ? facts.index.offsets.at(-1) : undefined;
  return last !== undefined && asked.kind === 'part' && asked.start > last;
}
