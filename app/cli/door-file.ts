import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A page that leads to the console, for a browser that is started with a command. */
export interface DoorFile {
  /** Absolute path. */
  readonly path: string;
  remove(): Promise<void>;
}

/**
 * Writes a page that leads to an address which must not stand on a command line.
 *
 * Threat model: every user of the machine can read everybody's command lines (`ps`), and the
 * console's address has its token in it. Only its owner can read this file, nor can anybody else
 * look into its folder or put something in its place.
 */
export async function createDoorFile(consoleUrl: string): Promise<DoorFile> {
  const folder = await mkdtemp(join(tmpdir(), 'seeklab-'));
  const path = join(folder, 'console.html');
  await writeFile(path, pageTo(consoleUrl), { mode: 0o600, flag: 'wx' });
  return { path, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** The address is of our own making: digits, letters and what needs no escape in HTML. */
const pageTo = (url: string) => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="referrer" content="no-referrer">
<meta http-equiv="refresh" content="0; url=${url}">
<title>Seeklab</title>
<p><a href="${url}">Open the console</a></p>
</html>
`;
