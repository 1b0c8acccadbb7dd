import { CodedError } from '../../contract/errors.ts';
import type { Seek } from '../../contract/seek.ts';
import type { VideoFacts } from '../../contract/video.ts';
import type { Connection } from './connection.ts';
import { type PlaybackState, playbackStore } from './stores.ts';

/**
 * Finds out whether the open video was replaced, when a seek in it did not go as its index says; then that
 * is what is wrong with the seek.
 * @returns stops it
 */
export function watchReplacement(connection: Pick<Connection, 'call'>): () => void {
  let checking: VideoFacts | null = null;

  const check = async (facts: VideoFacts, seekId: string) => {
    const { name, state } = facts;
    // Nobody may be there to say: then the seek's own error stands.
    const unknown = { isReplaced: false };
    const { isReplaced } = await connection
      .call('video.check', { name, state })
      .catch(() => unknown);
    checking = null;
    const { video } = playbackStore.getState();
    if (!isReplaced || video.phase !== 'open' || video.facts.state !== state) return;
    const replaced = new CodedError('video_replaced', { name }).toJSON();
    playbackStore.setState({ video: { ...video, replaced } });
    blame(seekId);
  };

  return playbackStore.subscribe((now, before) => {
    const { video } = now;
    if (video.phase !== 'open' || now.seeks === before.seeks) return;
    for (const seek of troubledSince(before, now)) {
      if (video.replaced !== null) blame(seek.id);
      else if (checking?.state !== video.facts.state) {
        checking = video.facts;
        void check(video.facts, seek.id);
      }
    }
  });
}

/** Seeks in the open video that came out otherwise than its index says, and were not so before. */
function troubledSince(before: PlaybackState, { seeks, video }: PlaybackState): Seek[] {
  return [...seeks.values()].filter(
    (seek) =>
      'name' in video &&
      seek.videoName === video.name &&
      before.seeks.get(seek.id) !== seek &&
      seek.error?.code !== 'video_replaced' &&
      (seek.state === 'failed' || (seek.state === 'played' && seek.resync !== null)),
  );
}

function blame(seekId: string): void {
  const { video, seeks } = playbackStore.getState();
  const seek = seeks.get(seekId);
  if (video.phase !== 'open' || video.replaced === null || seek === undefined) return;
  playbackStore.setState({
    seeks: new Map([...seeks, [seekId, { ...seek, error: video.replaced }]]),
  });
}
