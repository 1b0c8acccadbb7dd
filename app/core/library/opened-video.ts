import type { TargetVideo } from '../../contract/target.ts';
import type { ByteSource } from '../../flv/byte-source.ts';
import type { Finding } from '../../flv/finding.ts';

/** A video that is open for reading; whoever opened it closes it. */
export interface OpenedVideo {
  /** Names one state of its bytes: another after every change. */
  state: string;
  /** Path and query that it is asked for by. Default: what its name makes. */
  address?: string;
  source: ByteSource;
  sizeBytes: number;
  /** Null where it is not known. */
  modifiedAtEpochMs: number | null;
  /** Where a target has it; absent: the embedded reproxy is asked. */
  target?: TargetVideo;
  /** What there is to say of how it is read. */
  findings?: readonly Finding[];
  /** Are the bytes still those that it was opened with? */
  isUnchanged(): Promise<boolean>;
  /** May be called more than once. Reads over a network that are under way end. */
  close(): Promise<void>;
}

/**
 * Opens a video by its name in the library.
 * @returns null when there is none of that name here
 * @throws CodedError when there is, and it cannot be read
 */
export type VideoOpener = (name: string) => Promise<OpenedVideo | null>;
