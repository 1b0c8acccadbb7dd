import { describeError, type SeeklabError } from '../../contract/errors.ts';
import type { TrackCodec, VideoFacts } from '../../contract/video.ts';
import { makeSyntheticHead, type SyntheticHead } from '../../flv/synthetic-head.ts';

/** Which tracks of a video flv.js is given. */
export interface PlayedTracks {
  hasVideo: boolean;
  hasAudio: boolean;
}

/** CodecID and SoundFormat that cannot be decoded without their sequence header. */
const AVC = 7;
const AAC = 10;

/**
 * The tracks that a browser can play: of a codec that it has, and with the sequence header that
 * the codec needs. flv.js waits for ever for one that never comes, so the others are left out.
 */
export function playedTracks(facts: VideoFacts): PlayedTracks {
  return {
    hasVideo: isPlayed(facts.videoCodec, AVC, facts.sequenceHeaders.video),
    hasAudio: isPlayed(facts.audioCodec, AAC, facts.sequenceHeaders.audio),
  };
}

function isPlayed(codec: TrackCodec | null, needy: number, header: string | null): boolean {
  if (!codec?.isPlayable) return false;
  return codec.id !== needy || header !== null;
}

/** Most keyframes that flv.js is told of: a tag holds twice as many (FLV specification, E.4.1). */
const MAX_INDEX_ENTRIES = 400_000;

/** Why nothing of the video can be shown; null when something can. */
export function whyNotPlayable(facts: VideoFacts): SeeklabError | null {
  if (!facts.isPlayable) return facts.notPlayable ?? describeError('internal', {});
  const { hasVideo, hasAudio } = playedTracks(facts);
  if (hasVideo || hasAudio) return null;
  const track = facts.videoCodec ? 'video' : 'audio';
  const codec = (facts.videoCodec ?? facts.audioCodec)?.name ?? 'it';
  return describeError('sequence_header_missing', { track, codec });
}

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
