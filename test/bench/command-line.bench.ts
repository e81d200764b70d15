import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildCli } from '#scripts/cli-bundle';
import { projectRoot } from '#test/support/project-root';

const allowedBuildMs = 5_000;
const allowedDemoMs = 60_000;

async function timed(work: () => unknown): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

function runDemo(): void {
  const { status, stderr } = spawnSync(process.execPath, ['scripts/run-cli.mjs', 'demo', 'run'], {
    cwd: projectRoot,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`The demo ended with exit code ${status}.\n${stderr}`);
}

/** The command line: building its bundle from nothing, and the whole demo. */
export async function run() {
  // The bundle's chunks look for assets in a folder at the same depth, which only a run needs.
  const folder = mkdtempSync(join(tmpdir(), 'bundle-'));
  try {
    const buildMs = await timed(() => buildCli(folder));
    const demoMs = await timed(runDemo);
    return {
      name: 'Command line',
      figures: [
        {
          label: 'bundle, from nothing',
          value: buildMs,
          unit: 'ms',
          limit: allowedBuildMs,
          ok: buildMs < allowedBuildMs,
        },
        {
          label: 'demo run, five vendors',
          value: demoMs,
          unit: 'ms',
          limit: allowedDemoMs,
          ok: demoMs < allowedDemoMs,
        },
      ],
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
