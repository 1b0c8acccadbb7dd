import { bad, bodyByte, bytes, pass, skip } from '../finding.ts';
import type { Rule } from '../rule.ts';

export const headBodyless: Rule = {
  code: 'head_bodyless',
  group: 'wire',
  severity: 'fail',
  needs: ['head'],
  says: 'No body follows the answer to HEAD.',
  fix: 'The server must not write the prefix for HEAD: the client takes it for the beginning of its next answer.',
  judge({ isHead, client, exchange, model }) {
    if (!isHead) return skip('The request is no HEAD.');
    if (exchange.hops.some(({ kind }) => kind === 'target')) {
      return skip(
        'The relay passes on nothing behind a HEAD. "Who is it?" tells what the target sends there.',
      );
    }
    const seen = client.responseBodyBytes;
    const shown = { seen, expected: model.bytesAfterHead, at: bodyByte(0) };
    if (seen === 0) return pass('The head stands alone.', { ...shown, at: null });
    if (seen === model.bytesAfterHead)
      return pass(`${bytes(seen)} follow, as ${model.name} does.`, shown);
    return bad(`${bytes(seen)} of body follow the head.`, shown);
  },
};
