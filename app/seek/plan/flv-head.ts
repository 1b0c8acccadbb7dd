import type { TrackCodec, VideoFacts } from '../../contract/video.ts';
import { makeSyntheticHead, type SyntheticHead } from '../../flv/synthetic-head.ts';
import { playedTracks } from './playability.ts';

/** Most keyframes that flv.js is told of: a tag holds twice as many (FLV specification, E.4.1). */
const MAX_INDEX_ENTRIES = 400_000;

/** The head that flv.js gets in place of the file's own: true flags, our index. */
export function headFor(facts: VideoFacts): SyntheticHead {
  const { timesMs, offsets } = facts.index;
  const hasIndex = offsets.length > 0;
  const step = Math.ceil(offsets.length / MAX_INDEX_ENTRIES);
  const isTold = (_: number, keyframe: number) => keyframe % step === 0;
  return makeSyntheticHead({
    ...facts,
    ...playedTracks(facts),
    videoCodecId: numericId(facts.videoCodec),
    audioCodecId: numericId(facts.audioCodec),
    // Without an index flv.js does not seek at all. Where it seeks to is told by the seek's plan.
    keyframes: {
      timesMs: hasIndex ? timesMs.filter(isTold) : [facts.baseTimestampMs],
      offsets: hasIndex ? offsets.filter(isTold) : [facts.firstMediaOffset],
    },
    sequenceHeaders: {
      video: fromBase64(facts.sequenceHeaders.video),
      audio: fromBase64(facts.sequenceHeaders.audio),
    },
  });
}

function numericId(codec: TrackCodec | null): number | null {
  return typeof codec?.id === 'number' ? codec.id : null;
}

/** The bytes of a tag of the facts. */
export function fromBase64(text: string | null): Uint8Array | null {
  return text === null ? null : Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
}
