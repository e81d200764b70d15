import { describe, expect, it } from 'vitest';
import { id, liveState, newState, planOf, refusal, savedSecrets, tenantId, userRole } from './plan-fixture.ts';
import { shippedProfile } from './profile-files.ts';
import { baseSchema, organization } from './schema-sample.ts';

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

  it('brings the default to every account where that was chosen, and lets it be chosen otherwise', () => {
    const plan = planOf({ profile, state: liveState({ secrets }), configuration: { everyAccount: [organization] } });
    expect(plan.steps.find((step) => step.id === 'schema.edit')?.changes).toEqual([
      { what: `User → User: ${organization}`, before: null, after: `Coalesce([extensionAttribute1], "${tenantId}")` },
    ]);
    expect(plan.warnings.map(({ code }) => code)).not.toContain('defaultOnlyOnCreate');
    expect(plan.choices).toMatchObject([{ subject: organization, chosen: 'everyAccount' }]);
    expect(planOf({ profile, state: liveState({ secrets }) }).choices).toMatchObject([
      { subject: organization, chosen: 'newAccounts', options: [{ id: 'newAccounts' }, { id: 'everyAccount' }] },
    ]);
  });

  it.each([['userName'], ['nothing:of:the:kind']])(
    'refuses to bring a default of %s, which has none, anywhere',
    (name) => {
      expect(
        refusal(() =>
          planOf({ profile, state: liveState({ secrets }), configuration: { everyAccount: [organization, name] } }),
        ),
      ).toBe('bad_request noDefaultToReplace');
    },
  );

  it('offers nothing where the configuration maps it itself', () => {
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
