import type { VideoFacts } from '../../contract/video.ts';
import type { ScanProgress } from '../../flv/scan.ts';
import { outlineFactsOf, type VideoFile } from './video-facts.ts';

/** A video that is read sooner needs no outline, ms. */
const FIRST_AFTER_MS = 400;

/** Where no index is declared, more is told once so much more of the file was read ... */
const MORE_BY = 1.25;
/** ... and not before this time has passed, ms. */
const MORE_AFTER_MS = 1000;

/** Tells what is known of a video while it is still being read. */
export interface Outliner {
  /** The scan has come this far. */
  offer(progress: ScanProgress): void;
  /** Tells nothing more. */
  close(): void;
}

/**
 * Outlines a video that takes long to be read: once when it declares where its keyframes are, else
 * again and again, with the keyframes found so far.
 */
export function createOutliner(file: VideoFile, onOutline: (facts: VideoFacts) => void): Outliner {
  let dueAtMs = performance.now() + FIRST_AFTER_MS;
  let dueAtBytes = 0;
  let isBusy = false;
  let isDone = false;

  const outline = async ({ bytesScanned, outline }: ScanProgress) => {
    // Also where there is nothing to tell: looking costs as much.
    dueAtMs = performance.now() + MORE_AFTER_MS;
    dueAtBytes = bytesScanned * MORE_BY;
    const scan = await outline();
    const facts = scan && outlineFactsOf(scan, file);
    if (!facts || isDone) return;
    isDone = facts.index.source === 'declared';
    onOutline(facts);
  };

  return {
    offer(progress) {
      if (isBusy || isDone || performance.now() < dueAtMs) return;
      if (progress.bytesScanned < dueAtBytes) return;
      isBusy = true;
      outline(progress)
        .catch(() => 'the scan reads the same source, and meets the same failure')
        .finally(() => {
          isBusy = false;
        });
    },
    close() {
      isDone = true;
    },
  };
}
