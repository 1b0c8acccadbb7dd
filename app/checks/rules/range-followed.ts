import { parseContentRange } from '../../http/content-range.ts';
import { headValue } from '../../http/raw-head.ts';
import { bad, pass, responseLine, skip, statusLine } from '../finding.ts';
import type { Rule } from '../rule.ts';
import { rangeStartOf } from '../subject.ts';

export const rangeFollowed: Rule = {
  code: 'range_followed',
  group: 'wire',
  severity: 'fail',
  needs: ['head'],
  says: 'A target that is asked by Range answers with that part: 206, and a Content-Range from the asked byte to the file’s end.',
  fix: 'Let the server honour Range for this file, or give the target a pattern with {start} in it.',
  judge(subject) {
    const { client, response, sizeBytes, isHead } = subject;
    const start = rangeStartOf(subject);
    if (start === null) return skip('No part was asked for by Range.');
    if (isHead) return skip('Range means nothing for HEAD.');
    if (client.status === 200 && start === 0) {
      return pass('From its first byte on it is the whole file.', { seen: 200 });
    }
    if (client.status === 200) {
      return bad(`Range: bytes=${start}- was ignored: 200, as for the whole file.`, {
        seen: 200,
        expected: 206,
        at: statusLine,
      });
    }
    if (client.status !== 206) return skip('The answer is no part: status_expected tells.');
    const text = headValue(response, 'content-range');
    const shown = {
      seen: text ?? 'none',
      expected: `bytes ${start}-${sizeBytes === null ? '…' : `${sizeBytes - 1}/${sizeBytes}`}`,
      at: responseLine(subject, 'content-range'),
    };
    const range = parseContentRange(text ?? '');
    if (range === null)
      return bad('Content-Range does not tell which part of the file it is.', shown);
    if (range.first !== start) return bad('It is another part than the asked one.', shown);
    if (sizeBytes !== null && range.total !== sizeBytes) {
      return bad('Content-Range tells of a file of another size.', shown);
    }
    if (range.last !== range.total - 1) return bad('The part ends before the file does.', shown);
    return pass('It is the asked part, to the file’s end.', shown);
  },
};
