import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/**
 * Words of the pages beside the frame come along with the frame's code: the first such page, which is fetched ahead, waits
 * for them.
 */
const wordsAlong: Plugin = {
  name: 'words-along',
  transformIndexHtml: {
    order: 'post',
    handler: (_html, { bundle = {} }) =>
      Object.values(bundle)
        .filter(({ name }) => name === 'page-words')
        .map(({ fileName }) => ({
          tag: 'link',
          attrs: { rel: 'modulepreload', crossorigin: true, href: `./${fileName}` },
          injectTo: 'head' as const,
        })),
  },
};

/** The page, as static files that the host serves. */
export default defineConfig({
  root: 'src/renderer',
  base: './',
  plugins: [react(), wordsAlong],
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
            { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]|react-first/, priority: 2 },
            { name: 'frame', tags: ['$initial'] },
            { name: 'controls', test: /node_modules[\\/]@fluentui[\\/]react-(?!charts)/ },
          ],
        },
      },
    },
  },
});
