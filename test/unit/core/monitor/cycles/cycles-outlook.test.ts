import { describe, expect, it } from 'vitest';
import { createGraph } from '#core/graph/create-graph';
import { createCyclesHandlers } from '#core/monitor/cycles/handlers';
import {
  createFakeClock,
  createFakePorts,
  createRoutedNetwork,
  graphError,
  json,
} from '#test/unit/core/graph/fake-world';
import {
  application,
  jobsRoute,
  jobWith,
  servicePrincipal,
  spId,
  sync,
} from '#test/unit/core/operations/operations-world';

const minute = 60_000;
const group = '33333333-3333-4333-8333-333333333333';
const assignment = (principalId: string, principalType: string) => ({
  id: principalId,
  appRoleId: '00000000-0000-0000-0000-000000000000',
  principalId,
  principalType,
});

interface Tenant {
  readonly secrets?: () => Response;
  readonly assigned?: readonly object[];
  readonly members?: number | null;
}

function open({ secrets, assigned = [], members = null }: Tenant = {}) {
  const clock = createFakeClock();
  let completed = 100;
  const { network, sent } = createRoutedNetwork({
    "GET /servicePrincipals?$filter=displayName eq 'Airstack'": () => json(200, { value: [servicePrincipal] }),
    [jobsRoute]: () => {
      const progress = [{ completedUnits: completed, totalUnits: 1000, units: null }];
      return json(200, { value: [jobWith({ code: 'NotRun', steadyStateFirstAchievedTime: null, progress })] });
    },
    [`GET ${sync}/secrets`]: secrets ?? (() => json(200, { value: [{ key: 'SyncAll', value: 'false' }] })),
    [`GET /servicePrincipals/${spId}/appRoleAssignedTo`]: () => json(200, { value: assigned }),
    'POST /$batch': () =>
      json(200, { responses: [{ id: '0', status: 200, body: members === null ? {} : { '@odata.count': members } }] }),
  });
  const ports = createFakePorts({ clock, network });
  const handlers = createCyclesHandlers({ ports, graph: createGraph(ports) });
  const context = { signal: new AbortController().signal, progress: () => undefined };
  return {
    outlook: () => handlers['cycles.outlook']({ application }, context),
    pass: async (minutes: number, done: number) => {
      await clock.sleep(minutes * minute);
      completed = done;
    },
    counted: () => sent.filter(({ url }) => url.includes('appRoleAssignedTo')).length,
  };
}

describe('the outlook of a job in its initial cycle', () => {
  it('gets a range as soon as it was looked at twice, and a better one the longer somebody watches', async () => {
    const { outlook, pass } = open();
    expect((await outlook()).initialCycle).toMatchObject({ completed: 100, total: 1000, end: null, basis: 'none' });
    await pass(10, 200);
    const early = (await outlook()).initialCycle;
    expect(early?.basis).toBe('observed');
    await pass(60, 800);
    const late = (await outlook()).initialCycle;
    const width = (one: typeof late): number =>
      Date.parse(one?.end?.latest ?? '') - Date.parse(one?.end?.earliest ?? '');
    expect(width(late)).toBeGreaterThan(0);
    expect(width(late)).toBeLessThan(width(early));
  });

  it('has the published range for people who are assigned, who are counted once an hour at most', async () => {
    const { outlook, counted, pass } = open({ assigned: [assignment(spId, 'User'), assignment(group, 'User')] });
    expect((await outlook()).initialCycle).toMatchObject({ basis: 'documented' });
    await outlook();
    expect(counted()).toBe(1);
    await pass(61, 100);
    await outlook();
    expect(counted()).toBe(2);
  });

  it.each([
    [7, 'documented'],
    [null, 'none'],
  ])('counts %j members of a group where they may be read: %s', async (members, basis) => {
    const { outlook } = open({ assigned: [assignment(group, 'Group')], members });
    expect((await outlook()).initialCycle?.basis).toBe(basis);
  });

  it('calls settings unknown where the role may not read them', async () => {
    const { outlook } = open({ secrets: () => graphError(403, 'Authorization_RequestDenied') });
    const { settings, initialCycle } = await outlook();
    expect(settings).toMatchObject({ scope: 'unknown', notifications: { state: 'unknown' } });
    expect(initialCycle?.explanation).toMatch(/could not be read/);
  });
});
