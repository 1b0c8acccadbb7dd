import type { VideoFacts } from '../../contract/video.ts';
import { createVideoClock, type VideoClock } from './video-clock.ts';

/** What is known of the video that is played; more becomes known while it is being read. */
export interface KnownVideo {
  facts: VideoFacts;
  clock: VideoClock;
}

/** Puts facts and their clock together. */
export function knownVideo(facts: VideoFacts): KnownVideo {
  return { facts, clock: createVideoClock(facts) };
}

/**
 * Can a player that was started with the first facts go on with the second? It can when they tell
 * of the same tracks on the same clock.
 */
export function isSameMedia(first: VideoFacts, second: VideoFacts): boolean {
  return (
    first.name === second.name &&
    first.sizeBytes === second.sizeBytes &&
    first.isPlayable === second.isPlayable &&
    first.baseTimestampMs === second.baseTimestampMs &&
    first.videoCodec?.id === second.videoCodec?.id &&
    first.audioCodec?.id === second.audioCodec?.id &&
    first.sequenceHeaders.video === second.sequenceHeaders.video &&
    first.sequenceHeaders.audio === second.sequenceHeaders.audio
  );
}
