import { skip } from '../finding.ts';
import type { Rule } from '../rule.ts';
import { judgeOddStart } from './odd-start.ts';

export const beyondEndRefused: Rule = {
  code: 'beyond_end_refused',
  group: 'wire',
  severity: 'fail',
  needs: ['head'],
  says: 'A start at or beyond the file’s end is refused with 416 and without a prefix, or answered as this server is known to.',
  fix: 'The server must pass storage’s 416 on instead of a prefix and an error page that a player takes for video.',
  judge(subject) {
    const { asked, model, startUnit, isHead } = subject;
    if (asked.kind !== 'beyond') return skip('The start is not beyond the end.');
    if (startUnit === 'range' && isHead) return skip('Range means nothing for HEAD.');
    return judgeOddStart(subject, model.beyondEnd, (status) => status === 416, '416');
  },
};
