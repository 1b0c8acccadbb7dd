import type { AnsweredAs } from '../../contract/exchange.ts';
import { personalityName } from '../../contract/personality.ts';
import { fieldValue } from '../../http/fields.ts';
import type { RequestHead } from '../../http/request-head.ts';
import { mannersAskedBy, seekIdOf } from '../../http/stream-url.ts';

/**
 * The manners that one request of our page asks for in its mark of a seek; null for all others: who is
 * not our page is answered as configured, whatever the request says.
 * @param pageOrigin exact origin of our page; null when there is none
 */
export function mannersFor(
  { target, fields }: Pick<RequestHead, 'target' | 'fields'>,
  pageOrigin: string | null,
): AnsweredAs | null {
  // Nearly all requests end here.
  if (pageOrigin === null || !target.includes('_')) return null;
  if (fieldValue(fields, 'origin') !== pageOrigin) return null;
  const asked = mannersAskedBy(seekIdOf(target) ?? '');
  const personality = personalityName.safeParse(asked?.personality);
  if (asked === null || !personality.success) return null;
  const hasQuirks = asked.hasQuirks && personality.data === 'perlbal-patch';
  return { personality: personality.data, hasQuirks };
}
