import { join } from 'node:path';
import { build } from 'vite';
import { projectDir } from '../../../conformance/project-dir.ts';

/**
 * What is given into the console's page, as one script.
 * @param entry from the project's folder
 */
export async function bundleProbe(entry: string): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    build: {
      write: false,
      minify: false,
      lib: { entry: join(projectDir, entry), formats: ['iife'], name: 'seeklabBenchProbe' },
    },
  });
  const [bundle] = Array.isArray(result) ? result : [result];
  const chunk = bundle && 'output' in bundle ? bundle.output[0] : undefined;
  if (!chunk) throw new Error('the probe was not bundled');
  return chunk.code;
}
