import { spawnSync } from 'node:child_process';
import { projectRoot } from '#test/support/project-root';

const suites = ['unit', 'contract', 'architecture'];
const allowedSeconds = 30;

function secondsOf(suite: string): number {
  const began = performance.now();
  const { status, stdout } = spawnSync(process.execPath, ['scripts/test.mjs', suite], {
    cwd: projectRoot,
    encoding: 'utf8',
    maxBuffer: 100_000_000,
  });
  if (status !== 0) throw new Error(`The ${suite} tests failed.\n${stdout.slice(-4_000)}`);
  return (performance.now() - began) / 1_000;
}

/** The suites that somebody runs after each change, one after the other. */
export function run() {
  const figures = suites.map((suite) => ({ label: suite, value: secondsOf(suite), unit: 's', ok: true }));
  const all = figures.reduce((sum, { value }) => sum + value, 0);
  return {
    name: 'Tests that run after each change',
    figures: [
      ...figures,
      { label: suites.join(' + '), value: all, unit: 's', limit: allowedSeconds, ok: all <= allowedSeconds },
    ],
  };
}
