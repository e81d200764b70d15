import { defineConfig } from 'vite';

/** The loopback host, flat, so that every chunk is as deep below the project as main.js is. */
export default defineConfig({
  publicDir: false,
  build: {
    ssr: 'src/loopback/main.ts',
    outDir: 'dist/loopback',
    emptyOutDir: true,
    target: 'node20',
    minify: false,
    reportCompressedSize: false,
    rolldownOptions: { output: { entryFileNames: 'main.js', chunkFileNames: '[name]-[hash].js' } },
  },
  ssr: { noExternal: true, external: ['@napi-rs/keyring'] },
});
