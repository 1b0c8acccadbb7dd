import { headValue } from '../../http/raw-head.ts';
import { bad, bytes, pass, responseLine, skip } from '../finding.ts';
import type { Rule } from '../rule.ts';
import {
  isAsStorageSaid,
  isVideoAnswer,
  isVideoDue,
  promisedBytes,
  rangeStartOf,
  type Subject,
} from '../subject.ts';

export const lengthPromised: Rule = {
  code: 'length_promised',
  group: 'wire',
  severity: 'fail',
  needs: ['head'],
  says: 'Content-Length is the prefix and the part of the file together.',
  fix: 'The server must add the bytes of the prefix to what storage sends, and count from the start on.',
  judge(subject) {
    if (!isVideoDue(subject) || !isVideoAnswer(subject)) return skip('The answer is no video.');
    if (isAsStorageSaid(subject))
      return skip('Storage sent no part, and the patch counts what it sends.');
    if (subject.isRanged) return skip('The client asked for a range of its own.');
    const due = bytesDue(subject);
    if (due === null) return skip('The size of the file is not known.');
    const seen = promisedBytes(subject);
    const at = responseLine(subject, 'content-length');
    if (seen === null) {
      const isChunked = headValue(subject.response, 'transfer-encoding') !== null;
      if (isChunked) return skip('The body is chunked: no length is promised.');
      return bad('There is no Content-Length, so no player can show how much is to come.', {
        seen: 'none',
        expected: due,
        at,
      });
    }
    if (seen === due)
      return pass('Content-Length is what is to come.', { seen, expected: due, at });
    const what = rangeStartOf(subject) === null ? 'prefix and part have' : 'the part has';
    return bad(
      `Content-Length promises ${bytes(Math.abs(seen - due))} ${seen > due ? 'more' : 'less'} than ${what}.`,
      { seen, expected: due, at },
    );
  },
};

function bytesDue(subject: Subject): number | null {
  const { asked, model, body, sizeBytes, isHead, client } = subject;
  if (sizeBytes === null) return null;
  if (asked.kind !== 'part') return sizeBytes;
  if (rangeStartOf(subject) !== null) {
    const isWhole = isHead && client.status === 200;
    return isWhole ? sizeBytes : sizeBytes - asked.start;
  }
  const prefixBytes = model.prefix === 'file-head' ? (body?.prefixBytes ?? null) : 13;
  const from = model.movesToKeyframe ? (body?.from ?? null) : asked.start;
  return prefixBytes === null || from === null ? null : prefixBytes + sizeBytes - from;
}
