import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { type ImpactWorld, openImpactWorld } from './impact-world.ts';

const people = 100_000;
const rounds = 3;
const allowedRatio = 1.5;
const allowedFirstCountsMs = 1_000;
const allowedGrowthMegabytes = 4;
const mebibyte = 1_048_576;

const filter = {
  groups: [
    {
      name: 'Sales',
      clauses: [
        { operatorName: 'EQUALS', sourceOperandName: 'department', targetOperand: { values: ['Sales'] } },
        {
          operatorName: 'REGEX MATCH',
          sourceOperandName: 'jobTitle',
          targetOperand: { values: ['.*(Lead|Manager|Engineer).*'] },
        },
      ],
    },
  ],
};
const change = { application: 'Airstack', mappings: [{ source: 'User', target: 'User', scopingFilter: filter }] };
const selected = 'id,displayName,userPrincipalName,accountEnabled,department,jobTitle';

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

/** The same pages and nothing else: ask, parse, follow the link. Gives how many people came, and the milliseconds. */
async function plainLoop({ ports, local }: ImpactWorld): Promise<{ readonly read: number; readonly ms: number }> {
  const token = await ports.identity.accessToken({ scopes: ['User.Read.All'] });
  const headers = { Authorization: `Bearer ${token}` };
  const began = performance.now();
  let url: string | undefined = `${ports.identity.cloud.graph}/v1.0/users?$select=${selected}&$top=999`;
  let read = 0;
  while (url !== undefined) {
    const page = (await (await fetch(local(url), { headers })).json()) as {
      readonly value: readonly unknown[];
      readonly '@odata.nextLink'?: string;
    };
    read += page.value.length;
    url = page['@odata.nextLink'];
  }
  return { read, ms: performance.now() - began };
}

async function impact({ call }: ImpactWorld) {
  const began = performance.now();
  let firstCountsMs = Number.POSITIVE_INFINITY;
  const answer = await call('scope.impact', change, ({ completed }) => {
    if (completed !== undefined) firstCountsMs = Math.min(firstCountsMs, performance.now() - began);
  });
  return { ms: performance.now() - began, firstCountsMs, answer };
}

function createCollector(): () => void {
  setFlagsFromString('--expose_gc');
  return runInNewContext('gc') as () => void;
}

/** How much more than before is in use at most while an impact is computed, in megabytes; what is garbage is collected first. */
async function growth({ call }: ImpactWorld, collect: () => void): Promise<number> {
  collect();
  const before = process.memoryUsage().heapUsed;
  let most = before;
  let pages = 0;
  await call('scope.impact', change, ({ completed }) => {
    if (completed === undefined) return;
    pages += 1;
    if (pages % 5 !== 0) return;
    collect();
    most = Math.max(most, process.memoryUsage().heapUsed);
  });
  return (most - before) / mebibyte;
}

async function timesOf(world: ImpactWorld) {
  const loops: number[] = [];
  const impacts: number[] = [];
  const firsts: number[] = [];
  let read = 0;
  let left = 0;
  await plainLoop(world);
  for (let round = 0; round < rounds; round += 1) {
    const loop = await plainLoop(world);
    const one = await impact(world);
    if (loop.read !== one.answer.people.read) throw new Error(`read ${loop.read} and ${one.answer.people.read} people`);
    read = loop.read;
    left = one.answer.people.leaving;
    loops.push(loop.ms);
    impacts.push(one.ms);
    firsts.push(one.firstCountsMs);
  }
  return { read, left, loopMs: median(loops), impactMs: median(impacts), firstMs: median(firsts) };
}

async function inWorld<T>(size: number, work: (world: ImpactWorld) => Promise<T>): Promise<T> {
  const world = await openImpactWorld(size);
  try {
    return await work(world);
  } finally {
    await world.close();
  }
}

/** The impact of a filter change over a large directory, beside a loop that only reads the same pages. */
export async function run() {
  const collect = createCollector();
  const half = await inWorld(people / 2, (world) => growth(world, collect));
  const whole = await inWorld(people, async (world) => ({
    grown: await growth(world, collect),
    times: await timesOf(world),
  }));
  const { read, left, loopMs, impactMs, firstMs } = whole.times;
  const more = whole.grown - half;
  return {
    name: `Impact: a filter over ${read} people, of whom ${left} leave the scope`,
    figures: [
      { label: 'plain loop over the same pages', value: loopMs, unit: 'ms', ok: true },
      {
        label: 'impact / plain loop',
        value: impactMs / loopMs,
        unit: 'x',
        limit: allowedRatio,
        ok: left > 0 && impactMs <= allowedRatio * loopMs,
      },
      {
        label: 'first counts',
        value: firstMs,
        unit: 'ms',
        limit: allowedFirstCountsMs,
        ok: firstMs <= allowedFirstCountsMs,
      },
      { label: `memory in use over ${people / 2} people`, value: half, unit: 'MB', ok: true },
      {
        label: `more than that over ${people} people`,
        value: more,
        unit: 'MB',
        limit: allowedGrowthMegabytes,
        ok: more <= allowedGrowthMegabytes,
      },
    ],
  };
}
