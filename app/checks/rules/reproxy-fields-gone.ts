import { isReproxyField } from '../../http/fields.ts';
import { bad, pass, responseLine } from '../finding.ts';
import type { Rule } from '../rule.ts';

export const reproxyFieldsGone: Rule = {
  code: 'reproxy_fields_gone',
  group: 'wire',
  severity: 'fail',
  needs: ['head'],
  says: 'No X-REPROXY-* field reaches the client.',
  fix: 'The server must take its orders out of the answer: they name machines that are nobody’s business.',
  judge(subject) {
    const { response, model, storage } = subject;
    const found = response?.fields.find(({ key }) => isReproxyField(key));
    if (found === undefined)
      return pass('The client sees no order to the proxy.', { expected: 'none' });
    const at = responseLine(subject, found.key);
    if (model.isCareless && storage === null) {
      return pass(`${model.name} passes on what it does not follow.`, { seen: found.raw, at });
    }
    return bad(`${found.name} is an order to the proxy, and the client got it.`, {
      seen: found.raw,
      expected: 'none',
      at,
    });
  },
};
