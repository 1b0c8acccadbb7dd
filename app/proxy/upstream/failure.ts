import type { HopOutcome } from '../../contract/exchange.ts';

/** How a hop failed before its response was whole. It is data: the caller decides what follows. */
export interface UpstreamFailure {
  readonly outcome: Extract<HopOutcome, 'refused' | 'timeout' | 'cut' | 'malformed'>;
  /** What was seen, as the end of a sentence; for a time-out what did not come. */
  readonly detail: string;
  /** The limit that passed; null unless `timeout`. */
  readonly limitMs: number | null;
}

export function refused(detail: string): UpstreamFailure {
  return { outcome: 'refused', detail, limitMs: null };
}

export function timedOut(detail: string, limitMs: number): UpstreamFailure {
  return { outcome: 'timeout', detail, limitMs };
}

export function cut(detail: string): UpstreamFailure {
  return { outcome: 'cut', detail, limitMs: null };
}

export function malformed(detail: string): UpstreamFailure {
  return { outcome: 'malformed', detail, limitMs: null };
}

/** Why a connection broke, in a word or a few. */
export function reasonOf(error: Error & { code?: unknown }): string {
  if (error.code === 'ADDRESS_REFUSED') return error.message;
  return typeof error.code === 'string' ? error.code : error.message;
}
