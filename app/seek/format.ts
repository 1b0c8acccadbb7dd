import { formatCount } from '../contract/format-count.ts';
import type { SeekAsked } from '../contract/seek.ts';

export { formatCount };

/** `0:42.300`, `1:02:03.450`: milliseconds on the player's clock. */
export function formatTime(timeMs: number): string {
  const total = Math.round(Math.abs(timeMs));
  const ms = String(total % 1000).padStart(3, '0');
  const s = Math.floor(total / 1000) % 60;
  const min = Math.floor(total / 60_000) % 60;
  const h = Math.floor(total / 3_600_000);
  const sign = timeMs < 0 && total > 0 ? '−' : '';
  const seconds = String(s).padStart(2, '0');
  return h > 0
    ? `${sign}${h}:${String(min).padStart(2, '0')}:${seconds}.${ms}`
    : `${sign}${min}:${seconds}.${ms}`;
}

/** A time for a ruler: no more decimals than the distance between its labels needs. */
export function formatRulerTime(timeMs: number, stepMs: number): string {
  const text = formatTime(timeMs);
  if (stepMs >= 1000) return text.slice(0, -4);
  return text.slice(0, stepMs >= 100 ? -2 : stepMs >= 10 ? -1 : undefined);
}

/** `0x1262A7`. */
export function formatHex(offset: number): string {
  return `0x${offset.toString(16).toUpperCase()}`;
}

/** Rounded to three figures, decimal units: `2.87 MB`. */
export function formatSize(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const decimals = unit === 0 || value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
  return `${value.toFixed(decimals)} ${units[unit]}`;
}

/** A measured duration with its unit: `0.42 ms`, `61 ms`, `1.24 s`. */
export function formatDuration(durationMs: number): string {
  if (durationMs >= 9_995) return `${(durationMs / 1000).toFixed(1)} s`;
  if (durationMs >= 999.5) return `${(durationMs / 1000).toFixed(2)} s`;
  if (durationMs >= 9.95) return `${Math.round(durationMs)} ms`;
  return `${durationMs.toFixed(durationMs >= 0.995 ? 1 : 2)} ms`;
}

/** A difference, with its sign: `+40 ms`, `−300 ms`, `0 ms`. */
export function formatSignedMs(differenceMs: number): string {
  const rounded = Math.round(differenceMs);
  if (rounded === 0) return '0 ms';
  return `${rounded > 0 ? '+' : '−'}${formatCount(Math.abs(rounded))} ms`;
}

/** Local clock time with milliseconds: `14:03:22.114`. */
export function formatClock(atEpochMs: number): string {
  const at = new Date(atEpochMs);
  const two = (n: number) => String(n).padStart(2, '0');
  const ms = String(at.getMilliseconds()).padStart(3, '0');
  return `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}.${ms}`;
}

/** `1 byte`, `2 bytes`. */
export function plural(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** As it was asked: `0:42.300`, `@1,204,887`, `#21`. */
export function formatAsked(asked: SeekAsked): string {
  switch (asked.kind) {
    case 'time':
      return formatTime(asked.timeMs);
    case 'offset':
      return `@${formatCount(asked.offset)}`;
    case 'keyframe':
      return `#${formatCount(asked.keyframe)}`;
  }
}
