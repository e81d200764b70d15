import type { ObjectMapping, SynchronizationSchema } from '#core/graph/shapes';
import type { EffectiveProfile } from '#core/profiles/effective-profile';
import type { ObjectMappingFacts } from '#core/profiles/mapping-facts';
import { sameSource, sourceExpression } from '#core/schema/attribute-source';
import { editSchema, type WantedObjectMapping } from '#core/schema/edit-schema';
import type { AttributeMapping } from '#shared/model/attribute-mapping';
import type { MappingComparison, MappingRow } from '#shared/model/preparation';

/** What a comparison is made of. */
export interface ComparisonInput {
  readonly profile: EffectiveProfile;
  /** What the set-up wants of the mappings. */
  readonly wanted: readonly WantedObjectMapping[];
  /** null: the application, or its synchronization job, is not there yet. */
  readonly schema: SynchronizationSchema | null;
}

interface Sides {
  readonly facts: ObjectMappingFacts | undefined;
  readonly wanted: WantedObjectMapping | undefined;
  readonly before: ObjectMapping | null;
  readonly after: ObjectMapping | null;
}

const byTarget = (mappings: readonly AttributeMapping[] | null | undefined): ReadonlyMap<string, AttributeMapping> =>
  new Map((mappings ?? []).map((mapping) => [mapping.targetAttributeName, mapping]));

function changeOf(before: AttributeMapping | undefined, after: AttributeMapping | undefined): MappingRow['change'] {
  if (before === undefined) return after === undefined ? 'none' : 'add';
  if (after === undefined) return 'remove';
  const same = sameSource(before.source, after.source) && (before.defaultValue ?? '') === (after.defaultValue ?? '');
  return same ? 'none' : 'edit';
}

const shown = (mapping: AttributeMapping | undefined): string | null =>
  mapping === undefined ? null : sourceExpression(mapping.source);

/** Without a live schema only what the profile puts in or takes out is known of the time after. */
function afterWithoutSchema(wanted: WantedObjectMapping | undefined): ReadonlyMap<string, AttributeMapping> {
  return byTarget(wanted?.put);
}

function rowsOf({ facts, wanted, before, after }: Sides): MappingRow[] {
  const live = byTarget(before?.attributeMappings);
  const planned = before === null ? afterWithoutSchema(wanted) : byTarget(after?.attributeMappings);
  const documented = new Map((facts?.attributes ?? []).map((attribute) => [attribute.name, attribute]));
  const targets = [...new Set([...documented.keys(), ...live.keys(), ...planned.keys()])];
  return targets.map((target) => {
    const attribute = documented.get(target);
    const mapping = planned.get(target) ?? live.get(target);
    return {
      target,
      documented: attribute !== undefined,
      required: attribute?.required === true,
      live: shown(live.get(target)),
      matchingPriority: mapping?.matchingPriority ?? attribute?.matchingPriority ?? null,
      planned: shown(planned.get(target)),
      defaultValue: mapping?.defaultValue ?? null,
      change: changeOf(live.get(target), planned.get(target)),
      note: attribute?.note ?? null,
    };
  });
}

const objectMappings = (schema: SynchronizationSchema | null): readonly ObjectMapping[] =>
  (schema?.synchronizationRules ?? []).flatMap((rule) => rule.objectMappings ?? []);

/**
 * Takes a profile, what the set-up wants and the live schema; gives every object mapping with the document's attributes beside
 * the live ones and what the set-up would change. Pure.
 */
export function compareMappings({ profile, wanted, schema }: ComparisonInput): readonly MappingComparison[] {
  const live = objectMappings(schema);
  const edits = schema === null ? [] : editSchema(schema, wanted).edits;
  const sources = [
    ...new Set([
      ...profile.objectMappings.map((one) => one.sourceObjectName),
      ...live.map((one) => one.sourceObjectName),
    ]),
  ];
  return sources.map((source) => {
    const facts = profile.objectMappings.find((one) => one.sourceObjectName === source);
    const before = live.find((one) => one.sourceObjectName === source) ?? null;
    const after = edits.find((edit) => edit.before === before)?.after ?? before;
    const own = wanted.find((one) => one.source === source);
    return {
      source,
      target: before?.targetObjectName ?? facts?.targetObjectName ?? source,
      enabled: before === null ? null : (before.enabled ?? true),
      turnedOff: own?.enabled === false,
      documented: facts?.attributesSource ?? 'none',
      rows: rowsOf({ facts, wanted: own, before, after }),
    };
  });
}
