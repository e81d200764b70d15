import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { projectRoot } from '#test/support/project-root';

const run = promisify(execFile);
const biome = join(projectRoot, 'node_modules/@biomejs/biome/bin/biome');

/** What the linter said: path of the file → names of the rules that refused it. */
export type Refusals = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * Takes files (path → text), writes them next to a copy of the project's own lint configuration in an empty folder and
 * runs the project's linter once over all of them. Gives what it refused. Raises where the linter itself cannot run.
 */
export async function lintPlanted(files: Readonly<Record<string, string>>): Promise<Refusals> {
  const folder = await mkdtemp(join(tmpdir(), 'planted-'));
  try {
    for (const name of ['biome.json', 'package.json']) await cp(join(projectRoot, name), join(folder, name));
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    return refusalsOf(await lint(folder), Object.keys(files));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function lint(folder: string): Promise<string> {
  const args = [biome, 'lint', '--reporter=github', '--max-diagnostics=none', '--colors=off', '.'];
  try {
    const { stdout } = await run(process.execPath, args, { cwd: folder });
    return stdout;
  } catch (cause) {
    // Findings end the linter with 1 and are on standard output; anything else there is a fault of the linter.
    if (cause instanceof Error && 'stdout' in cause && typeof cause.stdout === 'string' && cause.stdout !== '') {
      return cause.stdout;
    }
    throw cause;
  }
}

function refusalsOf(output: string, paths: readonly string[]): Refusals {
  const refusals = new Map<string, Set<string>>();
  for (const [, rule, file] of output.matchAll(/^::error title=(?:\w+\/)*(\w+),file=([^,]+),/gm)) {
    const path = paths.find((candidate) => file?.replaceAll('\\', '/').endsWith(`/${candidate}`));
    if (rule === undefined || path === undefined) continue;
    refusals.set(path, (refusals.get(path) ?? new Set()).add(rule));
  }
  return refusals;
}
