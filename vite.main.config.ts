import { defineConfig } from 'vite';

/** Electron's main process: everything in it, but Electron and the native keyring, so that no node_modules are packaged but that one. */
export default defineConfig({
  build: { ssr: 'src/main/main.ts', outDir: 'dist/main', target: 'node24', minify: false },
  ssr: { noExternal: true, external: ['electron', '@napi-rs/keyring'] },
});
