import { headValue, readRawHead } from '../http/raw-head.ts';

/** Who asked, by the first product of its User-Agent: `curl/8.5.0`, `VLC/3.0.20`; null without. */
export function clientNameOf(requestHead: string): string | null {
  return headValue(readRawHead(requestHead), 'user-agent')?.split(' ')[0] || null;
}
