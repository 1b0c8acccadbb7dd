import { CodedError } from '../../contract/errors.ts';
import type { Playback } from '../../core/playback/played-seeker.ts';
import { createPlayers } from '../../core/playback/players.ts';
import type { Workbench } from '../../core/workbench.ts';
import { createWebDoor } from '../../web/web-door.ts';
import { projectPath } from '../project-path.ts';
import { typedIn } from '../user-path.ts';
import { findBrowser } from './find-browser.ts';
import { startBrowser } from './start-browser.ts';

export interface OpenPlayback extends Playback {
  close(): Promise<void>;
}

export interface PlaybackSettings {
  /** The browser, as the user wrote it; undefined: one that is found. */
  browser: string | undefined;
  playsOn: boolean;
}

/**
 * Starts browsers that play what a sweep asks for, on a web door of their own.
 * @param count how many play at a time
 * @param signal ends them
 * @throws CodedError `browser_missing`, `browser_unusable`
 */
export async function openPlayback(
  workbench: Workbench,
  { browser, playsOn }: PlaybackSettings,
  { count, signal }: { count: number; signal: AbortSignal },
): Promise<OpenPlayback> {
  const { platform, env } = process;
  const path = await findBrowser(browser, { platform, env, workingDir: typedIn });
  const door = await createWebDoor({ workbench, rendererDir: projectPath('out/renderer') });
  try {
    const players = await createPlayers({
      ...{ desk: workbench.playerDesk, count },
      startBrowser: (player) => startBrowser(path, `${door.url}playback.html#${player}`),
      unusable: (detail) => new CodedError('browser_unusable', { path, detail }),
    });
    signal.addEventListener('abort', () => void players.close(), { once: true });
    return {
      players,
      playsOn,
      async close() {
        await players.close();
        await door.close();
      },
    };
  } catch (error) {
    await door.close();
    throw error;
  }
}
