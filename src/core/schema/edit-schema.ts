import type { ObjectMapping, SynchronizationRule, SynchronizationSchema } from '#core/graph/shapes';
import type { AttributeMapping } from '#shared/model/attribute-mapping';
import type { ObjectMappingConfiguration } from '#shared/model/configuration';
import type { PlannedChange } from '#shared/model/plan';
import { completedSource, sameSource } from './attribute-source.ts';
import { describeScopingFilter, sameScopingFilter } from './compare-filters.ts';
import {
  type AttributeMappingChange,
  attributeMappingChanges,
  attributeMappingDefaults,
  describeAttributeMapping,
} from './compare-mappings.ts';
import { editDefinitions } from './edit-definitions.ts';
import { flowTypesOf, sameFlowActions } from './flow-actions.ts';

/** How one object mapping is wanted: a configuration's entry, or single mappings that a profile adds, changes or removes. */
export interface WantedObjectMapping extends ObjectMappingConfiguration {
  readonly put?: readonly AttributeMapping[];
  readonly drop?: readonly string[];
  /** Comes from a vendor profile: its article may name the target object otherwise than the service, and it is no fault when it is not there. */
  readonly fromProfile?: true;
}

/** What an edit does to one object mapping. */
export interface ObjectMappingEdit {
  readonly rule: SynchronizationRule;
  readonly before: ObjectMapping;
  readonly after: ObjectMapping;
  readonly wanted: WantedObjectMapping;
  readonly attributeChanges: readonly AttributeMappingChange[];
  readonly scopeChanged: boolean;
  readonly changes: readonly PlannedChange[];
}

/** A schema with the edits in it, and the edits. `missing`: wanted object mappings that the schema does not have. */
export interface SchemaEdit {
  readonly schema: SynchronizationSchema;
  readonly edits: readonly ObjectMappingEdit[];
  readonly missing: readonly WantedObjectMapping[];
  /** Attributes that a vendor profile maps and the live schema does not know: the live schema is right, so nothing is put there. */
  readonly leftOut: readonly string[];
}

/** Takes an object mapping or a wanted one; gives its name in words. Pure. */
export const objectMappingName = (mapping: { readonly source: string; readonly target: string }): string =>
  `${mapping.source} → ${mapping.target}`;

function writtenMapping(wanted: AttributeMapping, live: AttributeMapping | undefined): AttributeMapping {
  const stated = Object.fromEntries(
    Object.entries(wanted).filter(([, value]) => value !== undefined && value !== null),
  );
  const source =
    live !== undefined && sameSource(live.source, wanted.source) ? live.source : completedSource(wanted.source);
  return { ...live, ...attributeMappingDefaults, ...stated, targetAttributeName: wanted.targetAttributeName, source };
}

/** The complete list that is wanted: the configuration's own, else the live one with the profile's mappings put in. */
function wantedList(live: readonly AttributeMapping[], wanted: WantedObjectMapping): readonly AttributeMapping[] {
  if (wanted.attributeMappings !== undefined) return wanted.attributeMappings;
  const put = new Map((wanted.put ?? []).map((mapping) => [mapping.targetAttributeName, mapping]));
  const kept = live.filter((mapping) => !(wanted.drop ?? []).includes(mapping.targetAttributeName));
  const replaced = kept.map((mapping) => put.get(mapping.targetAttributeName) ?? mapping);
  const there = new Set(kept.map((mapping) => mapping.targetAttributeName));
  return [...replaced, ...[...put.values()].filter((mapping) => !there.has(mapping.targetAttributeName))];
}

function writtenList(
  live: readonly AttributeMapping[],
  wanted: readonly AttributeMapping[],
  changes: readonly AttributeMappingChange[],
) {
  const changed = new Map(changes.map((change) => [change.after, change.before ?? undefined]));
  const old = [...live];
  return wanted.map((mapping) => {
    if (changed.has(mapping)) return writtenMapping(mapping, changed.get(mapping));
    // Unchanged in meaning: the live one goes back as it was read, with all its members.
    const index = old.findIndex((candidate) => candidate.targetAttributeName === mapping.targetAttributeName);
    const [same] = index === -1 ? [undefined] : old.splice(index, 1);
    return same ?? mapping;
  });
}

const changeInWords = (name: string, change: AttributeMappingChange): PlannedChange => ({
  what: `${name}: ${change.targetAttributeName}`,
  before: change.before === null ? null : describeAttributeMapping(change.before),
  after: change.after === null ? null : describeAttributeMapping(change.after),
});

const yesNo = (value: boolean): string => (value ? 'on' : 'off');

function memberChanges(
  live: ObjectMapping,
  wanted: WantedObjectMapping,
): { readonly after: Partial<ObjectMapping>; readonly changes: PlannedChange[] } {
  const name = objectMappingName(wanted);
  const changes: PlannedChange[] = [];
  const after: Partial<ObjectMapping> = {};
  const enabled = live.enabled ?? true;
  if (wanted.enabled !== undefined && wanted.enabled !== enabled) {
    after.enabled = wanted.enabled;
    changes.push({ what: `${name}: object mapping`, before: yesNo(enabled), after: yesNo(wanted.enabled) });
  }
  if (wanted.actions !== undefined && !sameFlowActions(live.flowTypes, wanted.actions)) {
    after.flowTypes = flowTypesOf(wanted.actions, live.flowTypes);
    changes.push({ what: `${name}: actions`, before: live.flowTypes ?? null, after: after.flowTypes });
  }
  if (wanted.scopingFilter !== undefined && !sameScopingFilter(live.scope, wanted.scopingFilter)) {
    after.scope = wanted.scopingFilter;
    changes.push({
      what: `${name}: scoping filter`,
      before: describeScopingFilter(live.scope),
      after: describeScopingFilter(wanted.scopingFilter),
    });
  }
  return { after, changes };
}

function editOne(rule: SynchronizationRule, live: ObjectMapping, wanted: WantedObjectMapping): ObjectMappingEdit {
  const members = memberChanges(live, wanted);
  const liveList = live.attributeMappings ?? [];
  const list = wantedList(liveList, wanted);
  const attributeChanges = attributeMappingChanges(liveList, list);
  const attributes =
    attributeChanges.length === 0 ? {} : { attributeMappings: writtenList(liveList, list, attributeChanges) };
  return {
    rule,
    before: live,
    wanted,
    after: { ...live, ...members.after, ...attributes },
    attributeChanges,
    scopeChanged: 'scope' in members.after,
    changes: [
      ...members.changes,
      ...attributeChanges.map((change) => changeInWords(objectMappingName(wanted), change)),
    ],
  };
}

const matches = (mapping: ObjectMapping, wanted: WantedObjectMapping): boolean =>
  mapping.sourceObjectName === wanted.source && mapping.targetObjectName === wanted.target;

/** A profile's mappings whose target the live schema does not know. A schema without definitions says nothing about it. */
function unknownPuts(
  { directories }: SynchronizationSchema,
  { rule, mapping }: { readonly rule: SynchronizationRule; readonly mapping: ObjectMapping },
  put: readonly AttributeMapping[],
): readonly string[] {
  const directory = (directories ?? []).find(({ name }) => name === rule.targetDirectoryName);
  const object = (directory?.objects ?? []).find(({ name }) => name === mapping.targetObjectName);
  const known = new Set((object?.attributes ?? []).map(({ name }) => name));
  if (known.size === 0) return [];
  return put.map(({ targetAttributeName }) => targetAttributeName).filter((name) => !known.has(name));
}

/** The first object mapping with that source and target, in the order of rules; for a profile's entry also one with that source only. */
function find(schema: SynchronizationSchema, wanted: WantedObjectMapping) {
  const all = (schema.synchronizationRules ?? []).flatMap((rule) =>
    (rule.objectMappings ?? []).map((mapping) => ({ rule, mapping })),
  );
  const exact = all.find(({ mapping }) => matches(mapping, wanted));
  if (exact !== undefined || wanted.fromProfile === undefined) return exact;
  return all.find(({ mapping }) => mapping.sourceObjectName === wanted.source);
}

/**
 * Takes a schema as it was read and what is wanted; gives the schema with only the wanted parts changed (members that are
 * not known here stay) and the edits. Edits that change nothing are not listed. Pure.
 */
export function editSchema(schema: SynchronizationSchema, wanted: readonly WantedObjectMapping[]): SchemaEdit {
  const edits: ObjectMappingEdit[] = [];
  const missing: WantedObjectMapping[] = [];
  const leftOut: string[] = [];
  let directories = schema.directories ?? [];
  for (const entry of wanted) {
    const found = find(schema, entry);
    if (found === undefined) {
      if (entry.fromProfile === undefined) missing.push(entry);
      continue;
    }
    const unknown = unknownPuts(schema, found, entry.put ?? []);
    leftOut.push(...unknown);
    const put = (entry.put ?? []).filter(({ targetAttributeName }) => !unknown.includes(targetAttributeName));
    const definitions = editDefinitions(directories, {
      directory: found.rule.targetDirectoryName,
      object: found.mapping.targetObjectName,
      put: entry.targetAttributes ?? [],
      remove: entry.removedTargetAttributes ?? [],
    });
    directories = [...definitions.directories];
    const edit = editOne(found.rule, found.mapping, unknown.length === 0 ? entry : { ...entry, put });
    edits.push({ ...edit, wanted: entry, changes: [...definitions.changes, ...edit.changes] });
  }
  const effective = edits.filter((edit) => edit.changes.length > 0);
  const replacement = new Map(effective.map((edit) => [edit.before, edit.after]));
  const rules = schema.synchronizationRules?.map((rule) => ({
    ...rule,
    ...(rule.objectMappings
      ? { objectMappings: rule.objectMappings.map((mapping) => replacement.get(mapping) ?? mapping) }
      : {}),
  }));
  return {
    schema:
      rules === undefined || effective.length === 0
        ? schema
        : { ...schema, synchronizationRules: rules, ...(schema.directories ? { directories } : {}) },
    edits: effective,
    missing,
    leftOut,
  };
}
