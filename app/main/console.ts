import { createWorkbench, type Workbench } from '../core/workbench.ts';
import { createWebDoor } from '../web/web-door.ts';
import type { AppFiles } from './app-files.ts';
import type { Arguments } from './arguments.ts';

export interface Console {
  readonly workbench: Workbench;
  /** The page's address, with this run's token in it. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Starts the workbench and the web door that the window loads: the desktop shows what a browser
 * would show.
 * @param onAdded called with each path that was added to the library
 * @throws CodedError `port_in_use`, `path_unusable`, `usage`
 */
export async function startConsole(
  { consolePort, ...options }: Arguments,
  files: AppFiles,
  onAdded: (path: string) => void,
): Promise<Console> {
  const workbench = await createWorkbench({
    ...options,
    onAdded,
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
      async close() {
        await Promise.all([door.close(), workbench.close()]);
      },
    };
  } catch (error) {
    await workbench.close();
    throw error;
  }
}
