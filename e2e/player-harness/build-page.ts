import { build } from 'vite';

/** Bundles a page (its `index.html` and what that loads) into a folder. */
export async function buildPage(root: string, outDir: string): Promise<void> {
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    base: './',
    build: { outDir, emptyOutDir: true, minify: false, reportCompressedSize: false },
  });
}
