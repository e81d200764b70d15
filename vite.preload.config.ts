import { defineConfig } from 'vite';

/** The preload script. A sandboxed one can only be CommonJS and may require nothing but Electron. */
export default defineConfig({
  build: {
    outDir: 'dist/preload',
    lib: { entry: 'src/preload/preload.ts', formats: ['cjs'], fileName: () => 'preload.cjs' },
    rolldownOptions: { external: ['electron'] },
    minify: false,
  },
});
