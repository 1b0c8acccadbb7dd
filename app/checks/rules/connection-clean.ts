import { headValue } from '../../http/raw-head.ts';
import { bad, bodyByte, bytes, type Finding, pass, responseLine, skip } from '../finding.ts';
import type { Rule } from '../rule.ts';
import { promisedBytes, type Subject } from '../subject.ts';

export const connectionClean: Rule = {
  code: 'connection_clean',
  group: 'wire',
  severity: 'fail',
  needs: ['head'],
  says: 'What follows on the connection is the next answer, and nothing else.',
  fix: 'The server must send what it promised, or end the connection: else the client takes other bytes for its next answer.',
  judge(subject) {
    const { exchange, client, isHead, model } = subject;
    if (exchange.outcome !== 'complete' && exchange.outcome !== 'failed') {
      return skip('The connection ended with this answer.');
    }
    const extra = extraOf(subject);
    if (extra !== null) return extra;
    const seen = client.responseBodyBytes;
    const isBodyless = isHead || client.status === 204 || client.status === 304;
    const due = isBodyless ? 0 : promisedBytes(subject);
    const isChunked = headValue(subject.response, 'transfer-encoding') !== null;
    if (due === null) {
      if (isChunked || isClosed(subject)) return pass('Where the body ends can be told.');
      return bad('Nothing tells where the body ends, and the connection is kept.', {
        seen: 'neither Content-Length nor chunked',
        expected: 'one of them, or Connection: close',
        at: responseLine(subject, 'content-length'),
      });
    }
    const shown = { seen, expected: due, at: bodyByte(Math.min(seen, due)) };
    if (seen === due) return pass('The body ends where it should.', { ...shown, at: null });
    if (isHead && seen === model.bytesAfterHead) return pass(`As ${model.name} does.`, shown);
    if (seen > due)
      return bad(`${bytes(seen - due)} more than promised follow on the connection.`, shown);
    if (isClosed(subject)) return pass('The connection ends with the short body.', shown);
    return bad(
      `${bytes(due - seen)} are missing, and the connection is kept: the next answer will be taken for them.`,
      shown,
    );
  },
};

/** The relay passes on nothing behind an answer, and writes down that there was something. */
function extraOf({ exchange, client }: Subject): Finding | null {
  const errors = exchange.hops.map(({ kind, error }) => (kind === 'target' ? error : null));
  const found = errors.find((error) => error?.code === 'target_extra_bytes');
  return found ? bad(found.message, { at: bodyByte(client.responseBodyBytes) }) : null;
}

/** Does the connection end with this answer, by what both have said (RFC 9112 §9.3)? */
function isClosed({ request, response }: Subject): boolean {
  const options = (headValue(response, 'connection') ?? '').toLowerCase();
  if (options.includes('close')) return true;
  const isOld =
    / HTTP\/1\.0$/.test(request?.startLine ?? '') || /^HTTP\/1\.0 /.test(response?.startLine ?? '');
  return isOld && !options.includes('keep-alive');
}
