import { access, constants } from 'node:fs/promises';
import { delimiter, join, resolve } from 'node:path';
import { CodedError } from '../../contract/errors.ts';

/** The first has no pages of its own beside ours, and takes half the processor. */
const NAMES = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'microsoft-edge',
];

/** Where to look. */
export interface BrowserSurroundings {
  platform: NodeJS.Platform;
  env: Readonly<Record<string, string | undefined>>;
  /** Of paths that are named. */
  workingDir: string;
}

/**
 * A Chromium of this machine: the one that was named, that of `SEEKLAB_BROWSER`, or an installed one.
 * @throws CodedError `browser_missing`
 */
export async function findBrowser(
  named: string | undefined,
  { platform, env, workingDir }: BrowserSurroundings,
): Promise<string> {
  const chosen = named ?? (env.SEEKLAB_BROWSER || undefined);
  if (chosen !== undefined) {
    const path = resolve(workingDir, chosen);
    if (await isProgram(path)) return path;
    throw new CodedError('browser_missing', { detail: `"${chosen}" is no program` });
  }
  for (const path of placesOn(platform, env)) if (await isProgram(path)) return path;
  throw new CodedError('browser_missing', { detail: `looked for ${NAMES.join(', ')}` });
}

function placesOn(platform: NodeJS.Platform, env: BrowserSurroundings['env']): string[] {
  if (platform === 'darwin') {
    return ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    );
  }
  if (platform === 'win32') {
    return [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA]
      .filter((folder) => folder !== undefined)
      .flatMap((folder) => [
        join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'),
        join(folder, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
      ]);
  }
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
}

const isProgram = (path: string) =>
  access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
