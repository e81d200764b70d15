import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ensureCli } from '#scripts/cli-bundle';
import { buildChild } from '#test/support/kill/build-child';
import type { ArchiveWork, Measured } from './archive-messages.ts';

const logRows = 200_000;
const passes = 3;
const megabyte = 1_000_000;
const limits = { ratio: 1.2, rowsPerSecond: 10_000, growth: 30 };

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

interface Tenant {
  readonly process: ChildProcess;
  readonly endpoints: ArchiveWork['endpoints'];
  readonly administrator: string;
}

/** The tenant in a process of its own, without the limit of the reports: it would be measured instead of the program. */
async function startTenant(cli: string): Promise<Tenant> {
  const size = ['--users', '50000', '--log-rows', String(logRows)];
  const tenant = spawn(process.execPath, [cli, 'demo', 'serve', ...size], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(createInterface(tenant.stdout), 'line')) as [string];
  const { endpoints, control, administrator } = JSON.parse(line) as Record<string, string>;
  const off = spawn(process.execPath, [cli, 'demo', 'fault', 'report-limit', '--off', '--control', control ?? ''], {
    stdio: 'ignore',
  });
  const [code] = await once(off, 'exit');
  if (code !== 0) throw new Error('the limit of the reports could not be turned off');
  return {
    process: tenant,
    endpoints: JSON.parse(readFileSync(endpoints ?? '', 'utf8')),
    administrator: administrator ?? '',
  };
}

async function measure(entry: string, work: ArchiveWork): Promise<Measured> {
  const program = fork(entry, [], {
    execArgv: [],
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  program.send(work);
  const ended = once(program, 'exit').then(() => {
    throw new Error('the measured program ended without an answer');
  });
  const [measured] = (await Promise.race([once(program, 'message'), ended])) as [Measured];
  return measured;
}

/** Reading 200,000 rows of 2 kB into an archive: the same pages plainly, by our own way, and compressed, encrypted and committed. */
export async function run() {
  const [cli, program] = await Promise.all([ensureCli(), buildChild('test/bench/archive-program.ts')]);
  const folder = mkdtempSync(join(tmpdir(), 'bench-archive-'));
  const tenant = await startTenant(cli);
  try {
    const { endpoints, administrator } = tenant;
    const { plain, own, archived } = await measure(program.entry, {
      endpoints,
      administrator,
      folder,
      now: Date.now(),
      passes,
    });
    const ratio = median(own.map((ms, pass) => ms / (plain[pass] ?? ms)));
    const rate = median(archived.map(({ rows, ms }) => (rows * 1000) / ms));
    const growth = median(archived.map(({ early, late }) => (late - early) / megabyte));
    const whole = archived.every(({ rows }) => rows === logRows);
    return {
      name: `Archive: ${logRows} rows of 2 kB, the tenant in a process of its own, medians of ${passes}`,
      figures: [
        {
          label: 'download and parse / fetch and JSON.parse',
          value: ratio,
          unit: 'x',
          limit: limits.ratio,
          ok: ratio <= limits.ratio,
        },
        {
          label: `rows a second, committed (at least ${limits.rowsPerSecond})`,
          value: rate,
          unit: 'rows/s',
          ok: whole && rate >= limits.rowsPerSecond,
        },
        {
          label: 'processor time for 1,000 rows',
          value: median(archived.map(({ rows, cpuMs }) => (cpuMs * 1000) / rows)),
          unit: 'ms',
          ok: true,
        },
        {
          label: 'peak memory, rows 150-200,000 over 50-100,000',
          value: growth,
          unit: 'MB',
          limit: limits.growth,
          ok: growth <= limits.growth,
        },
        {
          label: 'rows in each archive',
          value: Math.min(...archived.map(({ rows }) => rows)),
          unit: 'rows',
          ok: whole,
        },
      ],
    };
  } finally {
    tenant.process.kill('SIGINT');
    await once(tenant.process, 'exit');
    program.remove();
    rmSync(folder, { recursive: true, force: true });
  }
}
