import type { SeekAsked } from '../../contract/seek.ts';
import type { Target } from '../../contract/target.ts';
import { tell } from './notices.ts';
import { playback } from './playback.ts';
import { playbackStore, workbenchStore } from './stores.ts';

/**
 * Opens the page's video again when the target that it is of was changed: what is known of it is of a
 * server as it was. The place stays.
 * @param openVideo as `WorkbenchClient.openVideo`
 * @returns stops it
 */
export function watchTarget(
  openVideo: (name: string, asked: SeekAsked | null) => Promise<void>,
): () => void {
  return workbenchStore.subscribe(({ targets }, before) => {
    if (targets === before.targets) return;
    const { video } = playbackStore.getState();
    if (!('name' in video)) return;
    const old = before.targets.find(({ name }) => video.name.startsWith(`${name}://`));
    if (old === undefined) return;
    const now = targets.find(({ id }) => id === old.id);
    if (now?.edition === old.edition) return;
    if (now === undefined) {
      tell(`${old.name} was removed: nothing more can be asked of its video.`);
      return;
    }
    void openVideo(nameAfter(video.name, old, now), placeOf(video));
    tell(`${now.name} was changed: its video was opened again.`);
  });
}

const nameAfter = (name: string, old: Target, now: Target) =>
  now.name + name.slice(old.name.length);

type Video = ReturnType<typeof playbackStore.getState>['video'];

/** Where it is now, or where it was to start. */
function placeOf(video: Video): SeekAsked {
  if (video.phase === 'opening' && video.asked !== null) return video.asked;
  return { kind: 'time', timeMs: video.phase === 'open' ? playback.currentTimeMs() : 0 };
}
