import { defineConfig } from 'vite';

/** Electron's main process: everything in it, but Electron and what is native, so that no node_modules are packaged but those. */
export default defineConfig({
  publicDir: false,
  build: {
    ssr: true,
    outDir: 'dist/main',
    emptyOutDir: true,
    target: 'node24',
    minify: false,
    reportCompressedSize: false,
    rolldownOptions: {
      input: { main: 'src/main/main.ts', 'archive-worker': 'src/platform/archive/archive-worker.ts' },
      output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
  ssr: { noExternal: true, external: ['electron', '@napi-rs/keyring', 'libsql'] },
});
