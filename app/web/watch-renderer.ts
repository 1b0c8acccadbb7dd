import { watch } from 'node:fs';

/** A build writes many files; this long after the last one it is done. */
const QUIET_MS = 100;

/** Calls back after each rebuild of the renderer's folder. Only `npm run dev` uses it. */
export function watchRenderer(folder: string, onRebuilt: () => Promise<void>) {
  let timer: NodeJS.Timeout | undefined;
  const watcher = watch(folder, { recursive: true }, () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      // A build that is still writing is read again at its next change.
      onRebuilt().catch(() => undefined);
    }, QUIET_MS);
  });
  return {
    close(): void {
      clearTimeout(timer);
      watcher.close();
    },
  };
}
