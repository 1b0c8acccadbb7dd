import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { isInside, type OpenFile, OUTSIDE, openConfined } from '../../disk/confined-file.ts';

/**
 * Opens what X-REPROXY-FILE names, if it lies below one of the roots; these may be links.
 *
 * A path that does not even look as if it lay below a root is not tried: whether a file is there is
 * nobody's business.
 * @returns the end of a sentence that says why not
 */
export async function openBelowRoots(
  file: string,
  roots: readonly string[],
): Promise<OpenFile | string> {
  if (!path.isAbsolute(file)) return 'its path is not absolute';
  const named = path.resolve(file);
  const allowed = roots.map((root) => path.resolve(root));
  const real = await Promise.all(allowed.map(realRoot));
  if (![...allowed, ...real].some((root) => isInside(named, root))) return OUTSIDE;
  return openConfined(file, real);
}

/** A root that is not there has nothing below it. */
async function realRoot(root: string): Promise<string> {
  return await realpath(root).catch(() => root);
}
