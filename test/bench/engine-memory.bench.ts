import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ensureCli } from '#scripts/cli-bundle';
import { runCommand } from '#test/support/command-line';
import { projectRoot } from '#test/support/project-root';

const people = 100_000;
const logRows = 1_000_000;
const allowedAtRest = 400;
const allowedAfterCycle = 900;
const settleMs = 3_000;

/** A `demo serve` of its own process. */
interface ServedDemo {
  readonly process: ChildProcess;
  readonly endpoints: string;
  readonly administrator: string;
}

/** Memory of a process in megabytes, as the system counts it. */
function residentMegabytes(pid: number): number {
  const status = `/proc/${pid}/status`;
  const kilobytes = existsSync(status)
    ? /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(status, 'utf8'))?.[1]
    : execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  if (kilobytes === undefined) throw new Error(`The memory of process ${pid} cannot be read.`);
  return Math.round(Number(kilobytes) / 1024);
}

async function serve(entry: string, tokens: string): Promise<ServedDemo> {
  const size = ['--users', String(people), '--log-rows', String(logRows), '--tokens', tokens];
  const child = spawn(process.execPath, [entry, 'demo', 'serve', ...size], { stdio: ['ignore', 'pipe', 'inherit'] });
  const line = await new Promise<string>((resolve, reject) => {
    let printed = '';
    child.stdout.on('data', (data: Buffer) => {
      printed += data.toString('utf8');
      if (printed.includes('\n')) resolve(printed);
    });
    child.once('exit', (code) => reject(new Error(`demo serve ended with exit code ${code}.`)));
  });
  const { endpoints, administrator } = JSON.parse(line) as { endpoints: string; administrator: string };
  return { process: child, endpoints, administrator };
}

function megabytesOf({ process: { pid } }: ServedDemo): number {
  if (pid === undefined) throw new Error('demo serve has no process.');
  return residentMegabytes(pid);
}

/** Sets up an application for everybody and waits until its initial cycle has ended. */
async function provisionEverybody(demo: ServedDemo, folder: string): Promise<number> {
  const file = join(folder, 'airstack.yaml');
  const example = readFileSync(join(projectRoot, 'assets/examples/airstack.yaml'), 'utf8');
  writeFileSync(
    file,
    example.replace('people: assigned', 'people: everyone').replace(/^assignments:\n(?: {2}- .*\n)+/m, ''),
  );
  const tokens = JSON.parse(readFileSync(join(folder, 'tokens.json'), 'utf8')) as Record<string, string>;
  const shared = ['--endpoints', demo.endpoints, '--data-dir', join(folder, 'data')];
  const began = performance.now();
  for (const argv of [
    ['login', '--no-browser'],
    ['setup', 'apply', file, '--yes', '--wait', '--secret', 'SecretToken=env:PROVISIONING_SECRET_TOKEN'],
  ]) {
    const { exitCode, stderr } = await runCommand([...argv, ...shared], {
      visitor: demo.administrator,
      env: { PROVISIONING_SECRET_TOKEN: tokens.airstack ?? '' },
    });
    if (exitCode !== 0) throw new Error(`${argv.join(' ')} ended with exit code ${exitCode}.\n${stderr}`);
  }
  return performance.now() - began;
}

/** Memory of a large demo tenant in a process of its own: as served, and after everybody was provisioned. */
export async function run() {
  const folder = mkdtempSync(join(tmpdir(), 'bench-memory-'));
  const demo = await serve(await ensureCli(), join(folder, 'tokens.json'));
  try {
    await sleep(settleMs);
    const atRest = megabytesOf(demo);
    const cycleMs = await provisionEverybody(demo, folder);
    const afterCycle = megabytesOf(demo);
    return {
      name: `Memory: demo serve with ${people} people and ${logRows} log rows`,
      figures: [
        { label: 'at rest', value: atRest, unit: 'MB', limit: allowedAtRest, ok: atRest <= allowedAtRest },
        { label: `set-up and initial cycle of ${people} people`, value: cycleMs / 1000, unit: 's', ok: true },
        {
          label: 'after the initial cycle',
          value: afterCycle,
          unit: 'MB',
          limit: allowedAfterCycle,
          ok: afterCycle <= allowedAfterCycle,
        },
      ],
    };
  } finally {
    demo.process.kill('SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  }
}
