import { spawn } from 'node:child_process';
import { appendFile, cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { projectRoot } from '#test/support/project-root';

interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const program = `
const { parts } = await import('./demo.ts');
console.log(JSON.stringify({ args: process.argv.slice(2), parts }));
process.exitCode = 5;
`;

/** A project in an empty folder with this project's starter and a small command line of its own. */
async function createProject(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'run-cli-'));
  await cp(join(projectRoot, 'scripts'), join(folder, 'scripts'), { recursive: true });
  await symlink(join(projectRoot, 'node_modules'), join(folder, 'node_modules'), 'junction');
  await mkdir(join(folder, 'src', 'cli'), { recursive: true });
  await mkdir(join(folder, 'src', 'platform', 'archive'), { recursive: true });
  await writeFile(join(folder, 'src', 'platform', 'archive', 'archive-worker.ts'), 'export {};\n');
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  await writeFile(join(folder, 'src', 'cli', 'main.ts'), program);
  await writeFile(join(folder, 'src', 'cli', 'demo.ts'), "export const parts: string = 'first';\n");
  return folder;
}

function start(folder: string, args: readonly string[]): Promise<Outcome> {
  const child = spawn(process.execPath, [join(folder, 'scripts', 'run-cli.mjs'), ...args], { cwd: tmpdir() });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => {
    output.stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    output.stderr += chunk;
  });
  return new Promise((settle, reject) => {
    child.once('error', reject);
    child.once('close', (code) => settle({ code, ...output }));
  });
}

const bundlesIn = async (folder: string): Promise<string[]> =>
  (await readdir(join(folder, 'dist'))).filter((name) => name.startsWith('cli-'));

describe('the command line, built on demand', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await createProject();
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('hands over arguments, standard output and the exit code as they are', async () => {
    const args = ['call', '--json', '{"a":"b c"}', '', '*'];
    const { code, stdout } = await start(folder, args);
    expect([code, JSON.parse(stdout)]).toEqual([5, { args, parts: 'first' }]);
  });

  it('is built once, says so on standard error, and is built again after a change', async () => {
    const runs = [await start(folder, []), await start(folder, [])];
    expect(runs.map(({ stderr }) => stderr.includes('Building'))).toEqual([true, false]);
    await appendFile(join(folder, 'src', 'cli', 'demo.ts'), '// changed\n');
    expect((await start(folder, [])).stderr).toContain('Building');
    expect(await bundlesIn(folder)).toHaveLength(2);
  });

  it('is built by one of several processes that start together', async () => {
    const runs = await Promise.all([1, 2, 3, 4].map((number) => start(folder, [String(number)])));
    expect(runs.map(({ code }) => code)).toEqual([5, 5, 5, 5]);
    expect(runs.filter(({ stderr }) => stderr.includes('Building'))).toHaveLength(1);
    expect(await bundlesIn(folder)).toHaveLength(1);
  });

  it('is built although a process died in the middle of building', async () => {
    const dead = spawn(process.execPath, ['-e', '0']);
    await new Promise((settle) => dead.once('close', settle));
    await mkdir(join(folder, 'dist'));
    await writeFile(join(folder, 'dist', '.cli-lock'), String(dead.pid));
    expect((await start(folder, [])).code).toBe(5);
  });

  it('ends with 70 and what to do where the sources cannot be built', async () => {
    await writeFile(join(folder, 'src', 'cli', 'demo.ts'), 'export const = ;\n');
    const { code, stdout, stderr } = await start(folder, []);
    expect([code, stdout]).toEqual([70, '']);
    expect(stderr).toContain('could not be built');
    expect(stderr).toContain('npm run check');
  });
});
