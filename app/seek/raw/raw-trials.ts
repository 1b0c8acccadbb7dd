import type { SeekRecord } from '../record/seek-record.ts';
import type { RawBytes } from './raw-bytes.ts';
import type { KnownTracks } from './raw-reason.ts';

/** Finds the raw verdicts of seeks, one at a time, when nothing else goes on. */
export interface RawTrials {
  /** Tries a seek's bytes soon, unless another seek comes first. */
  plan(record: SeekRecord, bytes: RawBytes, tracks: KnownTracks): void;
  stop(): void;
}
