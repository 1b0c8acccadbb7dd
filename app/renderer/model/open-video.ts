import { toSeeklabError } from '../../contract/errors.ts';
import type { SeekAsked } from '../../contract/seek.ts';
import type { ReadingProgress, VideoFacts, VideoReading } from '../../contract/video.ts';
import { createVideoClock } from '../../seek/clock/video-clock.ts';
import type { Connection } from './connection.ts';
import { tell } from './notices.ts';
import { playback } from './playback.ts';
import { playbackStore, viewStore, workbenchStore } from './stores.ts';

/** Progress of less than this share of the file moves no pixel. */
const LEAST_SHARE_SHOWN = 0.005;

/** Opens videos, one in place of the other. */
export interface VideoOpening {
  /** @param asked where to start; without it at the first frame */
  open(name: string, asked?: SeekAsked | null): Promise<void>;
  /** Goes on with a reading that was broken off, if there is one. */
  resume(): Promise<void>;
}

/** Has the workbench read videos; they are shown as soon as enough of them is known. */
export function createVideoOpening(connection: Connection): VideoOpening {
  let reading = new AbortController();

  const read = async (name: string) => {
    reading.abort();
    reading = new AbortController();
    const { signal } = reading;
    try {
      const facts = await connection.call(
        'video.open',
        { name },
        { signal, onProgress: showReading },
      );
      if (!signal.aborted) showFacts(facts);
    } catch (thrown) {
      if (!signal.aborted) showFailure(name, thrown);
    }
  };

  return {
    async open(name, asked = null) {
      if (asked === null && isOpenAlready(name)) return;
      playbackStore.setState({ video: { phase: 'opening', name, asked, progress: null } });
      viewStore.setState({ timelineView: null });
      await read(name);
    },
    async resume() {
      const { video } = playbackStore.getState();
      if (video.phase !== 'open' || video.facts.isScanned) return;
      playbackStore.setState({ video: { ...video, reading: { progress: null, error: null } } });
      await read(video.name);
    },
  };
}

/** Is this very file open, and well? Otherwise choosing it again reads it again. */
function isOpenAlready(name: string): boolean {
  const { video, player } = playbackStore.getState();
  if (video.phase !== 'open' || video.name !== name || player.error !== null) return false;
  if (video.replaced !== null) return false;
  const entry = workbenchStore.getState().library?.find((known) => known.name === name);
  return entry?.modifiedAtEpochMs === video.facts.modifiedAtEpochMs;
}

function showReading(reading: VideoReading): void {
  if (reading.kind === 'progress') showProgress(reading.progress);
  else showFacts(reading.facts);
}

function showProgress(progress: ReadingProgress): void {
  const { video } = playbackStore.getState();
  if (!('name' in video) || video.name !== progress.name) return;
  if (video.phase === 'opening') playbackStore.setState({ video: { ...video, progress } });
  if (video.phase !== 'open' || video.reading === null) return;
  // All around the picture is drawn again: only for what can be seen.
  const movedBytes = progress.bytesRead - (video.reading.progress?.bytesRead ?? 0);
  if (movedBytes < progress.sizeBytes * LEAST_SHARE_SHOWN) return;
  playbackStore.setState({ video: { ...video, reading: { progress, error: null } } });
}

/** What is known of the video: so far, or all. */
function showFacts(facts: VideoFacts): void {
  const { video } = playbackStore.getState();
  if (!('name' in video) || video.name !== facts.name) return;
  const clock = createVideoClock(facts);
  if (video.phase === 'opening') {
    const { name, asked, progress } = video;
    const reading = facts.isScanned ? null : { progress, error: null };
    const opened = {
      phase: 'open',
      name,
      asked,
      begunWith: facts,
      facts,
      clock,
      reading,
      replaced: null,
    } as const;
    playbackStore.setState({ video: opened });
  }
  if (video.phase !== 'open' || video.reading === null) return;
  const reading = facts.isScanned ? null : video.reading;
  const hasGoneOn = playback.update(facts);
  const here = { kind: 'time', timeMs: playback.currentTimeMs() } as const;
  const begunWith = hasGoneOn ? video.begunWith : facts;
  const asked = hasGoneOn === false ? here : video.asked;
  playbackStore.setState({ video: { ...video, facts, clock, reading, begunWith, asked } });
  if (facts.isScanned) tellMistakes(video.facts, facts);
}

/** The declared index was played by before it was checked: says when that was a mistake. */
function tellMistakes(before: VideoFacts, { name, index }: VideoFacts): void {
  const real = new Set(index.offsets);
  const wrong = before.index.offsets.filter((offset) => !real.has(offset)).length;
  if (wrong === 0) return;
  tell(`${name} was read: ${wrong} of the keyframes that it declares are not where it says.`);
}

function showFailure(name: string, thrown: unknown): void {
  const { video } = playbackStore.getState();
  if (!('name' in video) || video.name !== name) return;
  const error = toSeeklabError(thrown);
  if (video.phase !== 'open') playbackStore.setState({ video: { phase: 'failed', name, error } });
  else playbackStore.setState({ video: { ...video, reading: { progress: null, error } } });
}
