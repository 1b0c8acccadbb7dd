import { areEqual } from '../../flv/bytes.ts';
import { fromHex, toHex } from '../../flv/hex.ts';
import { describePrefix, prefixLength } from '../../flv/prefix.ts';
import { bad, pass, prefixByte, skip, warn } from '../finding.ts';
import type { Rule } from '../rule.ts';

export const prefixLegal: Rule = {
  code: 'prefix_legal',
  group: 'wire',
  severity: 'fail',
  needs: ['body'],
  says: 'Each of the 13 bytes in front is one that the FLV specification allows, or that this server is known for.',
  fix: 'Compare the bytes in Prefix: the signature, the version and the header length leave no choice.',
  judge({ body, asked, facts, model }) {
    if (asked.kind !== 'part') return skip('The whole file has its own header.');
    if (body === null || body.chain.bytes < prefixLength) return skip('Less than 13 bytes came.');
    const { head } = body.chain;
    const own = facts === null ? undefined : (fromHex(facts.headHex) ?? undefined);
    const wrong = describePrefix(head, own).fields.filter(
      // Flags that promise other tracks than there are have a check of their own.
      ({ name, isAsSpecified }) =>
        !isAsSpecified && (name !== 'TypeFlags' || ((head[4] ?? 0) & ~5) !== 0),
    );
    const [first] = wrong;
    const seen = toHex(head, ' ');
    if (first === undefined)
      return pass('Each byte is as the FLV specification wants it.', { seen });
    const shown = { seen: first.hex, expected: first.specified, at: prefixByte(first.offset) };
    if (model.prefix instanceof Uint8Array && areEqual(head, model.prefix)) {
      return pass(`${first.name} is ${first.value}, as ${model.name} always sends it.`, shown);
    }
    const message = `${first.name} is ${first.value}. ${first.meaning}`;
    // Every player reads over it: so it was in all streams of 2007.
    return wrong.every(({ name }) => name === 'PreviousTagSize0')
      ? warn(message, shown)
      : bad(message, shown);
  },
};
