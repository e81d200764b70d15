import { defineConfig } from 'vite';

/** Electron's main process: everything in it, but Electron and the native keyring, so that no node_modules are packaged but that one. */
export default defineConfig({
  publicDir: false,
  build: {
    ssr: 'src/main/main.ts',
    outDir: 'dist/main',
    emptyOutDir: true,
    target: 'node24',
    minify: false,
    reportCompressedSize: false,
    rolldownOptions: { output: { entryFileNames: 'main.js', chunkFileNames: '[name]-[hash].js' } },
  },
  ssr: { noExternal: true, external: ['electron', '@napi-rs/keyring'] },
});
