import { tell } from './notices.ts';
import { playback } from './playback.ts';
import { snapshotName } from './snapshot-name.ts';
import { playbackStore } from './stores.ts';

/** Saves the picture on screen as a file, and puts it on the clipboard where the browser allows that. */
export async function saveSnapshot(): Promise<void> {
  const { video } = playbackStore.getState();
  const snapshot = await playback.snapshot();
  if (video.phase !== 'open' || snapshot === null) {
    tell('There is no picture to save.');
    return;
  }
  const name = snapshotName(video.name, video.clock, snapshot.timeMs);
  const isCopied = copyPicture(snapshot.png);
  download(snapshot.png, name);
  tell((await isCopied) ? `Saved as ${name}, and copied.` : `Saved as ${name}.`);
}

function download(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  // The browser has taken hold of it once the click is over.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

async function copyPicture(png: Blob): Promise<boolean> {
  try {
    await navigator.clipboard.write([new ClipboardItem({ [png.type]: png })]);
    return true;
  } catch {
    // Not everywhere allowed, and the file is there all the same.
    return false;
  }
}
