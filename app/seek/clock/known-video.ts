import type { VideoFacts } from '../../contract/video.ts';
import { createVideoClock, type VideoClock } from './video-clock.ts';

/** What is known of the video that is sought in; more becomes known while it is being read. */
export interface KnownVideo {
  readonly facts: VideoFacts;
  readonly clock: VideoClock;
  /**
   * More is known of the same video.
   * @returns false, and nothing has changed, when it tells of other tracks or another clock
   */
  update(facts: VideoFacts): boolean;
}

/** Puts facts and their clock together. */
export function createKnownVideo(first: VideoFacts): KnownVideo {
  let known = withClock(first);
  return {
    get facts() {
      return known.facts;
    },
    get clock() {
      return known.clock;
    },
    update(facts) {
      if (!isSameMedia(known.facts, facts)) return false;
      known = withClock(facts);
      return true;
    },
  };
}

const withClock = (facts: VideoFacts) => ({ facts, clock: createVideoClock(facts) });

/**
 * Can a player that was started with the first facts go on with the second? It can when they tell
 * of the same tracks on the same clock.
 */
function isSameMedia(first: VideoFacts, second: VideoFacts): boolean {
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
