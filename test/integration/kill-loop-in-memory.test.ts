import { describe, expect, it } from 'vitest';
import { readChain } from '#core/journal/chain';
import { journalFacts } from '#core/journal/facts';
import { Disk, plan, setUp, startProcess } from '#test/unit/core/setup/console-process';
import { FakeTenant, Killed } from '#test/unit/core/setup/fake-tenant';
import { shippedProfiles } from '#test/unit/core/setup/profile-files';

const configuration = {
  schemaVersion: 1,
  vendor: 'airstack',
  mappings: [
    {
      source: 'User',
      target: 'User',
      scopingFilter: {
        groups: [
          {
            name: 'Sales',
            clauses: [
              { operatorName: 'EQUALS', sourceOperandName: 'department', targetOperand: { values: ['Sales'] } },
            ],
          },
        ],
      },
    },
  ],
  assignments: [{ user: 'person1@contoso.example' }, { group: 'Staff' }],
  notifications: { email: 'it@contoso.example' },
};

interface Scenario {
  readonly name: string;
  readonly prepare: (tenant: FakeTenant, disk: Disk) => Promise<void>;
  readonly configuration: unknown;
}

const world = (tenant: FakeTenant, disk: Disk) => ({ tenant, disk, profiles: shippedProfiles });

const scenarios: readonly Scenario[] = [
  { name: 'a new application', prepare: async () => undefined, configuration },
  {
    name: 'a new application without an app role',
    prepare: async (tenant) => {
      tenant.newAppRoles = [];
    },
    configuration,
  },
  {
    name: 'going from everyone to assigned only on a job that has run',
    prepare: async (tenant, disk) => {
      await setUp(
        startProcess(world(tenant, disk)),
        { ...configuration, scope: { people: 'everyone' } },
        { token: 'good-token' },
      );
      for (const principal of tenant.principals) for (const job of principal.jobs) job.ran = true;
      tenant.clock.advance(3_600_000);
    },
    configuration,
  },
];

const good = { token: 'good-token' };

interface Kill {
  readonly at: 'received' | 'acted' | 'journal';
  readonly index: number;
}

/** Runs once and kills the process at one moment; says whether that moment came. */
async function runKilled(
  scenario: Scenario,
  { tenant, disk }: { readonly tenant: FakeTenant; readonly disk: Disk },
  kill: Kill,
): Promise<boolean> {
  let dead = false;
  const moments = { received: 0, acted: 0 };
  let lines = 0;
  const stop = (): never => {
    dead = true;
    throw new Killed();
  };
  tenant.intercept = (phase) => {
    if (dead) throw new Killed();
    moments[phase] += 1;
    if (kill.at === phase && moments[phase] - 1 === kill.index) stop();
  };
  disk.onAppend = (line) => {
    if (dead) throw new Killed();
    lines += 1;
    if (kill.at !== 'journal' || lines - 1 !== kill.index) return;
    // The line is on the disk; the process dies before it goes on.
    disk.lines.push(line);
    stop();
  };
  try {
    await setUp(startProcess(world(tenant, disk)), scenario.configuration, good);
  } catch (cause) {
    if (!dead) throw cause;
  }
  tenant.intercept = () => undefined;
  disk.onAppend = () => undefined;
  return dead;
}

async function finalPicture(scenario: Scenario, kill: Kill | null) {
  const tenant = new FakeTenant();
  const disk = new Disk();
  await scenario.prepare(tenant, disk);
  const killed = kill === null ? false : await runKilled(scenario, { tenant, disk }, kill);
  await setUp(startProcess(world(tenant, disk)), scenario.configuration, good);
  const again = await plan(startProcess(world(tenant, disk)), scenario.configuration);
  const chain = await readChain(disk.lines);
  const { openIntents, created } = journalFacts(chain.entries);
  return {
    killed,
    picture: tenant.picture(),
    writesLeft: again.writes,
    fault: chain.fault,
    open: openIntents.map((intent) => intent.step),
    created: created.map((object) => object.type).sort(),
  };
}

describe.each(scenarios)('$name, killed and run again by a new process', (scenario) => {
  it.each(['received', 'acted', 'journal'] as const)(
    'ends in the same state when it is killed at any moment: %s',
    async (at) => {
      const { killed: _never, ...expected } = await finalPicture(scenario, null);
      expect(expected.writesLeft).toBe(0);
      let moments = 0;
      for (let index = 0; ; index += 1) {
        const { killed, ...result } = await finalPicture(scenario, { at, index });
        if (!killed) break;
        moments += 1;
        expect({ at, index, ...result }).toEqual({ at, index, ...expected });
      }
      expect(moments).toBeGreaterThanOrEqual(at === 'journal' ? 4 : 15);
    },
  );
});

describe('an interrupted creation', () => {
  it('asks when more than one new application could be its result', async () => {
    const tenant = new FakeTenant();
    const disk = new Disk();
    const isInstantiate = (path: string) => path.endsWith('/instantiate');
    tenant.intercept = (phase, request) => {
      if (phase === 'acted' && isInstantiate(request.path)) throw new Killed();
    };
    await expect(setUp(startProcess(world(tenant, disk)), configuration, good)).rejects.toBeInstanceOf(Killed);
    tenant.intercept = () => undefined;
    tenant.addApplication('Airstack');
    tenant.clock.advance(10_000);
    await expect(plan(startProcess(world(tenant, disk)), configuration)).rejects.toMatchObject({
      code: 'conflict',
      details: { reason: 'severalNewInstances' },
    });
    expect(tenant.principals).toHaveLength(2);
  });

  it('waits up to ten minutes before it creates again, and says so', async () => {
    const tenant = new FakeTenant();
    const disk = new Disk();
    tenant.intercept = (phase, request) => {
      if (phase === 'received' && request.path.endsWith('/instantiate')) throw new Killed();
    };
    await expect(setUp(startProcess(world(tenant, disk)), configuration, good)).rejects.toBeInstanceOf(Killed);
    tenant.intercept = () => undefined;
    const began = tenant.clock.now();
    const process = startProcess(world(tenant, disk));
    await setUp(process, configuration, good);
    expect(tenant.clock.now() - began).toBeGreaterThanOrEqual(599_000);
    expect(process.progress.some((line) => line.state === 'waiting' && line.message.includes('can be cancelled'))).toBe(
      true,
    );
    expect(tenant.principals).toHaveLength(1);
  });
});
