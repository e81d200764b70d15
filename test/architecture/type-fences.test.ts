import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '#test/support/project-root';
import { filesUnder, textOf } from './project-files.ts';

const tsc = join(projectRoot, 'node_modules/typescript/bin/tsc');

/** Takes files (path → text) and a layer; gives what the compiler says about that layer in a copy of the project's configuration. */
async function compile(layer: string, files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'fences-'));
  try {
    for (const name of [
      'package.json',
      'tsconfig.base.json',
      'src/shared/tsconfig.json',
      'src/core/tsconfig.json',
      'src/core/expressions/tsconfig.json',
    ]) {
      await cp(join(projectRoot, name), join(folder, name));
    }
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    return await new Promise((resolve) => {
      execFile(process.execPath, [tsc, '-b', `src/${layer}`], { cwd: folder }, (_error, stdout) => resolve(stdout));
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const sharedFile = { 'src/shared/word.ts': "export const word = 'x';\n" };

describe('the compiler as a second fence', () => {
  it('accepts what a layer may use', async () => {
    const text = "import { word } from '#shared/word';\nexport const url = new URL(word, 'https://x.example');\n";
    expect(await compile('core', { ...sharedFile, 'src/core/legal.ts': text })).toBe('');
  });

  it('refuses an import of a layer that is not referenced', async () => {
    const files = {
      'src/core/inner.ts': 'export const inner = 1;\n',
      'src/shared/outward.ts': "import { inner } from '#core/inner';\nexport const x = inner;\n",
    };
    expect(await compile('shared', files)).toContain('error TS6307');
  });

  it.each([
    ['document', 'document.title'],
    ['process', 'process.cwd()'],
    ['Buffer', "Buffer.from('x')"],
  ])('gives core no %s', async (_name, use) => {
    const output = await compile('core', {
      ...sharedFile,
      'src/core/leak.ts': `export const leak = (): unknown => ${use};\n`,
    });
    expect(output).toMatch(/error TS(2304|2580|2584|2591)/);
  });

  it('compiles every layer that has sources', () => {
    const solution = JSON.parse(textOf('tsconfig.json'));
    const referenced = new Set(
      solution.references.map((reference: { path: string }) => reference.path.replace('./src/', '')),
    );
    const layers = new Set(filesUnder('src', ['.ts', '.tsx']).map(({ path }) => path.split('/')[1]));
    expect([...layers].filter((layer) => !referenced.has(layer))).toEqual([]);
  });
});
