import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The page: one bundle for both windows, Electron's and a browser's. */
export default defineConfig({
  root: 'app/renderer',
  // The page lives below a path that holds the run's token, so no address may be absolute.
  base: './',
  plugins: [react()],
  build: {
    outDir: '../../out/renderer',
    emptyOutDir: true,
    sourcemap: false,
    target: 'chrome123',
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1000,
    rolldownOptions: {
      // Beside the console's page the one that plays for a sweep.
      input: ['index.html', 'playback.html'].map((page) =>
        join(import.meta.dirname, 'app/renderer', page),
      ),
      // What keeps zod from compiling goes with zod: any other part of the page may be read before the rest.
      output: {
        codeSplitting: {
          groups: [{ name: 'libraries', test: /node_modules|zod-without-compiling/ }],
        },
      },
    },
  },
});
