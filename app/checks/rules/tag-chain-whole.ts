import { bad, bodyByte, count, pass, skip } from '../finding.ts';
import type { Rule } from '../rule.ts';
import { asInFile, isAsInFile } from './as-in-file.ts';

export const tagChainWhole: Rule = {
  code: 'tag_chain_whole',
  group: 'stream',
  severity: 'fail',
  needs: ['body'],
  says: 'Each tag is followed by its size and the next tag.',
  fix: 'See body_exact: bytes are missing, doubled or changed on the way, or the file itself is damaged.',
  judge(subject) {
    const { chain } = subject.body ?? {};
    if (!chain?.hasBegun) return skip('No whole tag had come yet.');
    const broken = chain.break;
    if (broken === null) return pass('The chain holds.', { seen: `${count(chain.tagCount)} tags` });
    if (broken.offset <= chain.tagsFrom) return skip('It does not begin: starts_on_tag tells.');
    if (isAsInFile(subject, broken.offset)) return asInFile('The chain breaks');
    const { kind, offset, seen, expected } = broken;
    const at = bodyByte(offset);
    if (kind === 'size') {
      return bad('A PreviousTagSize is not the size of the tag before it.', { seen, expected, at });
    }
    const what = kind === 'second_header' ? 'a second FLV header' : 'no tag';
    return bad('The chain breaks: no tag begins where the one before it ends.', {
      seen: what,
      expected: 'a tag',
      at,
    });
  },
};
