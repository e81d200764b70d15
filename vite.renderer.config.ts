import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The page, as static files that the host serves. */
export default defineConfig({
  root: 'src/renderer',
  base: './',
  plugins: [react()],
  build: { outDir: '../../dist/renderer', emptyOutDir: true, modulePreload: { polyfill: false } },
});
