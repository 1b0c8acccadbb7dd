import { createWorkbench, type Workbench } from '../core/workbench.ts';
import { createWebDoor } from '../web/web-door.ts';
import type { AppFiles } from './app-files.ts';
import type { Arguments } from './arguments.ts';

export interface Console {
  readonly workbench: Workbench;
  /** The page's address, with this run's token in it. */
  readonly url: string;
  /** Adds videos by absolute path; one that cannot be added is left out. */
  addFiles(paths: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

/**
 * Starts the workbench and the web door that the window loads: the desktop shows what a browser
 * would show.
 * @throws CodedError `port_in_use`, `path_unusable`, `usage`
 */
export async function startConsole(
  { consolePort, ...options }: Arguments,
  files: AppFiles,
): Promise<Console> {
  const workbench = await createWorkbench({
    ...options,
    dataDir: files.dataDir,
    sampleDir: files.sampleDir,
  });
  try {
    const door = await createWebDoor({
      workbench,
      rendererDir: files.rendererDir,
      port: consolePort,
      isWatching: process.env.SEEKLAB_DEV === '1',
    });
    return {
      workbench,
      url: door.url,
      async addFiles(paths) {
        for (const path of paths) await workbench.run('library.add', { path });
      },
      async close() {
        await Promise.all([door.close(), workbench.close()]);
      },
    };
  } catch (error) {
    await workbench.close();
    throw error;
  }
}
