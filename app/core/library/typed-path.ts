import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The path that somebody means who types or pastes it: with the quotes of a shell or a file manager around it, as
 * `file://` address, or from the home folder on. All else stays as it is.
 */
export function typedPath(text: string): string {
  const trimmed = text.trim();
  const [, , quoted] = /^(["'])(.*)\1$/s.exec(trimmed) ?? [];
  const path = quoted ?? trimmed;
  if (/^file:/i.test(path)) return pathOfAddress(path) ?? path;
  if (path === '~') return homedir();
  return /^~[/\\]/.test(path) ? join(homedir(), path.slice(2)) : quoted === undefined ? text : path;
}

/** Null where it names another machine, or is no address. */
function pathOfAddress(address: string): string | null {
  try {
    return fileURLToPath(address);
  } catch {
    return null;
  }
}
