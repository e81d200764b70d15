import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The page, as static files that the host serves. */
export default defineConfig({
  root: 'src/renderer',
  base: './',
  plugins: [react()],
  // Stands for the nonce that each answer gets from its host: src/platform/page/page-files.ts.
  html: { cspNonce: '__STYLE_NONCE__' },
  build: {
    outDir: '../../dist/renderer',
    emptyOutDir: true,
    modulePreload: { polyfill: false },
    // The limit for warnings is the one for first pages.
    chunkSizeWarningLimit: 1_000,
    // What every page needs comes in one request instead of forty, and so does what several pages share: on a machine
    // with few processors, requests take longer than what they bring.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'frame', tags: ['$initial'] },
            { name: 'controls', test: /node_modules[\\/]@fluentui[\\/]react-(?!charts)/ },
          ],
        },
      },
    },
  },
});
