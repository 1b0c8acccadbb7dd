import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readStamp, stampFile, stampOfInputs } from './freshness.mjs';
import { withLock } from './lock.mjs';
import { projectDir, tell } from './project.mjs';
import { writeNotices } from './shipped-packages.mjs';

export const outDir = join(projectDir, 'out');

const lockFile = join(projectDir, 'node_modules', '.cache', 'seeklab', 'build.lock');

/** Builds unless `out/` is as new as its sources. Two starts at once make one build. */
export async function buildIfNeeded() {
  if (isFresh()) return;
  await withLock(lockFile, async () => {
    if (!isFresh()) await buildAndSwap();
  });
}

/** Builds in any case. */
export async function build() {
  await withLock(lockFile, buildAndSwap);
}

function isFresh() {
  return readStamp(outDir) === stampOfInputs();
}

/** A program that runs from `out/` sees the old build or the new one, never half of each. */
async function buildAndSwap() {
  const startedMs = performance.now();
  const newDir = `${outDir}.new`;
  const oldDir = `${outDir}.old`;
  rmSync(newDir, { recursive: true, force: true });
  mkdirSync(newDir);
  // Taken before the build: a source saved while it runs makes the next start build again.
  const stamp = stampOfInputs();

  const { buildNodeBundle, buildRenderer, nodeBundles } = await import('./bundles.mjs');
  await Promise.all([
    buildRenderer({ outDir: newDir }),
    ...nodeBundles.map((bundle) => buildNodeBundle(bundle, { outDir: newDir })),
  ]);
  writeNotices(newDir);
  writeFileSync(join(newDir, stampFile), stamp);

  rmSync(oldDir, { recursive: true, force: true });
  if (existsSync(outDir)) renameSync(outDir, oldDir);
  renameSync(newDir, outDir);
  rmSync(oldDir, { recursive: true, force: true });
  tell(`Built in ${((performance.now() - startedMs) / 1000).toFixed(1)} s.`);
}
