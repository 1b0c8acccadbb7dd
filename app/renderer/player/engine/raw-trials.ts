import type { RawBytes } from '../../../seek/raw/raw-bytes.ts';
import {
  type KnownTracks,
  PLAYS_NOT_RAW,
  PLAYS_RAW,
  whyRawFails,
} from '../../../seek/raw/raw-reason.ts';
import type { RawTrials } from '../../../seek/raw/raw-trials.ts';
import type { SeekRecord } from '../../../seek/record/seek-record.ts';
import { tryPlainPlayer } from './plain-player.ts';

/** So long a seek must have been over: the next one must not wait for a second decoder. */
const QUIET_MS = 400;

/** Gives the bytes to a fresh flv.js. */
export function createRawTrials(): RawTrials {
  let trying = new AbortController();

  const attempt = async (
    record: SeekRecord,
    raw: RawBytes,
    tracks: KnownTracks,
    signal: AbortSignal,
  ) => {
    const { isWhole } = raw;
    const bytes = raw.read();
    if (bytes.length === 0) return;
    const isPlayable = await tryPlainPlayer(bytes, signal);
    const reason = isPlayable
      ? PLAYS_RAW
      : (whyRawFails({ bytes, isWhole, tracks }) ?? PLAYS_NOT_RAW);
    record.change({ raw: { isPlayable, bytes: bytes.length, reason } });
  };

  return {
    plan(record, bytes, tracks) {
      trying.abort();
      trying = new AbortController();
      const { signal } = trying;
      const timer = setTimeout(() => {
        attempt(record, bytes, tracks, signal).catch(() => 'stopped by the next seek: no verdict');
      }, QUIET_MS);
      signal.addEventListener('abort', () => clearTimeout(timer));
    },
    stop: () => trying.abort(),
  };
}
