import type { Limits } from '../contract/budget.ts';
import type { Exchange } from '../contract/exchange.ts';
import type { Seek } from '../contract/seek.ts';
import type { StartUnit } from '../contract/target.ts';
import type { VideoFacts } from '../contract/video.ts';
import type { TagChain } from '../flv/tag-chain.ts';

/**
 * How a body compares with the file. `none`: it was not compared, `why` in a sentence. `equal`: so many
 * bytes of the file, as far as it was compared; `isWhole`: up to its last one; `isLate`: comparing could
 * not keep up. `differs`: `offset` in the body, `expected` null where the file has ended.
 */
export type Comparison =
  | { kind: 'none'; why: string }
  | { kind: 'equal'; bytes: number; isWhole: boolean; isLate: boolean }
  | {
      kind: 'differs';
      offset: number;
      fileOffset: number;
      seen: number;
      expected: number | null;
    };

/** What is kept of a body that went by. */
export interface BodyFacts {
  chain: TagChain;
  comparison: Comparison;
  /** Bytes in front of the file's; null while that is not known. */
  prefixBytes: number | null;
  /** The byte of the file that follows them; null where none should, or nobody knows. */
  from: number | null;
}

/** All that is known of a seek. */
export interface Evidence {
  /** Null for a request that no seek made. */
  seek: Seek | null;
  exchanges: readonly Exchange[];
  /** Of the same exchanges by index; null where nobody watched. */
  bodies: readonly (BodyFacts | null)[];
  /** The video's index and codecs; null when it has not been read. */
  facts: VideoFacts | null;
  /** Of the reference; null where it is not known. */
  sizeBytes: number | null;
  /** How the server is asked for a place; where it is absent the video's facts tell. */
  startUnit?: StartUnit | undefined;
  /** What is too late and too long; the usual ones where there are none. */
  limits?: Limits | undefined;
}
