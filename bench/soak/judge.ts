import type { SeekResult } from './client.ts';
import { CONTENT_BYTES } from './content.ts';
import type { SeekPlan } from './plans.ts';

const PREFIX_BYTES = 13;

/** What is wrong with a result; null when it is as planned. */
export function findFault(plan: SeekPlan, result: SeekResult): string | null {
  const { mustEnd } = plan;
  if (!result.isRight) return 'wrong bytes in the body';
  if (typeof mustEnd === 'number') {
    if (result.end !== 'whole') return `cut, expected a whole ${mustEnd}`;
    return result.status === mustEnd ? null : `status ${result.status}, expected ${mustEnd}`;
  }
  // A client that goes away before the head knows nothing more.
  if (result.end === 'aborted' && plan.abortAfter !== null) return null;
  if (result.status !== 200) return `status ${result.status}, expected 200`;
  const wantedLength = CONTENT_BYTES - plan.start + PREFIX_BYTES;
  if (result.contentLength !== wantedLength) {
    return `Content-Length ${result.contentLength}, expected ${wantedLength}`;
  }
  if (result.end !== mustEnd) return `${result.end} after ${result.received}, expected ${mustEnd}`;
  const wantedReceived = plan.method === 'HEAD' ? 0 : wantedLength;
  if (mustEnd === 'whole' && result.received !== wantedReceived) {
    return `${result.received} body bytes, expected ${wantedReceived}`;
  }
  return null;
}
