import { bad, bodyByte, count, pass, skip } from '../finding.ts';
import type { Rule } from '../rule.ts';
import { isOnKeyframe } from '../subject.ts';

export const startsOnTag: Rule = {
  code: 'starts_on_tag',
  group: 'stream',
  severity: 'fail',
  needs: ['body'],
  says: 'A tag begins right after the prefix, or at the first byte where there is none, where one begins in the file.',
  fix: 'Compare the first bytes of the part with the file’s: it begins elsewhere, or has a header of its own.',
  judge(subject) {
    const { chain } = subject.body ?? {};
    if (!chain?.hasBegun) return skip('No whole tag had come yet.');
    const { tagsFrom } = chain;
    if (chain.break?.offset === 0 && tagsFrom > 0)
      return skip('The body does not begin as FLV: prefix_legal tells.');
    const first = chain.first[0];
    const at = bodyByte(tagsFrom);
    if (first && first.offset === tagsFrom) {
      const where = tagsFrom > 0 ? 'right after the prefix' : 'at the first byte of the part';
      return pass(`A tag begins ${where}.`, { seen: `a tag of type ${first.type}`, at });
    }
    if (chain.break?.kind === 'second_header') {
      const where =
        tagsFrom > 0 ? 'A second FLV header follows the prefix' : 'An FLV header stands first';
      return bad(`${where}, as if the whole file came.`, {
        seen: '46 4c 56',
        expected: 'a tag',
        at,
      });
    }
    if (isOnKeyframe(subject) || subject.asked.kind === 'whole') {
      return bad(`No tag begins at byte ${count(tagsFrom)} of the body, where the file has one.`, {
        seen: 'no tag',
        expected: 'a tag',
        at,
      });
    }
    return skip(
      'The asked byte is no keyframe of the index: the file itself need have no tag there.',
    );
  },
};
