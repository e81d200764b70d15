import { defineConfig } from 'vite';

/** The loopback host, flat, so that every chunk is as deep below the project as main.js is. */
export default defineConfig({
  publicDir: false,
  build: {
    ssr: true,
    outDir: 'dist/loopback',
    emptyOutDir: true,
    target: 'node20',
    minify: false,
    reportCompressedSize: false,
    rolldownOptions: {
      input: { main: 'src/loopback/main.ts', 'archive-worker': 'src/platform/archive/archive-worker.ts' },
      output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
  ssr: { noExternal: true, external: ['@napi-rs/keyring', 'libsql'] },
});
