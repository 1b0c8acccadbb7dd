import { prefixLength } from '../../flv/prefix.ts';
import { bad, bodyByte, count, pass, skip } from '../finding.ts';
import type { Rule } from '../rule.ts';
import { isOnKeyframe } from '../subject.ts';

export const startsOnTag: Rule = {
  code: 'starts_on_tag',
  group: 'stream',
  severity: 'fail',
  needs: ['body'],
  says: 'A tag begins right after the prefix, where one begins in the file.',
  fix: 'Compare the bytes after the prefix with the file’s: the part begins elsewhere, or has a header of its own.',
  judge(subject) {
    const { chain } = subject.body ?? {};
    if (!chain?.hasBegun) return skip('No whole tag had come yet.');
    if (chain.break?.offset === 0)
      return skip('The body does not begin as FLV: prefix_legal tells.');
    const first = chain.first[0];
    const at = bodyByte(prefixLength);
    if (first && first.offset === prefixLength) {
      return pass('A tag begins right after the prefix.', {
        seen: `a tag of type ${first.type}`,
        at,
      });
    }
    if (chain.break?.kind === 'second_header') {
      return bad('A second FLV header follows the prefix, as if the whole file came.', {
        seen: '46 4c 56',
        expected: 'a tag',
        at,
      });
    }
    if (isOnKeyframe(subject) || subject.asked.kind === 'whole') {
      return bad(
        `No tag begins at byte ${count(prefixLength)} of the body, where the file has one.`,
        {
          seen: 'no tag',
          expected: 'a tag',
          at,
        },
      );
    }
    return skip(
      'The asked byte is no keyframe of the index: the file itself need have no tag there.',
    );
  },
};
