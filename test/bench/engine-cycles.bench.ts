import type { Person } from '#emulator/state';
import { addAssignedPeople, createJob, type EngineWorld, startEngineWorld } from './engine-world.ts';

const people = 50_000;
const concurrency = 8;
const allowedFactor = 2.5;
const changes = 52;
const allowedPercent = 2;
const minute = 60_000;

interface SentRequest {
  readonly method: string;
  readonly path: string;
  readonly body: string;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** Sends requests in their order, some at a time, and reads each answer: what a program would do that knows them all. */
async function plainLoop(
  { network, token, baseAddress }: EngineWorld,
  requests: readonly SentRequest[],
): Promise<void> {
  const { origin } = new URL(baseAddress);
  const queue = requests.values();
  const headers = { authorization: `Bearer ${token}`, accept: 'application/scim+json' };
  const worker = async (): Promise<void> => {
    for (const { method, path, body } of queue) {
      const more =
        body === '' ? { headers } : { headers: { ...headers, 'content-type': 'application/scim+json' }, body };
      const response = await network.fetch(`${origin}${path}`, { method, ...more });
      if (response.status >= 300) throw new Error(`${method} ${path} answered ${response.status}.`);
      await response.json();
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
}

/** 50 people move to another department, one is disabled, one loses the assignment. */
function change({ tenant }: EngineWorld, all: readonly Person[]): void {
  const now = tenant.clock.now();
  const step = Math.floor(all.length / changes);
  const chosen = Array.from({ length: changes }, (_, index) => all[index * step]).filter((each) => each !== undefined);
  const [disabled, unassigned, ...moved] = chosen;
  for (const person of moved) person.attributes.department = 'Moved';
  if (disabled !== undefined) disabled.accountEnabled = false;
  for (const person of chosen) if (person !== unassigned) person.changedAt = now;
  for (const [id, assignment] of tenant.state.assignments) {
    if (assignment.principalId === unassigned?.id) tenant.state.assignments.delete(id);
  }
}

/** One job's first two cycles: everybody, then a few changes. */
async function engineFigures(world: EngineWorld) {
  const { tenant, server } = world;
  const job = createJob(world);
  const all = addAssignedPeople(world, job, people);
  tenant.provisioning.start(job);
  const initialMs = await timed(() => tenant.clock.advance(0));
  if (world.accounts() !== people) throw new Error(`${world.accounts()} accounts were made for ${people} people.`);
  const sent = server.requests.splice(0);
  await tenant.clock.advance(40 * minute);
  change(world, all);
  server.requests.length = 0;
  const incrementalMs = await timed(() => tenant.clock.advance(40 * minute));
  // The connection test is one request more.
  if (server.requests.length !== changes + 1)
    throw new Error(`${server.requests.length} requests for ${changes} changes.`);
  return { initialMs, incrementalMs, sent };
}

async function withWorld<T>(use: (world: EngineWorld) => Promise<T>): Promise<T> {
  const world = await startEngineWorld();
  try {
    return await use(world);
  } finally {
    await world.close();
  }
}

/** The engine's cycles over real HTTP, beside a loop that sends the same requests to the same server. */
export async function run() {
  const { initialMs, incrementalMs, sent } = await withWorld(engineFigures);
  const plainMs = await withWorld((world) => timed(() => plainLoop(world, sent)));
  const factor = initialMs / plainMs;
  const percent = (100 * incrementalMs) / initialMs;
  return {
    name: `Cycles: ${people} people over HTTP, ${sent.length} requests, ${concurrency} at once`,
    figures: [
      { label: 'plain loop with the same requests', value: plainMs, unit: 'ms', ok: true },
      { label: 'initial cycle', value: initialMs, unit: 'ms', ok: true },
      {
        label: 'initial cycle / plain loop',
        value: factor,
        unit: 'x',
        limit: allowedFactor,
        ok: factor <= allowedFactor,
      },
      { label: `incremental cycle with ${changes} changes`, value: incrementalMs, unit: 'ms', ok: true },
      {
        label: 'incremental / initial cycle',
        value: percent,
        unit: '%',
        limit: allowedPercent,
        ok: percent <= allowedPercent,
      },
    ],
  };
}
