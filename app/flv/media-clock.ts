import { nearMs } from './stray-gate.ts';

/** What TimestampExtended counts: the lower 24 bits have run over once, ms. */
const extensionMs = 2 ** 24;

/**
 * A timestamp without its 32-bit limit: of all times that have these 32 bits, the one nearest to
 * another, so a clock that runs past 2^31 or 2^32 ms goes on.
 * @param timestampMs SI32, as in the tag header
 * @param besideMs where the track was before; null: the timestamp is taken as it is
 */
export function timeBeside(timestampMs: number, besideMs: number | null): number {
  return besideMs === null ? timestampMs : besideMs + ((timestampMs - besideMs) | 0);
}

/**
 * The time of a tag whose TimestampExtended was left out: with the upper 8 bits of its predecessor
 * it goes on, without them it is hours away.
 * @returns null when there is no such reason to think so
 */
export function timeWithExtension(timestampMs: number, besideMs: number | null): number | null {
  if (besideMs === null || timestampMs < 0 || timestampMs >= extensionMs) return null;
  const extension = Math.round((besideMs - timestampMs) / extensionMs);
  const timeMs = timestampMs + extension * extensionMs;
  return extension > 0 && Math.abs(timeMs - besideMs) <= nearMs ? timeMs : null;
}
