import type { AppRoleAssignment, ObjectMapping, SynchronizationRule } from '#core/graph/shapes';
import type { EffectiveProfile } from '#core/profiles/effective-profile';
import { checkSchemaEdit } from '#core/schema/check-edit';
import { editSchema, type SchemaEdit } from '#core/schema/edit-schema';
import type { Principals } from '#core/setup/live-state';
import { decideAccess, defaultAccessId, resolveAssignments } from '#core/setup/plan/access';
import type { AssignmentConfiguration, ObjectMappingConfiguration } from '#shared/model/configuration';
import { type EntitledPrincipals, entitledPrincipals } from './entitled.ts';
import type { LiveScope } from './read-scope.ts';

/** A change of scope or mappings; what is left out stays. */
export interface ScopeChange {
  readonly people?: 'assigned' | 'everyone' | undefined;
  readonly skipOutOfScopeDeletions?: boolean | undefined;
  readonly mappings: readonly ObjectMappingConfiguration[];
  readonly assign: readonly AssignmentConfiguration[];
  readonly unassign: readonly string[];
}

/** An object mapping before and after; null = there is none. */
export interface MappingSides {
  readonly rule: SynchronizationRule;
  readonly before: ObjectMapping;
  readonly after: ObjectMapping;
}

/** The whole of a change: everything on both sides. */
export interface ChangedScope {
  readonly everyone: { readonly before: boolean; readonly after: boolean };
  readonly skipOutOfScopeDeletions: boolean;
  readonly entitled: { readonly before: EntitledPrincipals; readonly after: EntitledPrincipals };
  readonly assignmentsChange: boolean;
  readonly edit: SchemaEdit;
  readonly people: MappingSides | null;
  readonly groups: MappingSides | null;
}

function sidesOf(live: LiveScope, edit: SchemaEdit, source: string): MappingSides | null {
  const rules = [...(live.schema.synchronizationRules ?? [])].sort((a, b) => (a.priority ?? 0) - (b.priority ?? 0));
  const all = rules.flatMap((rule) =>
    (rule.objectMappings ?? [])
      .filter((mapping) => mapping.sourceObjectName.toLowerCase() === source)
      .map((before) => ({
        rule,
        before,
        after: edit.edits.find((one) => one.before === before)?.after ?? before,
      })),
  );
  // An application may map people several times; one that is on is the one that counts.
  return all.find(({ before, after }) => before.enabled !== false || after.enabled !== false) ?? all[0] ?? null;
}

/** No vendor's rules: which role is chosen makes no difference to who is in scope. */
export const anyAssignment: EffectiveProfile['assignment'] = {
  appRoles: [],
  defaultAccessExcluded: null,
  rolesImportedFromTarget: false,
  separateAppRequired: false,
  separateAppRecommended: false,
};

type CountedAssignment = Pick<AppRoleAssignment, 'principalId' | 'principalType' | 'appRoleId'>;

function assignmentsAfter(live: LiveScope, change: ScopeChange, principals: Principals): readonly CountedAssignment[] {
  const removed = new Set(change.unassign);
  const kept = live.assignments.filter(({ id }) => !removed.has(id));
  if (change.assign.length === 0) return kept;
  const assigned = new Set(kept.map(({ principalId }) => principalId));
  const { add } = decideAccess({
    wanted: resolveAssignments(change.assign, principals, assigned),
    roles: live.roles,
    existing: kept,
    profile: { assignment: anyAssignment },
  });
  return [
    ...kept,
    ...add.map(({ wanted, appRoleId }) => ({
      principalId: wanted.principalId,
      principalType: wanted.kind === 'group' ? 'Group' : 'User',
      // null: a role is added first, where there is none that people can have; until then Default Access counts.
      appRoleId: appRoleId ?? defaultAccessId,
    })),
  ];
}

/**
 * Takes what stands, a change and the people and groups it names; gives both sides. Raises `bad_request` for a mapping, a
 * filter, a name or a role that cannot be used. Pure.
 */
export function changedScope(live: LiveScope, change: ScopeChange, principals: Principals): ChangedScope {
  const edit = editSchema(live.schema, change.mappings);
  checkSchemaEdit(live.schema, edit);
  const everyone = live.settings.everyone;
  return {
    everyone: { before: everyone, after: change.people === undefined ? everyone : change.people === 'everyone' },
    skipOutOfScopeDeletions: change.skipOutOfScopeDeletions ?? live.settings.skipOutOfScopeDeletions,
    entitled: {
      before: entitledPrincipals(live.assignments, live.roles),
      after: entitledPrincipals(assignmentsAfter(live, change, principals), live.roles),
    },
    assignmentsChange: change.assign.length > 0 || change.unassign.length > 0,
    edit,
    people: sidesOf(live, edit, 'user'),
    groups: sidesOf(live, edit, 'group'),
  };
}
