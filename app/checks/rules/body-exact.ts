import { bad, bodyByte, bytes, count, hexByte, pass, skip } from '../finding.ts';
import type { Rule } from '../rule.ts';

export const bodyExact: Rule = {
  code: 'body_exact',
  group: 'wire',
  severity: 'fail',
  needs: ['body'],
  says: 'After the prefix, where there is one, the body is the file from the start on, byte for byte.',
  fix: 'See where it differs: at the first byte the start was not followed; later on, storage or the way here changed it.',
  judge({ body, isRanged, exchange }) {
    if (isRanged) return skip('The client asked for a range of its own.');
    if (body === null) return skip('Nobody watched the body.');
    const { comparison } = body;
    switch (comparison.kind) {
      case 'none':
        return skip(comparison.why);
      case 'equal': {
        if (comparison.bytes === 0) return skip('Nothing of the file had come yet.');
        const end = `equal for ${bytes(comparison.bytes)}`;
        if (exchange.outcome === 'complete' && !comparison.isWhole && !comparison.isLate) {
          const offset = (body.prefixBytes ?? 0) + comparison.bytes;
          return bad(`The body ends before the file does, after ${bytes(offset)}.`, {
            seen: 'the end',
            expected: 'more of the file',
            at: bodyByte(offset),
          });
        }
        if (comparison.isWhole)
          return pass(`The part is ${end}, to the file’s end.`, { seen: end });
        const why = comparison.isLate ? '; comparing could not keep up' : ', as far as it was read';
        return pass(`The part is ${end}${why}.`, { seen: end });
      }
      case 'differs':
        return bad(differenceText(comparison), {
          seen: hexByte(comparison.seen),
          expected: comparison.expected === null ? 'the end' : hexByte(comparison.expected),
          at: bodyByte(comparison.offset),
        });
    }
  },
};

function differenceText(at: {
  offset: number;
  fileOffset: number;
  seen: number;
  expected: number | null;
}): string {
  const place = `byte ${count(at.offset)} of the body, which is byte ${count(at.fileOffset)} of the file`;
  if (at.expected === null) return `The body goes on after the file’s end, at ${place}.`;
  return `The first difference is at ${place}: ${hexByte(at.seen)} instead of ${hexByte(at.expected)}.`;
}
