import { join } from 'node:path';
import { app } from 'electron';

export interface AppFiles {
  /** Folder for settings and window state. */
  dataDir: string;
  /** Folder of the videos that ship. */
  sampleDir: string;
  /** Folder of the built renderer. */
  rendererDir: string;
}

/** Where things are: the bundle is `out/main/main.js`, in the project or in the packed archive. */
export function appFiles(): AppFiles {
  const outDir = join(import.meta.dirname, '..');
  return {
    dataDir: app.getPath('userData'),
    // Samples lie beside the archive: other programs may want to open them too.
    sampleDir: app.isPackaged
      ? join(process.resourcesPath, 'samples')
      : join(outDir, '..', 'assets', 'samples'),
    rendererDir: join(outDir, 'renderer'),
  };
}

/** The sandboxed preload script. */
export const preloadFile = join(import.meta.dirname, 'preload.cjs');
