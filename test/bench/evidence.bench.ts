import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { openBaseline } from '#core/drift/baseline';
import { compareApplication } from '#core/drift/compare-application';
import { openFiles, verifyAt } from '#platform/evidence/bundle-files';
import { type EvidenceWorld, openEvidenceWorld } from '#test/support/evidence-world';

const applications = 100;
const few = 25;
const latencyMs = 80;
const limits = { export: 60, verify: 2, drift: 100, memory: 24 };

// In a mapping only: a renamed attribute of the directory would be another change.
const title = '"expression":"[jobTitle]","name":"jobTitle"';
const otherTitle = '"expression":"[department]","name":"department"';

/** Bytes on the heap that are still used; Node gives its collector away with --expose-gc only. */
function usedHeap(): number {
  (globalThis as { gc?: () => void }).gc?.();
  return process.memoryUsage().heapUsed;
}

/** The most that was used while work ran, beyond what was used before it, in MiB. */
async function heapOf(work: () => Promise<unknown>): Promise<number> {
  const before = usedHeap();
  let most = before;
  const watch = setInterval(() => {
    most = Math.max(most, usedHeap());
  }, 1_000);
  try {
    await work();
  } finally {
    clearInterval(watch);
  }
  return (most - before) / 1024 ** 2;
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}

const namesOf = async (world: EvidenceWorld): Promise<string[]> =>
  [...world.served.tenant.state.servicePrincipals.values()]
    .filter(({ id }) =>
      [...world.served.tenant.state.jobs.values()].some(({ servicePrincipalId }) => servicePrincipalId === id),
    )
    .map(({ id }) => id);

/** Milliseconds of comparing all applications after both sides were read; `edit` makes each differ. */
async function driftMs(
  path: string,
  edit: (text: string) => string,
): Promise<{ readonly ms: number; readonly found: number }> {
  const evidence = { open: openFiles, verify: verifyAt };
  const baseline = await openBaseline(evidence as never, { path, fingerprint: null });
  const sides = [];
  for (const one of baseline.applications) {
    const before = await one.read();
    const after = JSON.parse(edit(JSON.stringify({ ...before, files: [...before.files] })));
    sides.push({ before, after: { ...after, files: new Map(after.files) } });
  }
  const began = performance.now();
  let found = 0;
  for (const { before, after } of sides) found += compareApplication(before, after, 'bundle').length;
  return { ms: performance.now() - began, found };
}

/** Evidence about a tenant with 100 provisioned applications, at the latency and with the limits of the service. */
export async function run() {
  const world = await openEvidenceWorld({
    clockMode: 'real',
    latencyMs,
    replicationDelayMs: 0,
    size: { users: 400, applications, logRows: 2_000 },
  });
  try {
    const names = await namesOf(world);
    await world.export('warm', { applications: names.slice(0, 5), logDays: 0 });
    const memoryOfFew = await heapOf(() => world.export('few', { applications: names.slice(0, few), logDays: 0 }));
    rmSync(join(world.folder, 'few'), { recursive: true });
    const memoryOfAll = await heapOf(() => world.export('many', { logDays: 0 }));
    rmSync(join(world.folder, 'many'), { recursive: true });
    const began = performance.now();
    const { path: bundle, answer } = await world.export('all', { logDays: 0 });
    const took = (performance.now() - began) / 1000;
    const status = `${answer.claims.status}, ${answer.claims.applications.length} applications, ${answer.requests} requests`;
    const withLogs = await seconds(() => world.export('logs', { logDays: 7 }));
    const verified = await seconds(() => verifyAt(bundle, null));
    const same = await driftMs(bundle, (text) => text);
    // Nearly all applications are as they were; that each has changed is the worst case, and is measured when the code is warm.
    const everyOne = (text: string): string => text.replaceAll(title, otherTitle);
    await driftMs(bundle, everyOne);
    const changed = await driftMs(bundle, everyOne);
    const growth = memoryOfAll - memoryOfFew;
    return {
      name: `Evidence: ${status}, ${latencyMs} ms a request, documented limits on`,
      figures: [
        {
          label: 'export of the configuration of 100 applications',
          value: took,
          unit: 's',
          limit: limits.export,
          ok: took <= limits.export,
        },
        {
          label: 'the same with 7 days of logs and audit events',
          value: withLogs,
          unit: 's',
          limit: limits.export,
          ok: withLogs <= limits.export,
        },
        {
          label: 'verify of that bundle',
          value: verified,
          unit: 's',
          limit: limits.verify,
          ok: verified <= limits.verify,
        },
        {
          label: `drift after reading, nothing changed (${same.found})`,
          value: same.ms,
          unit: 'ms',
          limit: limits.drift,
          ok: same.ms <= limits.drift && same.found === 0,
        },
        {
          label: `drift after reading, each changed, second time (${changed.found})`,
          value: changed.ms,
          unit: 'ms',
          limit: limits.drift,
          ok: changed.ms <= limits.drift && changed.found >= applications,
        },
        {
          label: `heap of 100 applications beyond that of ${few}`,
          value: growth,
          unit: 'MiB',
          limit: limits.memory,
          ok: growth <= limits.memory,
        },
      ],
    };
  } finally {
    await world.close();
  }
}
