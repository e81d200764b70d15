import { describe, expect, it } from 'vitest';
import { parseConfiguration } from '#core/setup/configuration-file';
import { apply, Disk, plan, setUp, startProcess } from './console-process.ts';
import { FakeTenant, Killed } from './fake-tenant.ts';
import { shippedProfiles } from './profile-files.ts';
import { baseSchema } from './schema-sample.ts';

const world = () => ({ tenant: new FakeTenant(), disk: new Disk(), profiles: shippedProfiles });
const configuration = { schemaVersion: 1, vendor: 'airstack', assignments: [{ user: 'person1@contoso.example' }] };
const good = { token: 'good-token' };
type World = ReturnType<typeof world>;

const exported = (one: World, application: string) => {
  const process = startProcess(one);
  return process.handlers['configuration.export']({ application }, process.context);
};

/** Applications as people make them by hand in the portal. */
const byHand: Readonly<Record<string, (tenant: FakeTenant) => void>> = {
  'with a token, filters, edited mappings and a group': (tenant) => {
    const schema = structuredClone(baseSchema);
    const mapping = schema.synchronizationRules?.[0]?.objectMappings?.[0];
    if (mapping !== undefined) {
      mapping.scope = {
        groups: [
          {
            name: 'x',
            clauses: [{ operatorName: 'IS NOT NULL', sourceOperandName: 'department', targetOperand: { values: [] } }],
          },
        ],
        inputFilterGroups: [],
      };
      mapping.flowTypes = 'Add, Update';
      mapping.attributeMappings?.push({
        targetAttributeName: 'emails[type eq "work"].value',
        source: { type: 'Constant', name: 'a', expression: '"a"', parameters: [] },
        flowType: 'ObjectAddOnly',
      });
    }
    const principal = tenant.addApplication('Airstack');
    tenant.addJob(principal, { state: 'Active', schema });
    principal.secrets = new Map([
      ['BaseAddress', 'http://old.example/scim'],
      ['SecretToken', 'good-token'],
      ['SyncAll', 'True'],
      [
        'SyncNotificationSettings',
        '{"Enabled":true,"Recipients":"a@b.example","DeleteThresholdEnabled":true,"DeleteThresholdValue":17}',
      ],
      ['SkipOutOfScopeDeletions', 'True'],
      ['Domain', 'x'],
    ]);
    principal.assignments.push({
      id: 'a',
      principalId: tenant.groups.get('Staff')?.id ?? '',
      principalType: 'Group',
      appRoleId: principal.roles[0]?.id ?? '',
    });
  },
  'that is off, with odd notifications and Default Access': (tenant) => {
    const principal = tenant.addApplication('Airstack', { sso: 'saml' });
    tenant.addJob(principal, { state: 'Paused' });
    principal.secrets = new Map([
      ['BaseAddress', 'https://a.example/scim'],
      ['SecretToken', 'good-token'],
      ['SyncNotificationSettings', '{"Enabled":true,"Recipients":"a@b.example;c@d.example"}'],
    ]);
    principal.assignments.push({
      id: 'a',
      principalId: [...tenant.users.values()][0]?.id ?? '',
      principalType: 'User',
      appRoleId: principal.roles[0]?.id ?? '',
    });
  },
};

describe('configuration.export', () => {
  it.each(Object.keys(byHand))('gives a configuration whose plan is empty, for an application %s', async (name) => {
    const one = world();
    byHand[name]?.(one.tenant);
    one.tenant.clock.advance(3_600_000);
    const { configuration: read, text } = await exported(one, 'Airstack');
    expect(parseConfiguration(text)).toEqual(read);
    expect(text).not.toContain('good-token');
    const shown = await plan(startProcess(one), read);
    expect(shown.steps.filter((step) => step.action !== 'keep' && step.action !== 'check')).toEqual([]);
    expect(shown.writes).toBe(0);
    expect(shown.secrets.map((secret) => secret.needed)).not.toContain(true);
  });

  it('tells what it cannot say', async () => {
    const one = world();
    byHand['that is off, with odd notifications and Default Access']?.(one.tenant);
    one.tenant.clock.advance(3_600_000);
    expect((await exported(one, 'Airstack')).notes.map((note) => note.code)).toEqual(['notificationKept']);
  });

  it('exports what was set up, and applying that to nothing changes nothing', async () => {
    const one = world();
    await setUp(startProcess(one), { ...configuration, notifications: { email: 'it@contoso.example' } }, good);
    one.tenant.clock.advance(3_600_000);
    const { configuration: read } = await exported(one, 'Airstack');
    expect(read).toMatchObject({
      vendor: 'airstack',
      provisioning: 'on',
      notifications: { email: 'it@contoso.example' },
      assignments: [{ user: 'person1@contoso.example', role: 'User' }],
    });
    expect(await setUp(startProcess(one), read)).toMatchObject({ result: 'unchanged', writes: 0 });
  });

  it('says which application is not there', async () => {
    await expect(exported(world(), 'Nothing')).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('setup.planUndo', () => {
  const undoPlan = (one: World, value: unknown = configuration) => {
    const process = startProcess(one);
    return process.handlers['setup.planUndo'](
      { configuration: parseConfiguration(JSON.stringify(value)) },
      process.context,
    ).then((shown) => ({ process, shown }));
  };

  it('removes an application that we created, with everything on it', async () => {
    const one = world();
    await setUp(startProcess(one), configuration, good);
    one.tenant.clock.advance(60_000);
    const { process, shown } = await undoPlan(one);
    expect(shown.steps.map((step) => [step.id, step.confirmation?.kind])).toEqual([
      ['job.remove', 'deletes'],
      ['application.remove', 'deletes'],
    ]);
    const report = await apply(process, shown);
    expect(report).toMatchObject({ result: 'changed', servicePrincipalId: null });
    expect(report.steps.every((step) => step.verified)).toBe(true);
    expect(one.tenant.principals).toEqual([]);
    expect((await undoPlan(one)).shown.writes).toBe(0);
  });

  it('removes only what we created from an application that was there', async () => {
    const one = world();
    const principal = one.tenant.addApplication('Airstack', { roles: [] });
    principal.assignments.push({
      id: 'by-hand',
      principalId: [...one.tenant.users.values()][3]?.id ?? '',
      principalType: 'User',
      appRoleId: '00000000-0000-0000-0000-000000000000',
    });
    one.tenant.clock.advance(60_000);
    await setUp(startProcess(one), configuration, good);
    one.tenant.clock.advance(60_000);
    expect(principal.roles).toHaveLength(1);
    const { process, shown } = await undoPlan(one);
    expect(shown.steps.map((step) => step.id)).toEqual(['job.remove', 'assignments.remove', 'appRole.remove']);
    await apply(process, shown);
    expect(principal).toMatchObject({ jobs: [], roles: [] });
    expect(principal.assignments.map((assignment) => assignment.id)).toEqual(['by-hand']);
    expect(one.tenant.principals).toHaveLength(1);
  });

  it('has nothing to remove from an application that somebody else set up', async () => {
    const one = world();
    one.tenant.addJob(one.tenant.addApplication('Airstack'), { state: 'Active' });
    one.tenant.clock.advance(60_000);
    expect((await undoPlan(one)).shown).toMatchObject({ steps: [], writes: 0 });
  });

  it('also removes what an interrupted run created without noting it', async () => {
    const one = world();
    one.tenant.intercept = (phase, request) => {
      if (phase === 'acted' && request.path.endsWith('/instantiate')) throw new Killed();
    };
    await expect(setUp(startProcess(one), configuration, good)).rejects.toBeInstanceOf(Killed);
    one.tenant.intercept = () => undefined;
    one.tenant.clock.advance(10_000);
    const { process, shown } = await undoPlan(one);
    await apply(process, shown);
    expect(one.tenant.principals).toEqual([]);
    const began = one.tenant.clock.now();
    await setUp(startProcess(one), configuration, good);
    expect(one.tenant.clock.now() - began).toBeLessThan(60_000);
  });

  it('means the one that is there when an earlier one was deleted by hand', async () => {
    const one = world();
    await setUp(startProcess(one), configuration, good);
    one.tenant.principals.length = 0;
    one.tenant.clock.advance(120_000);
    await setUp(startProcess(one), configuration, good);
    one.tenant.clock.advance(60_000);
    const { process, shown } = await undoPlan(one);
    await apply(process, shown);
    expect(one.tenant.principals).toEqual([]);
  });

  it('deletes nothing without confirmation', async () => {
    const one = world();
    await setUp(startProcess(one), configuration, good);
    const { process, shown } = await undoPlan(one);
    await expect(apply(process, shown, { confirmed: [] })).rejects.toMatchObject({
      details: { reason: 'confirmationNeeded' },
    });
    expect(one.tenant.principals).toHaveLength(1);
  });
});
