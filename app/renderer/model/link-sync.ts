import type { Seek, SeekAsked } from '../../contract/seek.ts';
import { leaveComparison } from './compared-rows.ts';
import { type DeepLink, formatDeepLink, parseDeepLink } from './deep-link.ts';
import { firstVideo } from './first-video.ts';
import { playback } from './playback.ts';
import { type ComparedRow, comparedStore, playbackStore, workbenchStore } from './stores.ts';
import type { WorkbenchClient } from './workbench-client.ts';

/**
 * Keeps the page's address, its title and the open video together: a link opens its video at its place, and
 * the last seek stands in the address, or how far the picture has gone on since, so that loading the page
 * again comes back to it. Two rows that are compared stand in it too.
 */
export function syncLink(client: WorkbenchClient): void {
  const follow = () => {
    const link = parseDeepLink(window.location.hash);
    if (link === null || window.location.hash === linkOfState()) return;
    if (link.compared) void client.compared.restore(link.compared);
    else leaveComparison();
    const { video } = playbackStore.getState();
    if (video.phase === 'open' && video.name === link.video) {
      if (link.asked) playback.seek(link.asked);
    } else {
      void client.openVideo(link.video, link.asked);
    }
  };
  window.addEventListener('hashchange', follow);
  follow();
  if (playbackStore.getState().video.phase === 'none') {
    const name = firstVideo(workbenchStore.getState());
    if (name !== null) void client.openVideo(name);
  }
  let isWaiting = false;
  const showSoon = () => {
    if (isWaiting) return;
    isWaiting = true;
    // A seek's request goes out first.
    setTimeout(() => {
      isWaiting = false;
      showState();
    });
  };
  playbackStore.subscribe(showSoon);
  comparedStore.subscribe(showSoon);
}

function showState(): void {
  const link = linkOfState();
  // replaceState raises no hashchange, and seeks do not fill the history.
  if (link !== null && link !== window.location.hash) history.replaceState(null, '', link);
  const { video } = playbackStore.getState();
  const title = video.phase === 'none' ? 'Seeklab' : `${video.name} – Seeklab`;
  if (document.title !== title) document.title = title;
}

/** A picture that has gone on since the last seek is found again where it was, to the second. */
function placePlayedTo(last: Seek | undefined): SeekAsked | null {
  const { player } = playbackStore.getState();
  if (last?.state !== 'played' || last.played === null || player.error !== null) return null;
  const timeMs = Math.floor(player.currentTimeMs / 1000) * 1000;
  return timeMs - last.played.timeMs < 1000 ? null : { kind: 'time', timeMs };
}

function linkOfState(): string | null {
  const { video, seeks } = playbackStore.getState();
  if (video.phase === 'none') return null;
  const compared = linkedRows();
  if (video.phase === 'opening') {
    return formatDeepLink({ video: video.name, asked: video.asked, compared });
  }
  const last = [...seeks.values()].findLast((seek) => seek.videoName === video.name);
  const asked = placePlayedTo(last) ?? last?.asked ?? ('asked' in video ? video.asked : null);
  const isOpening = asked?.kind === 'time' && asked.timeMs === 0;
  return formatDeepLink({ video: video.name, asked: isOpening ? null : asked, compared });
}

/** Null until both are read: before, nobody knows their times. */
function linkedRows(): DeepLink['compared'] {
  const { rows } = comparedStore.getState();
  const linked = ({ number, entry }: ComparedRow) =>
    entry && { number, atEpochMs: Math.trunc(entry.atEpochMs) };
  const [first, second] = rows?.map(linked) ?? [];
  return first && second ? [first, second] : null;
}
