import { join } from 'node:path';
import { build } from 'vite';
import { projectDir } from './project.mjs';
import { packageListName } from './shipped-packages.mjs';

/**
 * @typedef {object} NodeBundle
 * @property {string} entry from the project's folder
 * @property {Record<string, string>} [more] further entries that share its code, by file name without `.js`
 * @property {string} folder below out/
 * @property {string} file
 * @property {'es' | 'cjs'} format
 * @property {string} [banner]
 * @property {boolean} [isSplit] dynamic imports become files of their own beside it
 */

/**
 * What runs on Node, each bundled into one file with all but Electron itself in it: the packaged
 * app carries no node_modules. Electron takes a sandboxed preload as CommonJS only.
 * @satisfies {NodeBundle[]}
 */
export const nodeBundles = [
  { entry: 'app/main/main.ts', folder: 'main', file: 'main.js', format: 'es' },
  { entry: 'app/main/preload.ts', folder: 'main', file: 'preload.cjs', format: 'cjs' },
  {
    entry: 'app/cli/seeklab.ts',
    folder: 'cli',
    file: 'seeklab.js',
    format: 'es',
    banner: '#!/usr/bin/env node',
    // Each command on its own: reading a file's index starts without the servers.
    isSplit: true,
  },
  {
    entry: 'app/node/index.ts',
    more: { playwright: 'app/playwright/index.ts' },
    folder: 'library',
    file: 'index.js',
    format: 'es',
    isSplit: true,
  },
];

/**
 * @typedef {object} BundleOptions
 * @property {string} outDir absolute; gets main/, preload/, cli/ and renderer/
 * @property {import('vite').Rolldown.WatcherOptions | null} [watch] rebuild at every change
 */

/**
 * @param {NodeBundle} bundle
 * @param {BundleOptions} options
 */
export function buildNodeBundle(bundle, { outDir, watch = null }) {
  return build({
    root: projectDir,
    configFile: false,
    logLevel: 'warn',
    // Nothing of these bundles is served by vite, so there is nothing to copy or clear for it.
    publicDir: false,
    ssr: { noExternal: true },
    build: {
      ssr: true,
      target: 'node20.19',
      outDir: join(outDir, bundle.folder),
      // main and preload share a folder.
      emptyOutDir: false,
      license: { fileName: packageListName(bundle.file) },
      watch,
      rolldownOptions: {
        input: inputsOf(bundle),
        // Of these there is one, that of whoever starts the program.
        external: ['electron', '@playwright/test'],
        output: {
          format: bundle.format,
          entryFileNames: bundle.more ? '[name].js' : bundle.file,
          codeSplitting: bundle.isSplit ?? false,
          chunkFileNames: '[name].js',
          ...(bundle.banner ? { banner: bundle.banner } : {}),
        },
      },
    },
  });
}

/** @param {NodeBundle} bundle */
function inputsOf({ entry, more, file }) {
  if (!more) return join(projectDir, entry);
  const named = { [file.replace(/\.js$/, '')]: entry, ...more };
  return Object.fromEntries(
    Object.entries(named).map(([name, path]) => [name, join(projectDir, path)]),
  );
}

/** @param {BundleOptions} options */
export function buildRenderer({ outDir, watch = null }) {
  return build({
    configFile: join(projectDir, 'vite.renderer.config.ts'),
    logLevel: 'warn',
    build: {
      outDir: join(outDir, 'renderer'),
      // While it watches, a page that loads itself again must not find an emptied folder.
      emptyOutDir: watch === null,
      license: { fileName: packageListName('renderer') },
      watch,
    },
  });
}
