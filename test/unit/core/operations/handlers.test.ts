import { describe, expect, it } from 'vitest';
import { toWireError } from '#core/rpc/errors';
import { resetScopes } from '#shared/contract/operations';
import { graphError, json } from '#test/unit/core/graph/fake-world';
import {
  batchRoute,
  createOperationsWorld,
  jobWith,
  personId,
  servicePrincipal,
  spId,
  sync,
} from './operations-world.ts';

const application = 'Airstack';
const jobsRoute = `GET ${sync}/jobs`;
const jobRoute = `GET ${sync}/jobs/scim.1`;
const quarantine = { reason: 'EncounteredQuarantineException', seriesBegan: '2026-01-09T12:00:00Z' };

describe('finding the application', () => {
  it('takes a name or the object id of the service principal', async () => {
    for (const selector of [application, spId]) {
      const { handlers, context } = createOperationsWorld({ [jobsRoute]: () => json(200, { value: [jobWith({})] }) });
      const { jobs } = await handlers['synchronizationJobs.show']({ application: selector }, context);
      expect(jobs).toMatchObject([{ application: 'Airstack', health: 'healthy', scope: 'assigned' }]);
    }
  });

  it('names the ids when several share the name', async () => {
    const other = '33333333-3333-4333-8333-333333333333';
    const { handlers, context } = createOperationsWorld({
      "GET /servicePrincipals?$filter=displayName eq 'Airstack'": () =>
        json(200, { value: [servicePrincipal, { ...servicePrincipal, id: other }] }),
    });
    const fault = await handlers['synchronizationJobs.show']({ application }, context).catch(toWireError);
    expect(fault).toMatchObject({ code: 'conflict', reason: 'ambiguousApplication' });
    expect((fault as { nextStep: string }).nextStep).toContain(`${spId}, ${other}`);
  });

  it.each([
    {
      selector: 'Nobody',
      route: "GET /servicePrincipals?$filter=displayName eq 'Nobody'",
      answer: () => json(200, { value: [] }),
    },
    {
      selector: personId,
      route: `GET /servicePrincipals/${personId}`,
      answer: () => graphError(404, 'Request_ResourceNotFound'),
    },
  ])('says that $selector is unknown', async ({ selector, route, answer }) => {
    const { handlers, context } = createOperationsWorld({ [route]: answer });
    const fault = await handlers['synchronizationJobs.show']({ application: selector }, context).catch(toWireError);
    expect(fault).toMatchObject({ code: 'not_found', reason: 'unknownApplication' });
  });
});

describe('showing a job', () => {
  it('still works for a person who may not read the settings', async () => {
    const { handlers, context } = createOperationsWorld({
      [jobsRoute]: () => json(200, { value: [jobWith({})] }),
      [`GET ${sync}/secrets`]: () => graphError(403, 'Authorization_RequestDenied'),
    });
    const { jobs } = await handlers['synchronizationJobs.show']({ application }, context);
    expect(jobs[0]?.scope).toBe('unknown');
  });

  it('shows no job where nothing is set up', async () => {
    const { handlers, context } = createOperationsWorld({ [jobsRoute]: () => json(200, { value: [] }) });
    expect(await handlers['synchronizationJobs.show']({ application }, context)).toEqual({ jobs: [] });
  });
});

describe('starting, pausing and restarting', () => {
  it('does not start a job that runs, and says so', async () => {
    const { handlers, context, writes, journal } = createOperationsWorld({
      [jobsRoute]: () => json(200, { value: [jobWith({})] }),
    });
    const view = await handlers['synchronizationJobs.start']({ application }, context);
    expect(view.summary).toMatch(/on already, so nothing was sent/);
    expect(writes()).toEqual([]);
    expect(journal.entries()).toEqual([]);
  });

  it.each([
    { name: 'a paused job', before: jobWith({ code: 'Paused' }, { state: 'Disabled' }) },
    { name: 'a job in quarantine', before: jobWith({ code: 'Quarantine', quarantine }) },
  ])('starts $name, journals it and reads it back', async ({ before }) => {
    const { handlers, context, writes, journal } = createOperationsWorld({
      [jobsRoute]: () => json(200, { value: [before] }),
      [jobRoute]: () => json(200, jobWith({ code: 'NotRun', steadyStateFirstAchievedTime: null })),
      [`POST ${sync}/jobs/scim.1/start`]: () => json(204, null),
    });
    expect((await handlers['synchronizationJobs.start']({ application }, context)).health).toBe('initialCycle');
    expect(writes()).toHaveLength(1);
    expect(writes()[0]?.body).toBeUndefined();
    expect(journal.entries()).toEqual(['intent job.start', 'outcome job.start done']);
  });

  it('pauses a job once', async () => {
    const paused = jobWith({ code: 'Paused' }, { state: 'Paused' });
    const running = createOperationsWorld({
      [jobsRoute]: () => json(200, { value: [jobWith({})] }),
      [jobRoute]: () => json(200, paused),
      [`POST ${sync}/jobs/scim.1/pause`]: () => json(204, null),
    });
    expect((await running.handlers['synchronizationJobs.pause']({ application }, running.context)).health).toBe('off');
    expect(running.writes()).toHaveLength(1);
    const off = createOperationsWorld({ [jobsRoute]: () => json(200, { value: [paused] }) });
    expect((await off.handlers['synchronizationJobs.pause']({ application }, off.context)).summary).toMatch(
      /off already/,
    );
    expect(off.writes()).toEqual([]);
  });

  const sentScopes: Record<(typeof resetScopes)[number], string> = {
    default: 'Watermark, Escrows, QuarantineState',
    Escrows: 'Escrows',
    Watermark: 'Watermark',
    QuarantineState: 'QuarantineState',
    Full: 'Full',
    ForceDeletes: 'ForceDeletes',
  };
  it.each(resetScopes)('restarts with exactly the body for %s', async (resetScope) => {
    const { handlers, context, writes } = createOperationsWorld({
      [jobsRoute]: () => json(200, { value: [jobWith({})] }),
      [jobRoute]: () => json(200, jobWith({})),
      [`POST ${sync}/jobs/scim.1/restart`]: () => json(204, null),
    });
    await handlers['synchronizationJobs.restart']({ application, resetScope }, context);
    expect(writes().map((request) => JSON.parse(request.body ?? ''))).toEqual([
      { criteria: { resetScope: sentScopes[resetScope] } },
    ]);
  });

  it('journals a refusal and raises it', async () => {
    const { handlers, context, journal } = createOperationsWorld({
      [jobsRoute]: () => json(200, { value: [jobWith({ code: 'Paused' }, { state: 'Disabled' })] }),
      [`POST ${sync}/jobs/scim.1/start`]: () => graphError(403, 'Authorization_RequestDenied'),
    });
    await expect(handlers['synchronizationJobs.start']({ application }, context)).rejects.toMatchObject({
      code: 'role_missing',
    });
    expect(journal.entries()).toEqual(['intent job.start', 'outcome job.start refused']);
  });

  it.each([
    { jobs: [], reason: 'noSynchronizationJob' },
    { jobs: [jobWith({}), { ...jobWith({}), id: 'scim.2' }], reason: 'severalJobs' },
  ])('acts on nothing with $reason', async ({ jobs, reason }) => {
    const { handlers, context } = createOperationsWorld({ [jobsRoute]: () => json(200, { value: jobs }) });
    const fault = await handlers['synchronizationJobs.start']({ application }, context).catch(toWireError);
    expect(fault).toMatchObject({ reason });
  });
});

describe('waiting for a cycle', () => {
  const running = (completedUnits: number, ended: string) =>
    jobWith({
      code: 'NotRun',
      steadyStateFirstAchievedTime: null,
      lastExecution: { state: 'Succeeded', timeBegan: ended, timeEnded: ended },
      progress: [{ completedUnits, totalUnits: 10, units: null }],
    });
  const never = '0001-01-01T00:00:00Z';
  const worldOf = (looks: readonly object[]) => {
    const left = [...looks];
    const next = () => json(200, left.length > 1 ? left.shift() : left[0]);
    return createOperationsWorld({ [jobsRoute]: () => json(200, { value: [looks[0]] }), [jobRoute]: next });
  };
  const wait = (world: ReturnType<typeof createOperationsWorld>, timeoutMs = 7_200_000) =>
    world.handlers['synchronizationJobs.waitForCycle']({ application, timeoutMs }, world.context);

  it('tells the progress and ends with the cycle', async () => {
    const world = worldOf([
      running(1, never),
      running(5, never),
      running(5, never),
      running(10, '2026-01-10T12:01:00Z'),
    ]);
    const view = await wait(world);
    expect(view.lastCycle?.ended).toBe('2026-01-10T12:01:00Z');
    expect(world.progress).toMatchObject([
      { state: 'waiting', completed: 1, total: 10 },
      { state: 'waiting', completed: 5, total: 10 },
    ]);
    expect(world.clock.sleeps).toEqual([2_000, 5_000, 10_000]);
  });

  it('waits for the next cycle when one has ended before', async () => {
    const world = worldOf([
      running(10, '2026-01-10T11:00:00Z'),
      running(10, '2026-01-10T11:00:00Z'),
      running(10, '2026-01-10T12:00:00Z'),
    ]);
    expect((await wait(world)).lastCycle?.ended).toBe('2026-01-10T12:00:00Z');
  });

  it('ends at once with a quarantine', async () => {
    const world = worldOf([running(1, never), jobWith({ code: 'Quarantine', quarantine })]);
    expect((await wait(world)).health).toBe('quarantine');
  });

  it('has nothing to wait for when provisioning is off', async () => {
    const fault = await wait(worldOf([jobWith({ code: 'Paused' }, { state: 'Paused' })])).catch(toWireError);
    expect(fault).toMatchObject({ code: 'conflict', reason: 'provisioningOff' });
  });

  it('gives up after its time', async () => {
    const fault = await wait(worldOf([running(1, never)]), 60_000).catch(toWireError);
    expect(fault).toMatchObject({ code: 'timeout', reason: 'cycleStillRunning' });
  });
});

describe('explaining a quarantine', () => {
  it('says that there is none', async () => {
    const { handlers, context } = createOperationsWorld({ [jobsRoute]: () => json(200, { value: [jobWith({})] }) });
    expect(await handlers['quarantine.explain']({ application }, context)).toEqual({
      application: 'Airstack',
      quarantine: null,
      summary: 'The application is not in quarantine.',
    });
  });

  it('says why and what to do', async () => {
    const { handlers, context } = createOperationsWorld({
      [jobsRoute]: () => json(200, { value: [jobWith({ code: 'Paused', quarantine })] }),
    });
    const result = await handlers['quarantine.explain']({ application }, context);
    expect(result.quarantine).toMatchObject({ reason: 'EncounteredQuarantineException', daysLeft: 27 });
    expect(result.summary).toContain('EncounteredQuarantineException');
  });
});

describe('provisioning on demand', () => {
  const person = { id: personId, displayName: 'Ada', userPrincipalName: 'ada@x.example' };
  const groupId = '44444444-4444-4444-8444-444444444444';
  const schema = {
    directories: [],
    synchronizationRules: [
      {
        id: 'late',
        priority: 9,
        objectMappings: [{ sourceObjectName: 'User', targetObjectName: 'User', enabled: true }],
      },
      {
        id: 'rule',
        priority: 1,
        objectMappings: [
          { sourceObjectName: 'User', targetObjectName: 'User', enabled: true },
          { sourceObjectName: 'Group', targetObjectName: 'Group', enabled: true },
        ],
      },
    ],
  };
  const unassigned = {
    key: JSON.stringify({
      result: 'Skipped',
      details: { errorCode: 'NotEffectivelyEntitled', errorMessage: 'not assigned' },
    }),
    value: JSON.stringify({
      provisioningSteps: [
        { type: 'Scoping', status: 'Skipped', description: 'Not in scope', details: { Assigned: 'False' } },
      ],
    }),
  };
  const routes = (usedSchema: object = schema) => ({
    [jobsRoute]: () => json(200, { value: [jobWith({})] }),
    [`${jobRoute}/schema`]: () => json(200, usedSchema),
    [`POST ${sync}/jobs/scim.1/provisionOnDemand`]: () => json(200, unassigned),
    'POST /$batch': batchRoute({
      'GET /users/ada@x.example': () => ({ status: 200, body: person }),
      'GET /groups': () => ({ status: 200, body: { value: [{ id: groupId, displayName: 'Staff' }] } }),
    }),
  });
  const ask = (
    world: ReturnType<typeof createOperationsWorld>,
    target: { user?: string; group?: string; members?: string[] },
  ) => world.handlers['provisioning.onDemand']({ application, members: [], ...target }, world.context);

  it('finds the rule by itself and tells an unassigned person what to do', async () => {
    const world = createOperationsWorld(routes());
    const view = await ask(world, { user: 'ada@x.example' });
    expect(view).toMatchObject({ result: 'skipped', subject: 'ada@x.example', errorCode: 'NotEffectivelyEntitled' });
    expect(view.remedy).toMatch(/not assigned/);
    expect(world.writes().map((request) => JSON.parse(request.body ?? ''))).toEqual([
      { parameters: [{ ruleId: 'rule', subjects: [{ objectId: personId, objectTypeName: 'User' }] }] },
    ]);
    expect(world.progress.at(-1)).toEqual({ state: 'skipped', message: 'Not in scope' });
    expect(world.journal.entries()).toEqual(['intent provision.onDemand', 'outcome provision.onDemand done']);
  });

  it('sends a group with the members that were named', async () => {
    const world = createOperationsWorld(routes());
    await ask(world, { group: 'Staff', members: ['ada@x.example'] });
    expect(JSON.parse(world.writes()[0]?.body ?? '').parameters[0].subjects).toEqual([
      {
        objectId: groupId,
        objectTypeName: 'Group',
        links: { members: [{ objectId: personId, objectTypeName: 'User' }] },
      },
    ]);
  });

  it.each([
    { target: { user: 'nobody@x.example' }, reason: 'unknownPerson' },
    { target: { group: 'Staff', members: ['nobody@x.example'] }, reason: 'unknownPerson' },
  ])('says who is unknown in $target and sends nothing', async ({ target, reason }) => {
    const world = createOperationsWorld(routes());
    expect(await ask(world, target).catch(toWireError)).toMatchObject({ code: 'not_found', reason });
    expect(world.writes()).toEqual([]);
  });

  it('refuses a group where the application provisions none', async () => {
    const [, rule] = schema.synchronizationRules;
    const withoutGroups = {
      directories: [],
      synchronizationRules: [
        {
          ...rule,
          objectMappings: rule?.objectMappings.map((one) => ({ ...one, enabled: one.sourceObjectName === 'User' })),
        },
      ],
    };
    const world = createOperationsWorld(routes(withoutGroups));
    const fault = await ask(world, { group: 'Staff' }).catch(toWireError);
    expect(fault).toMatchObject({ code: 'conflict', reason: 'objectTypeNotProvisioned' });
    expect(world.writes()).toEqual([]);
  });
});

describe('the log', () => {
  const rows = (count: number, status: string) =>
    Array.from({ length: count }, (_unused, index) => ({
      id: `${status}-${index}`,
      activityDateTime: '2026-01-10T00:00:00Z',
      provisioningStatusInfo: { status },
    }));
  const input = {
    limit: 3,
    application: undefined,
    user: undefined,
    status: undefined,
    action: undefined,
    since: undefined,
  };

  it('says whether there is more', async () => {
    for (const { count, complete } of [
      { count: 3, complete: true },
      { count: 4, complete: false },
    ]) {
      const { handlers, context } = createOperationsWorld({
        'GET /auditLogs/provisioning': () => json(200, { value: rows(count, 'success') }),
      });
      const result = await handlers['logs.list'](input, context);
      expect(result.entries).toHaveLength(3);
      expect(result.complete).toBe(complete);
    }
  });

  it('filters by status here, over all pages', async () => {
    const { handlers, context } = createOperationsWorld({
      'GET /auditLogs/provisioning': (request) =>
        request.url.includes('skiptoken')
          ? json(200, { value: rows(2, 'failure') })
          : json(200, {
              value: rows(5, 'success'),
              '@odata.nextLink': 'https://graph.microsoft.com/v1.0/auditLogs/provisioning?$skiptoken=1',
            }),
    });
    const result = await handlers['logs.list']({ ...input, status: 'FAILURE' }, context);
    expect(result.entries.map((entry) => entry.id)).toEqual(['failure-0', 'failure-1']);
    expect(result.complete).toBe(true);
  });

  it('asks the service for one application and one person, and by name for somebody who is gone', async () => {
    const world = createOperationsWorld({
      'GET /auditLogs/provisioning': () => json(200, { value: [] }),
      'POST /$batch': batchRoute({ 'GET /users/ada@x.example': () => ({ status: 200, body: { id: personId } }) }),
    });
    await world.handlers['logs.list']({ ...input, application, user: 'ada@x.example' }, world.context);
    await world.handlers['logs.list']({ ...input, user: 'gone@x.example' }, world.context);
    const filters = world.sent
      .filter((request) => request.url.includes('auditLogs'))
      .map((request) => new URL(request.url).searchParams.get('$filter'));
    expect(filters).toEqual([
      `servicePrincipal/id eq '${spId}' and sourceIdentity/id eq '${personId}'`,
      "contains(sourceIdentity/displayName,'gone@x.example')",
    ]);
  });
});
