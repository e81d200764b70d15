import { describe, expect, it } from 'vitest';
import { CoreError } from '#core/rpc/errors';
import { createImpactStore, plannedImpact } from '#core/scope/impact-store';
import { withImpact } from '#core/setup/impact-in-plan';
import { planStep } from '#core/setup/plan/decisions';
import type { ScopingFilter } from '#shared/model/attribute-mapping';
import { ProvisioningConfiguration } from '#shared/model/configuration';
import { Impact } from '#shared/model/scope';

const servicePrincipalId = '11111111-1111-4111-8111-111111111111';
const counts = { read: 0, before: 0, after: 0, entering: 0, leaving: 0, open: 0, enteringNames: [], leavingNames: [] };

const impactOf = (id: string, disables: number): Impact =>
  Impact.parse({
    id,
    application: 'Airstack',
    servicePrincipalId,
    hasRun: true,
    people: counts,
    groups: null,
    effects: { creates: 0, updates: 0, disables: Math.max(disables, 0), deletes: disables < 0 ? 0 : 1 },
    threshold: { enabled: false, value: null, held: false },
    rewrites: [],
    cycle: { kind: 'none', restart: false, reason: '', objects: 0, minMinutes: 0, maxMinutes: 0 },
    firstRun: null,
    warnings: [{ code: 'removesEveryone', message: 'All leave.' }],
    approximate: [],
    missing: [],
  });

const filter: ScopingFilter = { groups: [{ clauses: [{ operatorName: 'IS NULL', sourceOperandName: 'mail' }] }] };
const configurationWith = (scopingFilter: ScopingFilter | null, people = 'assigned') =>
  ProvisioningConfiguration.parse({
    schemaVersion: 1,
    vendor: 'airstack',
    application: { servicePrincipalId },
    scope: { people },
    mappings: [{ source: 'User', target: 'User', scopingFilter }],
  });

function reasonOf(work: () => unknown): string | undefined {
  try {
    work();
  } catch (cause) {
    if (cause instanceof CoreError) return cause.details.reason;
    throw cause;
  }
  return undefined;
}

describe('the impact that a plan is made with', () => {
  const store = createImpactStore(async () => null);
  store.keep(impactOf('one', 4), { people: 'assigned', mappings: configurationWith(filter).mappings, assign: [] });

  it('gives the number and the warnings for the change that it was computed for', () => {
    expect(store.impactOf('one', configurationWith(filter))).toMatchObject({
      deprovisioned: 5,
      warnings: [{ code: 'removesEveryone' }],
    });
  });

  it.each([
    ['another filter', configurationWith(null)],
    ['another reach', configurationWith(filter, 'everyone')],
    [
      'another application',
      ProvisioningConfiguration.parse({
        ...configurationWith(filter),
        application: { servicePrincipalId: '22222222-2222-4222-8222-222222222222' },
      }),
    ],
    [
      'accounts that are not kept any more',
      ProvisioningConfiguration.parse({
        ...configurationWith(filter),
        scope: { people: 'assigned', skipOutOfScopeDeletions: false },
      }),
    ],
    [
      'mappings that were not looked at',
      ProvisioningConfiguration.parse({
        ...configurationWith(filter),
        mappings: [{ source: 'User', target: 'User', scopingFilter: filter, attributeMappings: [] }],
      }),
    ],
  ])('is stale for %s', (_name, configuration) => {
    expect(reasonOf(() => store.impactOf('one', configuration))).toBe('impactOfAnotherChange');
  });

  it('is stale when somebody was counted as assigned whom the plan does not assign', () => {
    const change = { people: 'assigned', mappings: configurationWith(filter).mappings } as const;
    store.keep(impactOf('with', 0), { ...change, assign: [{ user: 'ada@contoso.example' }] });
    expect(reasonOf(() => store.impactOf('with', configurationWith(filter)))).toBe('impactOfAnotherChange');
    const assigning = { ...configurationWith(filter), assignments: [{ user: 'Ada@contoso.example' }] };
    expect(store.impactOf('with', assigning).deprovisioned).toBe(1);
  });

  it.each([
    ['groups that may not be read', 3, { missing: [{ scope: 'GroupMember.Read.All', reason: '', cannotKnow: '' }] }],
    ['people of whom it cannot be told', -1, { people: { ...counts, open: 2 } }],
  ])('knows no number with %s', (_name, disables, other) => {
    expect(plannedImpact({ ...impactOf('open', disables), ...other }).deprovisioned).toBeNull();
  });

  it('is unknown where people leave before a first cycle has ended, which may make their accounts at this moment', () => {
    const none = { ...impactOf('first', -1), hasRun: false };
    expect(none.effects.disables + none.effects.deletes).toBe(0);
    expect(plannedImpact(none).deprovisioned).toBe(0);
    expect(plannedImpact({ ...none, people: { ...counts, leaving: 3 } }).deprovisioned).toBeNull();
  });

  it('is stale when it is not known any more', () => {
    const small = createImpactStore(async () => null);
    for (let index = 0; index <= 50; index += 1)
      small.keep(impactOf(`impact-${index}`, 0), { people: 'assigned', mappings: [], assign: [] });
    expect(reasonOf(() => small.impactOf('impact-0', configurationWith(filter)))).toBe('impactUnknown');
  });
});

describe('the number in a plan', () => {
  const unknown = planStep({
    id: 'schema.edit',
    title: 'Edit',
    reason: 'Because.',
    action: 'update',
    confirmation: { kind: 'deprovisions', count: null },
  });

  it('replaces the unknown one, so that it has to be confirmed as it is', () => {
    const [step] = withImpact([unknown], { deprovisioned: 5, warnings: [] });
    expect(step?.confirmation).toEqual({ kind: 'deprovisions', count: 5 });
  });

  it('leaves nothing to confirm where nobody is removed, and everything as it is without an impact', () => {
    expect(withImpact([unknown], { deprovisioned: 0, warnings: [] })[0]?.confirmation).toBeUndefined();
    expect(withImpact([unknown], null)).toEqual([unknown]);
  });

  it('touches no other confirmation', () => {
    const host = { ...unknown, confirmation: { kind: 'changeOfHost' as const, from: 'a', to: 'b' } };
    expect(withImpact([host], { deprovisioned: 0, warnings: [] })).toEqual([host]);
  });
});
