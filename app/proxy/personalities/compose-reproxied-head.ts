import { type Field, isReproxyField } from '../../http/fields.ts';
import { forwardedFields } from '../../http/hop-by-hop.ts';
import type { ApplicationAnswer } from '../application/reproxy-instructions.ts';
import type { AnswerHead } from '../client/client-answer.ts';
import type { AcceptedAnswer, StorageAnswer } from '../storage/storage-verdict.ts';
import type { WantedPart } from '../storage/wanted-part.ts';

/** These describe the application's own body, of which nothing is sent. */
const OF_OTHER_BODY = new Set(['content-encoding', 'content-range', 'trailer', 'content-md5']);

export interface ReproxiedBody {
  readonly part: WantedPart;
  /** Bytes put in front of the part; 0 for none. */
  readonly prefixLength: number;
  readonly isHead: boolean;
}

/**
 * The head that the client gets for a body from storage: the application's status and fields, and
 * the length of what storage sends; of storage the status and range fields where the client itself
 * asked for a range.
 */
export function composeReproxiedHead(
  application: ApplicationAnswer,
  answer: AcceptedAnswer,
  storage: StorageAnswer,
  { part, prefixLength, isHead }: ReproxiedBody,
): AnswerHead {
  const isPartial = part.kind === 'range' && (storage.status === 206 || storage.status === 416);
  const fields = reproxiedFields(application, prefixLength > 0);
  if (isPartial) fields.push(...rangeFields(storage, fields));
  const body = bodyOf(answer, storage, prefixLength);
  const { status, reason } = statusOf(application, isPartial ? storage : null);
  if (!isHead) return { status, reason, fields, body };
  const length = body.kind === 'length' ? body.length : null;
  return { status, reason, fields, body: { kind: 'none', length } };
}

/** The application's fields as the client may see them. */
function reproxiedFields(application: ApplicationAnswer, isPrefixed: boolean): Field[] {
  return forwardedFields(application.fields).filter(
    ({ key }) =>
      !isReproxyField(key) && !OF_OTHER_BODY.has(key) && !(isPrefixed && key === 'accept-ranges'),
  );
}

/** Storage's Accept-Ranges and Content-Range belong to its 206 and 416. */
function rangeFields(storage: StorageAnswer, fields: readonly Field[]): Field[] {
  return storage.fields.filter(
    ({ key }) =>
      key === 'content-range' ||
      (key === 'accept-ranges' && !fields.some((field) => field.key === 'accept-ranges')),
  );
}

function statusOf(
  application: ApplicationAnswer,
  partial: StorageAnswer | null,
): Pick<AnswerHead, 'status' | 'reason'> {
  if (partial !== null) return partial;
  // A body follows, so "No Content" would be a lie.
  return application.status === 204 ? { status: 200, reason: 'OK' } : application;
}

function bodyOf(
  answer: AcceptedAnswer,
  storage: StorageAnswer,
  prefixLength: number,
): Exclude<AnswerHead['body'], { kind: 'none' }> {
  if (answer.kind === 'slice') {
    return { kind: 'length', length: prefixLength + answer.slice.last - answer.slice.first + 1 };
  }
  return storage.framing.kind === 'length' ? storage.framing : { kind: 'stream' };
}
