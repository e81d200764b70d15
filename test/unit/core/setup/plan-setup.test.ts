import { describe, expect, it } from 'vitest';
import { Application, ServicePrincipal, SynchronizationJob, SynchronizationTemplate } from '#core/graph/shapes';
import { IntentEntry } from '#core/journal/entry';
import { type JournalFacts, noFacts } from '#core/journal/facts';
import type { EffectiveProfile } from '#core/profiles/effective-profile';
import { CoreError } from '#core/rpc/errors';
import { chooseApplication } from '#core/setup/choose-application';
import type { LiveApplication, LiveState } from '#core/setup/live-state';
import { type ComputedPlan, planSetup } from '#core/setup/plan/plan-setup';
import { ProvisioningConfiguration } from '#shared/model/configuration';
import { shippedProfile } from './profile-files.ts';
import { baseSchema, organization } from './schema-sample.ts';

const tenantId = '11111111-1111-4111-8111-111111111111';
const id = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
const userRole = { id: id(8), displayName: 'User', value: 'User', isEnabled: true, allowedMemberTypes: ['User'] };

const servicePrincipal = (change: object = {}) =>
  ServicePrincipal.parse({ id: id(1), appId: id(2), displayName: 'Airstack', appRoles: [userRole], ...change });

const job = (change: object = {}) =>
  SynchronizationJob.parse({
    id: 'job-1',
    templateId: 'airstack',
    schedule: { state: 'Active' },
    status: { code: 'Active', quarantine: null, lastSuccessfulExecution: {} },
    ...change,
  });

const savedSecrets = [
  { key: 'BaseAddress', value: 'https://api-as.lenovosoftware.com/0/as/common/scim' },
  { key: 'SecretToken', value: '*' },
  { key: 'SyncAll', value: 'false' },
  { key: 'SyncNotificationSettings', value: '{"Enabled":false}' },
];

const person = (number: number, change: object = {}) => ({
  id: id(100 + number),
  displayName: `Person ${number}`,
  userPrincipalName: `p${number}@c.example`,
  accountEnabled: true,
  ...change,
});

const liveApplication = (change: Partial<LiveApplication> = {}): LiveApplication => ({
  application: Application.parse({ id: id(3), appId: id(2), displayName: 'Airstack', appRoles: [userRole] }),
  templates: [SynchronizationTemplate.parse({ id: 'airstack', default: true })],
  jobs: [job()],
  job: { kind: 'use', job: job(), adopts: null },
  secrets: savedSecrets,
  schema: baseSchema,
  savedCredentials: { kind: 'proven', requestId: 'req' },
  assignments: [],
  ...change,
});

const template = { id: id(9), displayName: 'Airstack', supportsProvisioning: true };
const nobody = { users: new Map(), groups: new Map(), nestedGroups: new Map() };

const newState = (change: Partial<LiveState> = {}): LiveState => ({
  tenantId,
  gatheredAt: 0,
  template,
  instances: [],
  choice: { kind: 'create', displayName: 'Airstack', open: null },
  live: null,
  principals: nobody,
  ...change,
});

const liveState = (live: Partial<LiveApplication> = {}, change: Partial<LiveState> = {}): LiveState =>
  newState({
    instances: [servicePrincipal()],
    choice: { kind: 'use', servicePrincipal: servicePrincipal(), adopts: null },
    live: liveApplication(live),
    ...change,
  });

interface Case {
  readonly configuration?: object;
  readonly state?: LiveState;
  readonly bound?: readonly string[];
  readonly rotate?: boolean;
  readonly facts?: JournalFacts;
  readonly profile?: EffectiveProfile;
}

const airstack = await shippedProfile('airstack');

const planOf = ({
  configuration = {},
  state = liveState(),
  bound = [],
  rotate = false,
  facts = noFacts,
  profile = airstack,
}: Case): ComputedPlan =>
  planSetup({
    configuration: ProvisioningConfiguration.parse({ schemaVersion: 1, vendor: profile.id, ...configuration }),
    profile,
    state,
    facts,
    boundLabels: new Set(bound),
    rotateSecrets: rotate,
  });

const actionsOf = (plan: ComputedPlan): Readonly<Record<string, string>> =>
  Object.fromEntries(plan.steps.map((step) => [step.id, step.action]));

const refusal = (make: () => unknown): string => {
  try {
    make();
  } catch (cause) {
    if (cause instanceof CoreError) return `${cause.code} ${cause.details.reason ?? ''}`;
    throw cause;
  }
  return 'accepted';
};

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

  it('says of kept secrets that they cannot be compared', () => {
    const plan = planOf({ bound: ['SecretToken'] });
    expect(plan.steps.find((step) => step.id === 'settings.save')).toMatchObject({
      action: 'keep',
      reason: 'kept, cannot be compared',
    });
    expect(plan.secrets).toEqual([
      {
        key: 'SecretToken',
        label: 'SecretToken',
        host: 'api-as.lenovosoftware.com',
        bound: true,
        needed: false,
        why: 'kept, cannot be compared',
      },
    ]);
  });

  it.each<[string, Case, string]>([
    [
      'no secret is saved',
      { state: liveState({ secrets: savedSecrets.filter(({ key }) => key !== 'SecretToken') }) },
      'SecretToken is not saved yet.',
    ],
    [
      'the saved credentials are refused',
      { state: liveState({ savedCredentials: { kind: 'refused', message: 'No.', requestId: 'r' } }) },
      'The saved credentials do not work. No.',
    ],
    [
      'another setting changes',
      { configuration: { notifications: { email: 'a@b.example' } } },
      'Settings change, and the service only takes all of them together.',
    ],
    ['rotation was asked for', { rotate: true }, 'A new secret was asked for.'],
  ])('writes the whole set, secret included, when %s', (_when, one, why) => {
    const plan = planOf(one);
    expect(plan.steps.find((step) => step.id === 'settings.save')).toMatchObject({ action: 'update', reason: why });
    expect(plan.secrets).toMatchObject([{ needed: true, bound: false, why }]);
    expect(plan.decisions.settings).toMatchObject({
      kind: 'write',
      secrets: [{ key: 'SecretToken', label: 'SecretToken' }],
    });
    expect([...(plan.decisions.settings.kind === 'write' ? plan.decisions.settings.open.values() : [])]).not.toContain(
      '*',
    );
  });

  it('keeps the secrets when the target cannot be reached: that says nothing about them', () => {
    const plan = planOf({
      state: liveState({ savedCredentials: { kind: 'unreachable', message: 'No host.', requestId: 'r' } }),
    });
    expect(plan.steps.find((step) => step.id === 'settings.save')?.action).toBe('keep');
    expect(plan.steps.find((step) => step.id === 'credentials.prove')?.reason).toBe('No host.');
  });

  it('writes back readable settings that it does not know, and refuses to wipe a secret that it does not know', () => {
    const known = planOf({
      configuration: { notifications: { email: 'a@b.example' } },
      state: liveState({ secrets: [...savedSecrets, { key: 'Domain', value: 'd' }] }),
    });
    expect(known.decisions.settings.kind === 'write' ? known.decisions.settings.open.get('Domain') : undefined).toBe(
      'd',
    );
    const state = liveState({ secrets: [...savedSecrets, { key: 'AppKey', value: '*' }] });
    expect(refusal(() => planOf({ configuration: { notifications: { email: 'a@b.example' } }, state }))).toBe(
      'bad_request unknownSavedSecret',
    );
    expect(refusal(() => planOf({ state }))).toBe('accepted');
    const named = { notifications: { email: 'a@b.example' }, connection: { secrets: { AppKey: { label: 'key' } } } };
    expect(planOf({ configuration: named, state }).secrets.map((secret) => secret.label)).toEqual([
      'SecretToken',
      'key',
    ]);
  });

  it.each<[string, Case, string]>([
    [
      'a secret among the settings',
      { configuration: { connection: { settings: { Password: 'x' } } } },
      'bad_request secretInSettings',
    ],
    [
      'a setting that has its own place',
      { configuration: { connection: { settings: { SyncAll: 'true' } } } },
      'bad_request settingHasItsOwnPlace',
    ],
    [
      'a tenant URL without https',
      { configuration: { connection: { tenantUrl: 'http://a.example/scim' } } },
      'bad_request tenantUrlNotHttps',
    ],
    ['a label that nothing uses', { bound: ['SecretTokn'] }, 'bad_request unknownSecretLabel'],
    [
      'groups switched on for a vendor without groups',
      { state: newState(), configuration: { mappings: [{ source: 'Group', target: 'Group', enabled: true }] } },
      'bad_request groupsNotSupported',
    ],
    [
      'an unknown target attribute',
      {
        configuration: {
          mappings: [
            {
              source: 'User',
              target: 'User',
              attributeMappings: [
                { targetAttributeName: 'usrName', source: { type: 'Attribute', name: 'mail' }, matchingPriority: 1 },
              ],
            },
          ],
        },
      },
      'bad_request unknownTargetAttribute',
    ],
    [
      'an unknown person',
      { configuration: { assignments: [{ user: 'nobody@c.example' }] } },
      'bad_request unknownUser',
    ],
    ['an unknown group', { configuration: { assignments: [{ group: 'Nobody' }] } }, 'bad_request unknownGroup'],
    [
      'an unknown app role',
      {
        configuration: { assignments: [{ user: 'p1@c.example', role: 'Usr' }] },
        state: liveState({}, { principals: { ...nobody, users: new Map([['p1@c.example', person(1)]]) } }),
      },
      'bad_request unknownAppRole',
    ],
    [
      'a group name that two groups have',
      {
        configuration: { assignments: [{ group: 'Twins' }] },
        state: liveState(
          {},
          { principals: { ...nobody, groups: new Map([['Twins', [{ id: id(21) }, { id: id(22) }]]]) } },
        ),
      },
      'bad_request ambiguousGroup',
    ],
    [
      'a group that cannot be assigned',
      {
        configuration: { assignments: [{ group: 'Mail' }] },
        state: liveState(
          {},
          { principals: { ...nobody, groups: new Map([['Mail', [{ id: id(21), securityEnabled: false }]]]) } },
        ),
      },
      'bad_request groupNotSecurityEnabled',
    ],
    [
      'an application without a synchronization template',
      { state: liveState({ templates: [] }) },
      'bad_request noProvisioningSupport',
    ],
    [
      'a gallery application without provisioning',
      { state: newState({ template: { ...template, supportsProvisioning: false } }) },
      'bad_request noProvisioningSupport',
    ],
  ])('refuses %s before anything is written', (_what, one, code) => {
    expect(refusal(() => planOf(one))).toBe(code);
  });

  it('offers the closest app role', () => {
    const state = liveState({}, { principals: { ...nobody, users: new Map([['p1@c.example', person(1)]]) } });
    try {
      planOf({ configuration: { assignments: [{ user: 'p1@c.example', role: 'Usr' }] }, state });
      expect.unreachable();
    } catch (cause) {
      expect(cause).toMatchObject({
        details: { nextStep: 'Did you mean "User"?', location: { path: 'assignments.0.role' } },
      });
    }
  });

  it.each<[string, Case, string]>([
    ['a second instance', { state: newState({ instances: [servicePrincipal()] }) }, 'secondInstance'],
    [
      'sign-on that is set up already',
      {
        state: liveState(
          { job: { kind: 'create', open: null }, schema: null },
          {
            choice: {
              kind: 'use',
              servicePrincipal: servicePrincipal({ preferredSingleSignOnMode: 'saml' }),
              adopts: null,
            },
          },
        ),
        bound: ['SecretToken'],
      },
      'ssoAlreadySetUp',
    ],
    [
      'an unexpected tenant URL',
      { configuration: { connection: { tenantUrl: 'https://other.example/scim' } } },
      'tenantUrlUnexpected',
    ],
    ['a picture instead of a table', {}, 'noAttributeTable'],
    ['a slip of the document', {}, 'documentSlip'],
    ['several jobs', { state: liveState({ jobs: [job(), job({ id: 'job-2' })] }) }, 'severalJobs'],
    [
      'a quarantine that nothing lifts',
      {
        state: liveState({
          job: {
            kind: 'use',
            adopts: null,
            job: job({ status: { code: 'Quarantine', quarantine: { reason: 'Unknown' } } }),
          },
        }),
      },
      'inQuarantine',
    ],
    [
      'a nested group',
      {
        configuration: { assignments: [{ group: 'G' }] },
        state: liveState(
          {},
          {
            principals: {
              users: new Map(),
              groups: new Map([['G', [{ id: id(21), securityEnabled: true }]]]),
              nestedGroups: new Map([[id(21), ['Inner']]]),
            },
          },
        ),
      },
      'nestedGroup',
    ],
    [
      'a disabled person',
      {
        configuration: { assignments: [{ user: 'p1@c.example' }] },
        state: liveState(
          {},
          { principals: { ...nobody, users: new Map([['p1@c.example', person(1, { accountEnabled: false })]]) } },
        ),
      },
      'disabledPeople',
    ],
    [
      'Default Access',
      {
        state: liveState({
          assignments: [{ id: 'a', principalId: id(101), appRoleId: '00000000-0000-0000-0000-000000000000' }],
        }),
      },
      'defaultAccess',
    ],
    [
      'people whom the configuration does not name',
      { state: liveState({ assignments: [{ id: 'a', principalId: id(101), appRoleId: userRole.id }] }) },
      'otherAssignments',
    ],
  ])('warns of %s', (_what, one, code) => {
    expect(planOf(one).warnings.map((warning) => warning.code)).toContain(code);
  });

  it('asks before secrets go to another host, and not for another path on the same one', () => {
    const save = (tenantUrl: string) =>
      planOf({ configuration: { connection: { tenantUrl } } }).steps.find((step) => step.id === 'settings.save');
    expect(save('https://other.example/scim')?.confirmation).toEqual({
      kind: 'changeOfHost',
      from: 'api-as.lenovosoftware.com',
      to: 'other.example',
    });
    expect(save('https://api-as.lenovosoftware.com/2/scim')?.confirmation).toBeUndefined();
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

describe('planSetup for SchoolStream ASA', async () => {
  const profile = await shippedProfile('schoolstream-asa');
  const secrets = savedSecrets.map((secret) =>
    secret.key === 'BaseAddress' ? { ...secret, value: 'https://school.example/scim' } : secret,
  );

  it('adds the mapping of the document with the tenant id as default', () => {
    const plan = planOf({ profile, state: liveState({ secrets }) });
    expect(plan.steps.find((step) => step.id === 'schema.edit')?.changes).toEqual([
      { what: `User → User: ${organization}`, before: null, after: `[extensionAttribute1], default "${tenantId}"` },
    ]);
  });

  it('counts the assigned people whom the default misses, and offers an expression', () => {
    const assignments = [
      { id: 'a', principalId: id(101), principalType: 'User', appRoleId: userRole.id },
      { id: 'b', principalId: id(102), principalType: 'User', appRoleId: userRole.id },
      { id: 'c', principalId: id(201), principalType: 'Group', appRoleId: userRole.id },
    ];
    const plan = planOf({ profile, state: liveState({ secrets, assignments }) });
    const warning = plan.warnings.find((one) => one.code === 'defaultOnlyOnCreate');
    expect(warning?.message).toContain('misses 2 assigned people and the members of 1 assigned group');
    expect(plan.choices[0]?.options.map((option) => option.label)).toContain(
      `Coalesce([extensionAttribute1], "${tenantId}")`,
    );
  });

  it('offers nothing once the expression is chosen', () => {
    const user = baseSchema.synchronizationRules?.[0]?.objectMappings?.[0]?.attributeMappings ?? [];
    const expression = {
      targetAttributeName: organization,
      source: {
        type: 'Function',
        expression: `Coalesce([extensionAttribute1], "${tenantId}")`,
      },
    };
    const plan = planOf({
      profile,
      state: liveState({ secrets }),
      configuration: { mappings: [{ source: 'User', target: 'User', attributeMappings: [...user, expression] }] },
    });
    expect(plan.choices).toEqual([]);
    expect(plan.steps.find((step) => step.id === 'schema.edit')?.changes).toHaveLength(1);
  });

  it('says that the application comes by signing up where the gallery does not list it', () => {
    expect(
      refusal(() =>
        planOf({
          profile,
          state: newState({ template: null }),
          configuration: { connection: { tenantUrl: 'https://school.example/scim' } },
        }),
      ),
    ).toBe('not_found signUpNeeded');
  });

  it('asks for the tenant URL that only the vendor knows', () => {
    expect(refusal(() => planOf({ profile, state: liveState({ secrets: [] }) }))).toBe('bad_request tenantUrlMissing');
  });
});

describe('chooseApplication', () => {
  const configuration = (change: object = {}) =>
    ProvisioningConfiguration.parse({ schemaVersion: 1, vendor: 'airstack', application: change });
  const one = servicePrincipal();
  const two = servicePrincipal({ id: id(11), displayName: 'Airstack test' });
  const created = (servicePrincipalId: string, displayName: string) => ({
    type: 'application' as const,
    servicePrincipalId,
    applicationId: '',
    appId: '',
    displayName,
    vendor: 'airstack',
    name: displayName,
    at: '',
  });
  const intent = (known: readonly string[]) =>
    IntentEntry.parse({
      v: 1,
      sequence: 1,
      at: '2026-11-21T08:00:00Z',
      run: 'r',
      who: 'w',
      tenantId,
      previous: '',
      hash: '',
      kind: 'intent',
      id: 'i',
      step: 'application.create',
      application: { vendor: 'airstack', name: 'Airstack', servicePrincipalId: null },
      changes: [],
      subject: { known },
    });
  const choose = (change: object, instances: readonly ServicePrincipal[], facts: Partial<JournalFacts> = {}) => {
    const choice = chooseApplication({
      configuration: configuration(change),
      displayName: (change as { name?: string }).name ?? 'Airstack',
      instances,
      facts: { ...noFacts, ...facts },
    });
    return choice.kind === 'use' ? choice.servicePrincipal.id : `create${choice.open === null ? '' : ' after looking'}`;
  };

  it.each<[string, () => string, string]>([
    ['none is there', () => choose({}, []), 'create'],
    ['one is there', () => choose({}, [one]), one.id],
    ['one is there, but a separate one is wanted', () => choose({ existing: 'createSeparate' }, [one]), 'create'],
    ['one is there with another name than the one asked for', () => choose({ name: 'Airstack test' }, [one]), 'create'],
    ['the one asked for by name is among several', () => choose({ name: 'Airstack test' }, [one, two]), two.id],
    ['ours is among several', () => choose({}, [one, two], { created: [created(one.id, 'Airstack')] }), one.id],
    [
      'ours is the separate one',
      () => choose({ existing: 'createSeparate' }, [one], { created: [created(one.id, 'Airstack')] }),
      one.id,
    ],
    [
      'an interrupted run made the new one',
      () => choose({ existing: 'createSeparate' }, [two, one], { openIntents: [intent([two.id])] }),
      one.id,
    ],
    [
      'an interrupted run made nothing that can be seen',
      () => choose({}, [two], { openIntents: [intent([two.id])] }),
      'create after looking',
    ],
    ['several could be meant', () => refusal(() => choose({}, [one, two])), 'conflict severalInstances'],
    [
      'several are new after an interrupted run',
      () => refusal(() => choose({}, [one, two], { openIntents: [intent([])] })),
      'conflict severalNewInstances',
    ],
  ])('when %s', (_when, result, expected) => {
    expect(result()).toBe(expected);
  });
});
