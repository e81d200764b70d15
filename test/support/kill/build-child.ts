import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { projectRoot } from '#test/support/project-root';

/** A program that was built for one test file. */
export interface BuiltProgram {
  readonly entry: string;
  remove(): void;
}

/** Bundles the child of a kill loop from the sources as they are, so that each start of it costs little. */
export async function buildChild(source = 'test/support/kill/child.ts'): Promise<BuiltProgram> {
  // Below the project, where the packages that are not bundled are found.
  const parent = join(projectRoot, '.cache', 'test');
  mkdirSync(parent, { recursive: true });
  const outDir = mkdtempSync(join(parent, 'kill-child-'));
  await build({
    configFile: false,
    root: projectRoot,
    logLevel: 'warn',
    publicDir: false,
    build: {
      ssr: true,
      outDir,
      emptyOutDir: true,
      target: 'node20',
      minify: false,
      reportCompressedSize: false,
      rolldownOptions: {
        input: { child: source, 'archive-worker': 'src/platform/archive/archive-worker.ts' },
        output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
    ssr: { noExternal: true, external: ['@napi-rs/keyring', 'libsql'] },
  });
  return { entry: join(outDir, 'child.js'), remove: () => rmSync(outDir, { recursive: true, force: true }) };
}
