import { tryPlainPlayer } from './plain-player.ts';
import type { RawBytes } from './raw-bytes.ts';
import { PLAYS_RAW, whyRawFails } from './raw-reason.ts';
import type { SeekRecord } from './seek-record.ts';

/** So long a seek must have been over: the next one must not wait for a second decoder. */
const QUIET_MS = 400;

/** Finds the raw verdicts, one at a time, when nothing else goes on. */
export interface RawTrials {
  /** Tries a seek's bytes soon, unless another seek comes first. */
  plan(record: SeekRecord, bytes: RawBytes): void;
  stop(): void;
}

export function createRawTrials(): RawTrials {
  let trying = new AbortController();

  const attempt = async (record: SeekRecord, raw: RawBytes, signal: AbortSignal) => {
    const bytes = raw.read();
    if (bytes.length === 0) return;
    const isPlayable = await tryPlainPlayer(bytes, signal);
    const reason = isPlayable
      ? PLAYS_RAW
      : (whyRawFails(bytes) ?? 'A plain player, given exactly these bytes, shows nothing.');
    record.change({ raw: { isPlayable, bytes: bytes.length, reason } });
  };

  return {
    plan(record, bytes) {
      trying.abort();
      trying = new AbortController();
      const { signal } = trying;
      const timer = setTimeout(() => {
        attempt(record, bytes, signal).catch(() => 'stopped by the next seek: no verdict');
      }, QUIET_MS);
      signal.addEventListener('abort', () => clearTimeout(timer));
    },
    stop: () => trying.abort(),
  };
}
