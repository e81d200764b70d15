import { describe, expect, it } from 'vitest';
import { toWireError } from '#core/rpc/errors';
import { json } from '#test/unit/core/graph/fake-world';
import {
  application,
  batchRoute,
  createOperationsWorld,
  jobRoute,
  jobsRoute,
  jobWith,
  personId,
  sync,
} from './operations-world.ts';

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
    expect(view.requestId).toBe('r-200');
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

  it.each([
    ['False', 'refused'],
    ['True', 'sent'],
  ])('a rule that says supportsProvisionOnDemand %s is %s', async (value, end) => {
    const [, rule] = schema.synchronizationRules;
    const said = { ...rule, metadata: [{ key: 'SupportsProvisionOnDemand', value }] };
    const world = createOperationsWorld(routes({ directories: [], synchronizationRules: [said] }));
    const asked = await ask(world, { user: 'ada@x.example' }).catch(toWireError);
    expect(world.writes()).toHaveLength(end === 'sent' ? 1 : 0);
    if (end === 'refused') expect(asked).toMatchObject({ code: 'conflict', reason: 'onDemandUnsupported' });
  });
});
