import { describe, expect, it } from 'vitest';
import { CoreError } from '#core/rpc/errors';
import { apply, Disk, plan, setUp, startProcess } from './console-process.ts';
import { FakeTenant } from './fake-tenant.ts';
import { shippedProfiles } from './profile-files.ts';

const configuration = {
  schemaVersion: 1,
  vendor: 'airstack',
  connection: { secrets: { SecretToken: { label: 'SecretToken' } } },
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
  assignments: [{ user: 'person1@contoso.example' }, { user: 'person2@contoso.example' }, { group: 'Staff' }],
  notifications: { email: 'it@contoso.example' },
};

const world = () => ({ tenant: new FakeTenant(), disk: new Disk(), profiles: shippedProfiles });
const good = { token: 'good-token' };

const codeOf = async (promise: Promise<unknown>): Promise<string> => {
  try {
    await promise;
    return 'nothing was raised';
  } catch (cause) {
    return cause instanceof CoreError ? `${cause.code} ${cause.details.reason ?? ''}`.trim() : String(cause);
  }
};

describe('applySetup', () => {
  it('sets up a new application and says what it verified', async () => {
    const one = world();
    const report = await setUp(startProcess(one), configuration, good);
    expect(report.result).toBe('changed');
    expect(report.steps.filter((step) => !step.verified)).toEqual([]);
    expect(report.steps.map((step) => step.id)).toEqual([
      'application.create',
      'credentials.test',
      'job.create',
      'settings.save',
      'credentials.prove',
      'schema.edit',
      'assignments.add',
      'job.start',
      'health.check',
    ]);
    expect(one.tenant.picture()).toMatchObject([
      {
        name: 'Airstack',
        secrets: {
          BaseAddress: 'https://api-as.lenovosoftware.com/0/as/common/scim',
          SecretToken: 'good-token',
          SyncAll: 'false',
        },
        jobs: [{ state: 'Active' }],
      },
    ]);
    expect(JSON.stringify([report, one.disk.lines])).not.toContain('good-token');
  });

  it('writes nothing the second time and says unchanged', async () => {
    const one = world();
    await setUp(startProcess(one), configuration, good);
    one.tenant.clock.advance(3_600_000);
    const second = await plan(startProcess(one), configuration);
    expect(second.writes).toBe(0);
    const process = startProcess(one);
    const report = await setUp(process, configuration);
    expect(report).toMatchObject({ result: 'unchanged', writes: 0 });
  });

  it('keeps members of the schema that it does not know', async () => {
    const one = world();
    await setUp(startProcess(one), configuration, good);
    const schema = one.tenant.principals[0]?.jobs[0]?.schema;
    expect(schema).toMatchObject({ provisioningTaskIdentifier: 'kept', version: 'v2' });
    expect(JSON.stringify(schema)).toContain('Disposition');
    expect(JSON.stringify(schema)).not.toContain('@odata.context');
  });

  it('saves nothing when the connection test fails, and adds the vendor’s advice', async () => {
    const one = world();
    const process = startProcess(one);
    const shown = await plan(process, configuration, { token: 'wrong' });
    const failure = await apply(process, shown).catch((cause: unknown) => cause);
    expect(failure).toMatchObject({ code: 'target_refused' });
    expect(String((failure as CoreError).details.nextStep)).toContain('For Airstack');
    expect(one.tenant.principals[0]).toMatchObject({ jobs: [], assignments: [] });
    expect(one.tenant.principals[0]?.secrets.size).toBe(0);
    const report = await setUp(startProcess(one), configuration, good);
    expect(report.result).toBe('changed');
    expect(one.tenant.principals).toHaveLength(1);
  });

  it('does not believe a 204 when the settings read back otherwise', async () => {
    const one = world();
    one.tenant.dropsSecrets = true;
    expect(await codeOf(setUp(startProcess(one), configuration, good))).toBe('graph_error settingsNotSaved');
  });

  it('asks for the secret before anything is written', async () => {
    const one = world();
    expect(await codeOf(setUp(startProcess(one), configuration))).toBe('secret_required secretNotBound');
    expect(one.tenant.principals).toEqual([]);
  });

  it('makes no Graph write when the journal cannot be written', async () => {
    const one = world();
    const process = startProcess(one);
    const shown = await plan(process, configuration, good);
    one.disk.full = true;
    expect(await codeOf(apply(process, shown))).toBe('storage_full');
    expect(one.tenant.principals).toEqual([]);
  });

  it('refuses a plan that is stale because the mappings were changed meanwhile', async () => {
    const one = world();
    await setUp(startProcess(one), configuration, good);
    one.tenant.clock.advance(60_000);
    const process = startProcess(one);
    const shown = await plan(process, { ...configuration, mappings: [] }, good);
    const changed = await plan(
      process,
      { ...configuration, mappings: [{ source: 'User', target: 'User', scopingFilter: null }] },
      good,
    );
    const job = one.tenant.principals[0]?.jobs[0];
    if (job !== undefined) job.schema = { ...job.schema, version: 'v9' };
    expect(shown.writes).toBe(0);
    expect(await codeOf(apply(process, changed))).toBe('plan_stale schemaChanged');
  });

  it('adds an app role where people with Default Access are left out', async () => {
    const one = world();
    one.tenant.newAppRoles = [];
    const report = await setUp(startProcess(one), configuration, good);
    expect(one.tenant.picture()).toMatchObject([
      {
        roles: ['User'],
        assignments: [
          expect.stringMatching(/ User$/),
          expect.stringMatching(/ User$/),
          expect.stringMatching(/ User$/),
        ],
      },
    ]);
    expect(report.result).toBe('changed');
  });

  it('says that a started job went into quarantine', async () => {
    const one = world();
    one.tenant.quarantineOnStart = true;
    expect(await codeOf(setUp(startProcess(one), configuration, good))).toBe('target_refused jobInQuarantine');
  });

  it('repairs a revoked token: the proof fails, a new one is saved, and the quarantine is lifted', async () => {
    const one = world();
    await setUp(startProcess(one), configuration, good);
    one.tenant.clock.advance(3_600_000);
    one.tenant.validToken = 'new-token';
    const [principal] = one.tenant.principals;
    const [job] = principal?.jobs ?? [];
    if (job !== undefined) job.quarantine = { reason: 'EncounteredQuarantineException' };
    const unbound = await plan(startProcess(one), configuration);
    expect(unbound.secrets).toMatchObject([
      { key: 'SecretToken', needed: true, bound: false, host: 'api-as.lenovosoftware.com' },
    ]);
    await setUp(startProcess(one), configuration, { token: 'new-token' });
    expect(principal?.secrets.get('SecretToken')).toBe('new-token');
    expect(job?.quarantine).toBeNull();
  });

  it('asks for confirmation before secrets go to another host', async () => {
    const one = world();
    await setUp(startProcess(one), configuration, good);
    one.tenant.clock.advance(3_600_000);
    const moved = {
      ...configuration,
      connection: { ...configuration.connection, tenantUrl: 'https://other.example/scim' },
    };
    const process = startProcess(one);
    const shown = await plan(process, moved, good);
    expect(shown.steps.find((step) => step.id === 'settings.save')?.confirmation).toEqual({
      kind: 'changeOfHost',
      from: 'api-as.lenovosoftware.com',
      to: 'other.example',
    });
    expect(await codeOf(apply(process, shown, { confirmed: [] }))).toBe('bad_request confirmationNeeded');
  });

  it('restarts when the scope goes from everyone to assigned only', async () => {
    const one = world();
    await setUp(startProcess(one), { ...configuration, scope: { people: 'everyone' } }, good);
    one.tenant.clock.advance(3_600_000);
    const [principal] = one.tenant.principals;
    const [job] = principal?.jobs ?? [];
    if (job !== undefined) job.ran = true;
    const process = startProcess(one);
    const shown = await plan(process, configuration, good);
    expect(shown.steps.find((step) => step.id === 'job.restart')).toMatchObject({
      action: 'restart',
      confirmation: { kind: 'deprovisions' },
    });
    await apply(process, shown);
    expect(job?.ran).toBe(false);
    expect(principal?.secrets.get('SyncAll')).toBe('false');
  });
});

describe('an OAuth vendor', () => {
  const atea = {
    schemaVersion: 1,
    vendor: 'atea',
    assignments: [{ user: 'person1@contoso.example' }],
    notifications: { email: 'it@contoso.example' },
  };
  const ateaWorld = () => {
    const one = world();
    one.tenant.oauth = true;
    one.tenant.templateName = 'Atea';
    return one;
  };

  it('saves the settings, then stops for the authorization with a link', async () => {
    const one = ateaWorld();
    const process = startProcess(one);
    const report = await setUp(process, atea);
    expect(report.result).toBe('authorizationRequired');
    expect(report.authorizeUrl).toContain(`https://admin.demo.example/#view`);
    expect(process.progress.some((line) => line.state === 'personNeeded' && line.url === report.authorizeUrl)).toBe(
      true,
    );
    const [principal] = one.tenant.principals;
    expect(Object.fromEntries(principal?.secrets ?? [])).toMatchObject({
      SyncAll: 'false',
      SyncNotificationSettings: expect.stringContaining('it@contoso.example'),
    });
    expect(principal?.jobs[0]?.state).toBe('Disabled');
  });

  it('starts after the authorization, and never saves settings again', async () => {
    const one = ateaWorld();
    await setUp(startProcess(one), atea);
    const [principal] = one.tenant.principals;
    if (principal !== undefined) {
      principal.oauthAuthorized = true;
      principal.secrets.set('Oauth2AccessToken', 'vendor-token');
    }
    const report = await setUp(startProcess(one), atea);
    expect(report.result).toBe('changed');
    expect(principal?.jobs[0]?.state).toBe('Active');
    const later = await plan(startProcess(one), { ...atea, notifications: { email: 'other@contoso.example' } });
    expect(later.steps.find((step) => step.id === 'settings.save')).toMatchObject({ action: 'handOff' });
    expect(later.writes).toBe(0);
  });

  it('waits for the person when it is told to', async () => {
    const one = ateaWorld();
    const process = startProcess(one);
    const shown = await plan(process, atea);
    let looks = 0;
    one.tenant.intercept = (phase, request) => {
      if (phase !== 'received' || !request.path.endsWith('/validateCredentials')) return;
      looks += 1;
      const [principal] = one.tenant.principals;
      if (looks === 3 && principal !== undefined) principal.oauthAuthorized = true;
    };
    const report = await apply(process, shown, { authorization: 'wait' });
    expect(report.result).toBe('changed');
    expect(one.tenant.principals[0]?.jobs[0]?.state).toBe('Active');
  });
});
