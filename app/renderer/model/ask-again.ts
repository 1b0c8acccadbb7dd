import type { AnsweredAs } from '../../contract/exchange.ts';
import type { Seek } from '../../contract/seek.ts';
import type { VideoFacts } from '../../contract/video.ts';
import { seekerIdAs } from '../../http/stream-url.ts';
import { createVideoClock } from '../../seek/clock/video-clock.ts';
import { createSeeker } from '../../seek/seeker.ts';
import { createVideoAddress } from '../../seek/video-address.ts';
import { pageId } from './page-id.ts';
import { playbackStore, workbenchStore } from './stores.ts';

/** Answers up to this length are read to their end, so that the checks see all of them. */
const WHOLE_BYTES = 16_000_000;

/** The reproxy in other manners, or whoever has the library's entry of that name. */
export type AskedOtherwise =
  | ({ kind: 'personality' } & AnsweredAs)
  | { kind: 'entry'; name: string };

/** Whom asking again works with. */
export interface AskAgainParts {
  openVideo(name: string): Promise<VideoFacts>;
  /** @param seekId of the seek that is on its way */
  onBegun(seekId: string): void;
  /** A snapshot at every change of the seek. */
  onSeek(seek: Seek): void;
}

let count = 0;

/**
 * Asks for the same place as a seek did, without showing what comes.
 * @throws CodedError when the video cannot be opened
 */
export async function askAgain(
  seek: Seek,
  whom: AskedOtherwise,
  { openVideo, onBegun, onSeek }: AskAgainParts,
): Promise<void> {
  const { system, settings } = workbenchStore.getState();
  const name = whom.kind === 'entry' ? whom.name : seek.videoName;
  const facts = openFacts(name) ?? (await openVideo(name));
  const clock = createVideoClock(facts);
  count += 1;
  const ownId = `${pageId}.again${count}`;
  let isBegun = false;
  const seeker = createSeeker({
    facts,
    seekerId: whom.kind === 'personality' ? seekerIdAs(ownId, whom) : ownId,
    accuracy: settings.seekAccuracy,
    isWhole: facts.sizeBytes <= WHOLE_BYTES,
    streamUrl: createVideoAddress(system?.reproxy.url ?? '', () => ({ facts, clock })),
    mayMoveStart: () => {
      const configured = system?.configuration.personality;
      const personality = whom.kind === 'personality' ? whom.personality : configured;
      return facts.target?.mayMoveStart ?? personality === 'cdn';
    },
    onSeek(each) {
      if (!isBegun) onBegun(each.id);
      isBegun = true;
      onSeek(each);
    },
  });
  await seeker.seek(seek.asked);
}

function openFacts(name: string): VideoFacts | null {
  const { video } = playbackStore.getState();
  return video.phase === 'open' && video.name === name && video.reading === null
    ? video.facts
    : null;
}
