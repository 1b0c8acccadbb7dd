import { describeError, type SeeklabError } from '../../contract/errors.ts';
import type { TrackCodec } from '../../contract/video.ts';
import { aac, avc } from '../../flv/codecs.ts';

/** What playing depends on; a scan has it, and so have the facts that are made from one. */
export interface PlayableMedia {
  videoCodec: TrackCodec | null;
  audioCodec: TrackCodec | null;
  /** Null where the track has none; else whatever holds it. */
  sequenceHeaders: { video: unknown; audio: unknown };
}

/** Which tracks of a video flv.js is given. */
export interface PlayedTracks {
  hasVideo: boolean;
  hasAudio: boolean;
}

type TrackName = 'video' | 'audio';

/** CodecID and SoundFormat that cannot be decoded without their sequence header. */
const needy: Record<TrackName, number> = { video: avc, audio: aac };

/**
 * The tracks that a browser can play: of a codec that it has, and with the sequence header that
 * the codec needs. flv.js waits for ever for one that never comes, so the others are left out.
 */
export function playedTracks(media: PlayableMedia): PlayedTracks {
  const isPlayed = (track: TrackName) =>
    codecOf(media, track) !== null && whyNotDecoded(media, track) === null;
  return { hasVideo: isPlayed('video'), hasAudio: isPlayed('audio') };
}

/**
 * Why the player shows nothing of a video; null when it shows something. Where there is video, it
 * is the picture that counts: sound that cannot be played is left out beside it, and without a
 * picture the sound alone is not played, because it would prove no seek.
 */
export function whyNotPlayable(
  media: PlayableMedia & { keyframeCount: number; videoTagCount: number },
): SeeklabError | null {
  if (!media.videoCodec && !media.audioCodec) return describeError('media_missing');
  if (!media.videoCodec) return whyNotDecoded(media, 'audio');
  const obstacle = whyNotDecoded(media, 'video');
  if (obstacle || media.keyframeCount > 0) return obstacle;
  return describeError('keyframes_missing', { count: media.videoTagCount });
}

function whyNotDecoded(media: PlayableMedia, track: TrackName): SeeklabError | null {
  const codec = codecOf(media, track);
  if (!codec) return null;
  const params = { track, codec: codec.name };
  if (!codec.isPlayable) return describeError('codec_unplayable', params);
  const isUnset = codec.id === needy[track] && media.sequenceHeaders[track] === null;
  return isUnset ? describeError('sequence_header_missing', params) : null;
}

function codecOf(media: PlayableMedia, track: TrackName): TrackCodec | null {
  return track === 'video' ? media.videoCodec : media.audioCodec;
}
