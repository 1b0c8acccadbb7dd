import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** Bundles the harness's page into a folder. */
export async function buildPage(outDir: string): Promise<void> {
  await build({
    root: fileURLToPath(new URL('.', import.meta.url)),
    configFile: false,
    logLevel: 'error',
    base: './',
    build: { outDir, emptyOutDir: true, minify: false, reportCompressedSize: false },
  });
}
