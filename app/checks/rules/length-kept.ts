import { bad, bodyByte, bytes, count, pass, skip } from '../finding.ts';
import type { Rule } from '../rule.ts';
import { promisedBytes } from '../subject.ts';

export const lengthKept: Rule = {
  code: 'length_kept',
  group: 'wire',
  severity: 'fail',
  needs: ['head'],
  says: 'As many bytes come as Content-Length promised.',
  fix: 'Look at the storage hop: a node that breaks off must be continued elsewhere, or the connection be cut.',
  judge(subject) {
    const { exchange, client, isHead } = subject;
    if (isHead) return skip('HEAD asks for no body.');
    const seen = client.responseBodyBytes;
    const due = promisedBytes(subject);
    const left = `after ${bytes(seen)}${due === null ? '' : ` of ${count(due)}`}`;
    const shown = { seen, expected: due ?? '', at: bodyByte(seen) };
    switch (exchange.outcome) {
      case 'running':
        return skip('The body still comes.');
      case 'client_gone':
        return skip(`The client left ${left}, as a player does.`);
      case 'cut':
        return bad(`The body broke off ${left}.`, shown);
      case 'complete':
      case 'failed':
        if (due === null)
          return pass('The body came to its end; no length was promised.', { seen });
        if (seen >= due) return pass('All that was promised came.', shown);
        return bad(`The body ended ${left}, and looked whole.`, shown);
    }
  },
};
