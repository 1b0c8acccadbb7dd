import { bad, bodyByte, pass, skip } from '../finding.ts';
import type { Rule } from '../rule.ts';
import { isOnKeyframe } from '../subject.ts';

export const startsOnKeyframe: Rule = {
  code: 'starts_on_keyframe',
  group: 'stream',
  severity: 'fail',
  needs: ['body', 'index'],
  says: 'The first picture is a keyframe by its flag and its NAL units, where the file has one at that byte.',
  fix: 'Look at where the answer landed: the part begins at another byte than the asked one.',
  judge(subject) {
    const { body, asked } = subject;
    if (!isOnKeyframe(subject) && asked.kind !== 'whole') {
      return skip('The asked byte is no keyframe of the index.');
    }
    const chain = body?.chain;
    if (!chain || chain.first.length === 0) return skip('No whole tag came: starts_on_tag tells.');
    const frame = chain.first.find(({ isFrame }) => isFrame);
    if (asked.kind === 'whole') return skip('The file begins as it begins.');
    if (frame === undefined) return skip('No picture or sound had come yet.');
    const at = bodyByte(frame.offset);
    if (frame.isKeyframe) return pass('The first picture is a keyframe.', { seen: 'keyframe', at });
    const seen = frame.isFlaggedKeyframe ? 'flagged so, but no NAL unit is' : tagWords(frame.type);
    return bad('Decoding cannot begin at the first frame that came.', {
      seen,
      expected: 'keyframe',
      at,
    });
  },
};

function tagWords(type: number): string {
  return type === 8 ? 'sound' : 'inter frame';
}
