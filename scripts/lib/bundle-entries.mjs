import { join } from 'node:path';
import { build } from 'vite';
import { projectDir } from './project.mjs';

/**
 * Bundles TypeScript entries for Node 20, which cannot run them as they are. The entries lie beside
 * each other, so that `import.meta.url` of one finds the others.
 * @param {string} name of their folder; two runs of different names do not empty each other's
 * @param {Record<string, string>} input entry file by name
 * @returns {Promise<string>} the folder with NAME.js of each
 */
export async function bundleEntries(name, input) {
  const outDir = join(projectDir, 'node_modules', '.cache', 'seeklab', name);
  await build({
    root: projectDir,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    build: {
      ssr: true,
      target: 'node20.19',
      outDir,
      emptyOutDir: true,
      rolldownOptions: {
        input,
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name].js' },
      },
    },
  });
  return outDir;
}
