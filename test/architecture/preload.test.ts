import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '#test/support/project-root';

describe('the built preload script', () => {
  it('has at most 1 kB and requires nothing but Electron', async () => {
    const outDir = await mkdtemp(join(tmpdir(), 'preload-'));
    try {
      const configFile = join(projectRoot, 'vite.preload.config.ts');
      await build({ root: projectRoot, configFile, logLevel: 'error', build: { outDir, emptyOutDir: true } });
      const text = await readFile(join(outDir, 'preload.cjs'), 'utf8');
      expect(text.length).toBeLessThanOrEqual(1024);
      expect([...text.matchAll(/require\(["']([^"']+)["']\)/g)].map(([, name]) => name)).toEqual(['electron']);
    } finally {
      await rm(outDir, { recursive: true, force: true });
    }
  });
});
