import { skip } from '../finding.ts';
import type { Rule } from '../rule.ts';
import { judgeOddStart } from './odd-start.ts';

export const badStartRefused: Rule = {
  code: 'bad_start_refused',
  group: 'wire',
  severity: 'fail',
  needs: ['head'],
  says: 'A start that is no byte offset is refused, or answered as this server is known to.',
  fix: 'Whoever reads the start first must refuse what is no decimal number, before it stands in a Range.',
  judge(subject) {
    const { asked, model, startUnit } = subject;
    if (asked.kind !== 'bad') return skip('The start is a byte offset, or there is none.');
    if (startUnit === 'range') {
      return skip('A Range that is none may be ignored (RFC 9110, section 14.2).');
    }
    return judgeOddStart(subject, model.badStart, (status) => status >= 400, 'an error');
  },
};
