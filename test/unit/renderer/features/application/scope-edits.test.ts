import { describe, expect, it } from 'vitest';
import {
  changesRules,
  editedConfiguration,
  filterChanges,
  hasEdits,
  noEdits,
  objectKey,
} from '#renderer/features/application/scope/scope-edits';
import { textToType } from '#renderer/lib/text-to-type';
import { ProvisioningConfiguration } from '#shared/model/configuration';
import { type Confirmation, Plan } from '#shared/model/plan';
import { ScopeView } from '#shared/model/scope';

const live = ProvisioningConfiguration.parse({
  schemaVersion: 1,
  vendor: 'airstack',
  scope: { people: 'everyone' },
  mappings: [{ source: 'User', target: 'User', enabled: true }],
  assignments: [{ user: 'ada@contoso.com' }],
  safety: { deletionThreshold: { enabled: true, value: 20 } },
});
const view = ScopeView.parse({
  application: 'Airstack',
  servicePrincipalId: '11111111-1111-4111-8111-111111111111',
  jobId: 'job',
  version: 'v1',
  hasRun: true,
  people: 'everyone',
  skipOutOfScopeDeletions: false,
  deletionThreshold: { enabled: true, value: 20 },
  notificationEmail: null,
  roles: [],
  assignments: [],
  objects: [
    { source: 'User', target: 'User', enabled: true, filter: null, inWords: null, attributes: [] },
    { source: 'Group', target: 'Group', enabled: true, filter: null, inWords: null, attributes: [] },
  ],
  operators: [],
  missing: [],
});
const clause = { operatorName: 'IS NULL', sourceOperandName: 'mail' };
const filter = { groups: [{ name: 'One', clauses: [clause] }] };
const group = objectKey({ source: 'Group', target: 'Group' });

describe('edits of the scope', () => {
  it('are none as long as everything is as it was', () => {
    expect(hasEdits(noEdits, view)).toBe(false);
    expect(hasEdits({ ...noEdits, people: 'everyone', skip: false }, view)).toBe(false);
    expect(changesRules({ ...noEdits, people: 'assigned' }, view)).toBe(true);
    expect(changesRules({ ...noEdits, skip: true }, view)).toBe(false);
  });

  it('leave alone what they do not name, and give a mapping to an object that the configuration does not list', () => {
    const edited = editedConfiguration(live, { ...noEdits, filters: { [group]: filter } }, view);
    expect(edited.mappings).toEqual([
      { source: 'User', target: 'User', enabled: true },
      { source: 'Group', target: 'Group', scopingFilter: filter },
    ]);
    expect(edited.assignments).toEqual([]);
    expect(edited.safety).toEqual(live.safety);
  });

  it('take a filter without groups for none, and add people with the role that was chosen', () => {
    const user = objectKey({ source: 'User', target: 'User' });
    const edited = editedConfiguration(
      live,
      {
        filters: { [user]: { groups: [] } },
        added: [
          { id: '1', name: 'Kenji', kind: 'person', role: 'User' },
          { id: '2', name: 'Sales', kind: 'group', role: null },
        ],
        threshold: { enabled: true, value: 5 },
      },
      view,
    );
    expect(edited.mappings[0]).toMatchObject({ scopingFilter: null });
    expect(edited.assignments).toEqual([{ user: '1', role: 'User' }, { group: '2' }]);
    expect(edited.safety?.deletionThreshold).toEqual({ enabled: true, value: 5 });
  });

  it('change a filter as a value', () => {
    const two = filterChanges.addGroup(filter, { name: 'Two', clauses: [clause] });
    expect(filterChanges.removeGroup(two, 0)).toEqual({ groups: [{ name: 'Two', clauses: [clause] }] });
    const [first] = two.groups;
    expect(first && filterChanges.removeClause(first, 0).clauses).toEqual([]);
    expect(filter.groups).toHaveLength(1);
  });
});

const planWith = (...confirmations: readonly Confirmation[]): Plan =>
  Plan.parse({
    id: 'plan_0123456789abcdef',
    hash: 'h',
    purpose: 'setup',
    tenantId: 't',
    vendor: 'airstack',
    application: 'Airstack',
    servicePrincipalId: null,
    steps: confirmations.map((confirmation, index) => ({
      id: `s${index}`,
      title: 'a step',
      reason: 'because',
      action: 'update',
      changes: [],
      requests: [],
      confirmation,
    })),
    secrets: [],
    warnings: [],
    choices: [],
    writes: 1,
  });

describe('what has to be typed', () => {
  it.each<readonly [string, Plan, string | null]>([
    ['nothing where nobody is removed', planWith({ kind: 'deletes', objects: ['x'] }), null],
    ['the number of people', planWith({ kind: 'deprovisions', count: 7 }), '7'],
    [
      'the name of the application where the number is not known',
      planWith({ kind: 'deprovisions', count: null }),
      'Airstack',
    ],
    [
      'one number for two steps of one change',
      planWith({ kind: 'deprovisions', count: 7 }, { kind: 'deprovisions', count: 7 }),
      '7',
    ],
  ])('is %s', (_name, plan, expected) => {
    expect(textToType(plan)).toBe(expected);
  });
});
