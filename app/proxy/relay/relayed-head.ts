import type { Fields } from '../../http/fields.ts';
import { readRawHead } from '../../http/raw-head.ts';
import type { ResponseHead } from '../../http/response-head.ts';
import { corsFields } from '../client/cors.ts';

/**
 * A target's head as the client gets it: byte for byte; for our own page with the lines that let it read
 * the answer, in place of what the target says of that.
 * @param origin exact origin of our page, null when there is none
 */
export function relayedHead(
  { raw }: ResponseHead,
  requestFields: Fields,
  origin: string | null,
): string {
  const ours = corsFields(requestFields, origin);
  if (ours.length === 0) return raw;
  const head = readRawHead(raw);
  const kept = (head?.fields ?? []).filter(({ key }) => !key.startsWith('access-control-'));
  const lines = [
    head?.startLine ?? '',
    ...kept.map((line) => line.raw),
    ...ours.map(({ name, value }) => `${name}: ${value}`),
  ];
  return `${lines.join('\r\n')}\r\n\r\n`;
}
