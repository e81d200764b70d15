import { describe, expect, it } from 'vitest';
import { Application } from '#core/graph/shapes';
import { type JournalFacts, noFacts } from '#core/journal/facts';
import {
  actionsOf,
  id,
  job,
  liveState,
  newState,
  nobody,
  person,
  planOf,
  savedSecrets,
  servicePrincipal,
  userRole,
} from './plan-fixture.ts';

describe('planSetup', () => {
  it('tests the credentials of a new application before the job, and proves them after', () => {
    const plan = planOf({ state: newState(), bound: ['SecretToken'] });
    expect(plan.steps.map((step) => step.id)).toEqual([
      'application.create',
      'credentials.test',
      'job.create',
      'settings.save',
      'credentials.prove',
      'schema.edit',
      'job.start',
      'health.check',
    ]);
    expect(plan.steps.every((step) => step.reason !== '' && step.title !== '')).toBe(true);
    expect(plan.steps.find((step) => step.id === 'settings.save')?.requests[0]).toEqual({
      method: 'PUT',
      path: '/servicePrincipals/{servicePrincipalId}/synchronization/secrets',
    });
  });

  const groupsOff = { mappings: [{ source: 'Group', target: 'Group' }] };

  it('has nothing to do when everything is as wanted', () => {
    const actions = Object.values(actionsOf(planOf({ configuration: groupsOff })));
    expect(actions.filter((action) => action !== 'keep' && action !== 'check')).toEqual([]);
  });

  it('adds the restart that going from everyone to assigned needs, with its consequence', () => {
    const everyone = savedSecrets.map((secret) => (secret.key === 'SyncAll' ? { ...secret, value: 'True' } : secret));
    const restart = planOf({ state: liveState({ secrets: everyone }) }).steps.find((step) => step.id === 'job.restart');
    expect(restart).toMatchObject({
      action: 'restart',
      confirmation: { kind: 'deprovisions' },
      consequence: expect.stringContaining('disabled or deleted'),
    });
  });

  it('finishes a restart that an interrupted run still owes', () => {
    const facts: JournalFacts = { ...noFacts, owed: new Map([[id(1), new Set(['restart'] as const)]]) };
    expect(actionsOf(planOf({ facts }))['job.restart']).toBe('restart');
  });

  it.each<[string, object, object, Readonly<Record<string, string>>]>([
    ['on and running', {}, {}, { 'job.start': 'keep' }],
    ['on and paused', {}, { schedule: { state: 'Paused' } }, { 'job.start': 'start' }],
    ['off and running', { provisioning: 'off' }, {}, { 'job.pause': 'stop' }],
    ['off and paused', { provisioning: 'off' }, { schedule: { state: 'Disabled' } }, { 'job.pause': 'keep' }],
  ])('brings the job into the wanted state: %s', (...row) => {
    const [, configuration, change, expected] = row;
    const state = liveState({ job: { kind: 'use', job: job(change), adopts: null } });
    expect(actionsOf(planOf({ configuration, state }))).toMatchObject(expected);
  });

  it('switches the group mapping off for a vendor without groups, unless the configuration names it', () => {
    expect(planOf({}).steps.find((step) => step.id === 'schema.edit')).toMatchObject({
      action: 'update',
      changes: [{ what: 'Group → Group: object mapping', before: 'on', after: 'off' }],
    });
    expect(actionsOf(planOf({ configuration: groupsOff }))['schema.edit']).toBe('keep');
  });

  it('asks before a filter narrows a job that has run', () => {
    const mappings = [
      {
        source: 'User',
        target: 'User',
        scopingFilter: { groups: [{ clauses: [{ operatorName: 'IS NOT NULL', sourceOperandName: 'department' }] }] },
      },
    ];
    expect(
      planOf({ configuration: { mappings } }).steps.find((step) => step.id === 'schema.edit')?.confirmation,
    ).toEqual({ kind: 'deprovisions', count: null });
  });

  it('asks before a mapping turns accounts off', () => {
    const mappings = [
      {
        source: 'User',
        target: 'User',
        attributeMappings: [
          {
            targetAttributeName: 'userName',
            source: { type: 'Attribute', name: 'userPrincipalName' },
            matchingPriority: 1,
          },
          { targetAttributeName: 'active', source: { type: 'Constant', name: 'False' } },
        ],
      },
    ];
    expect(
      planOf({ configuration: { mappings } }).steps.find((step) => step.id === 'schema.edit')?.confirmation,
    ).toEqual({ kind: 'deprovisions', count: null });
  });

  it('adds an app role where the vendor leaves Default Access out and none is usable', () => {
    const state = liveState(
      { application: Application.parse({ id: id(3), appId: id(2), displayName: 'Airstack', appRoles: [] }) },
      {
        choice: {
          kind: 'use',
          servicePrincipal: servicePrincipal({ appRoles: [{ ...userRole, isEnabled: false }] }),
          adopts: null,
        },
        principals: { ...nobody, users: new Map([['p1@c.example', person(1)]]) },
      },
    );
    expect(actionsOf(planOf({ configuration: { assignments: [{ user: 'p1@c.example' }] }, state }))).toMatchObject({
      'appRole.add': 'create',
      'assignments.add': 'create',
    });
  });
});
