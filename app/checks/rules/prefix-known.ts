import { areEqual } from '../../flv/bytes.ts';
import { fromHex, toHex } from '../../flv/hex.ts';
import { nginxPrefix, patchPrefix, prefixLength, specPrefix } from '../../flv/prefix.ts';
import { bad, pass, prefixByte, skip, warn } from '../finding.ts';
import type { Rule } from '../rule.ts';

export const prefixKnown: Rule = {
  code: 'prefix_known',
  group: 'wire',
  severity: 'fail',
  needs: ['body'],
  says: 'The 13 bytes in front are those of the server that it is meant to be.',
  fix: 'See in Prefix whose bytes they are: another server may stand in front, or its module is configured otherwise.',
  judge({ body, asked, facts, model }) {
    if (asked.kind !== 'part') return skip('The whole file has its own header.');
    if (model.prefix === 'none') return skip('Nothing stands in front of such a part.');
    if (body === null || body.chain.bytes < prefixLength) return skip('Less than 13 bytes came.');
    const { head } = body.chain;
    const own = facts === null ? null : fromHex(facts.headHex);
    const owner = ownerOf(head, own);
    const shown = { seen: toHex(head, ' ') };
    if (model.prefix === 'any') {
      return owner === null
        ? warn('No server that Seeklab knows puts these bytes in front.', shown)
        : pass(`These bytes are those of ${owner}.`, shown);
    }
    const due = dueOf(model.prefix, own);
    if (due === null) return skip('The file’s own header is not known.');
    if (areEqual(head, due)) return pass(`These bytes are those of ${model.name}.`, shown);
    const byte = head.findIndex((value, i) => value !== due[i]);
    return bad(
      `${model.name} puts other bytes in front${owner === null ? '' : `; these are those of ${owner}`}.`,
      {
        ...shown,
        expected: toHex(due, ' '),
        at: prefixByte(byte),
      },
    );
  },
};

function dueOf(prefix: Uint8Array | 'own-flags' | 'file-head', own: Uint8Array | null) {
  if (prefix instanceof Uint8Array) return prefix;
  return own === null || own.length < prefixLength ? null : specPrefix(own[4] ?? 0);
}

function ownerOf(head: Uint8Array, own: Uint8Array | null): string | null {
  if (areEqual(head, patchPrefix)) return 'the 2007 patch, the Perlbal plugin and lighttpd';
  if (areEqual(head, nginxPrefix)) return 'nginx';
  return own !== null && areEqual(head, own.subarray(0, prefixLength)) ? 'the file itself' : null;
}
