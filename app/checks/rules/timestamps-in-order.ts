import { bad, bodyByte, milliseconds, pass, skip } from '../finding.ts';
import type { Rule } from '../rule.ts';
import { asInFile, isAsInFile } from './as-in-file.ts';

export const timestampsInOrder: Rule = {
  code: 'timestamps_in_order',
  group: 'stream',
  severity: 'warn',
  needs: ['body'],
  says: 'The decode times of each track do not go back.',
  fix: 'See whether the file is so, too; if not, something on the way puts pieces of it together wrongly.',
  judge(subject) {
    const { chain } = subject.body ?? {};
    if (!chain || chain.tagCount === 0) return skip('No whole tag had come yet.');
    const { disorder } = chain.order;
    if (disorder === null) return pass('They go forward.', { seen: `${chain.tagCount} tags` });
    if (isAsInFile(subject, disorder.offset)) return asInFile('A time goes back');
    const { beforeMs, timestampMs, offset } = disorder;
    return bad(`A time goes back by ${milliseconds(beforeMs - timestampMs)}.`, {
      seen: milliseconds(timestampMs),
      expected: `at least ${milliseconds(beforeMs)}`,
      at: bodyByte(offset),
    });
  },
};
