import { headValue } from '../../http/raw-head.ts';
import { bad, pass, responseLine, skip } from '../finding.ts';
import type { Rule } from '../rule.ts';

export const corsReadable: Rule = {
  code: 'cors_readable',
  group: 'wire',
  severity: 'warn',
  needs: ['head'],
  says: 'A page of another origin that asks may read the answer.',
  fix: 'Send Access-Control-Allow-Origin with the page’s origin where pages of other sites should play the video.',
  judge(subject) {
    const origin = headValue(subject.request, 'origin');
    if (origin === null) return skip('The request names no origin: no page of another site asked.');
    const allowed = headValue(subject.response, 'access-control-allow-origin');
    const shown = {
      seen: allowed ?? 'none',
      expected: origin,
      at: responseLine(subject, 'access-control-allow-origin'),
    };
    if (allowed === origin || allowed === '*')
      return pass('The page that asked may read it.', shown);
    return bad('The browser keeps the answer from the page that asked.', shown);
  },
};
