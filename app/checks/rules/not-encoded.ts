import { headValue } from '../../http/raw-head.ts';
import { bad, pass, responseLine } from '../finding.ts';
import type { Rule } from '../rule.ts';

export const notEncoded: Rule = {
  code: 'not_encoded',
  group: 'wire',
  severity: 'fail',
  needs: ['head'],
  says: 'The body is not compressed: an offset means nothing in other bytes.',
  fix: 'Switch compression off for videos; the proxy should ask storage for identity.',
  judge(subject) {
    const value = headValue(subject.response, 'content-encoding');
    const shown = {
      seen: value ?? 'none',
      expected: 'none',
      at: responseLine(subject, 'content-encoding'),
    };
    if (value === null || value.toLowerCase() === 'identity') {
      return pass('The bytes are those of the file.', shown);
    }
    return bad(`The body is encoded as ${value}.`, shown);
  },
};
