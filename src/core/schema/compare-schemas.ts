import type { ObjectMapping, SynchronizationRule, SynchronizationSchema } from '#core/graph/shapes';
import type { Difference } from '#shared/model/difference';
import { directoryDifferences } from './compare-definitions.ts';
import { type ComparedObjectMapping, objectMappingDifferences } from './compare-object-mappings.ts';
import { differenceOf, differingPairs, memberDifferences, type Pair } from './differences.ts';
import { objectMappingName } from './edit-schema.ts';

const flagWords: Readonly<Record<string, string>> = { add: 'create', update: 'update', delete: 'delete' };

/** Flags in one order, whatever order the service printed them in. */
function actionsInWords(flowTypes: string | null | undefined): string {
  const names = (flowTypes ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '' && name !== 'none');
  const known = Object.keys(flagWords).filter((name) => names.includes(name));
  const others = [...new Set(names.filter((name) => !(name in flagWords)))].sort();
  const all = [...known.map((name) => flagWords[name] ?? name), ...others];
  return all.length === 0 ? 'none' : all.join(', ');
}

const compared = (mapping: ObjectMapping, place: string): ComparedObjectMapping => ({
  place,
  enabled: mapping.enabled ?? true,
  actions: actionsInWords(mapping.flowTypes),
  filter: mapping.scope ?? null,
  attributes: mapping.attributeMappings ?? [],
});

const nameOf = (mapping: ObjectMapping): string =>
  objectMappingName({ source: mapping.sourceObjectName, target: mapping.targetObjectName });

const ownMembers = new Set([
  'sourceObjectName',
  'targetObjectName',
  'enabled',
  'flowTypes',
  'scope',
  'attributeMappings',
]);

/** `rule` stands before the name only where several rules could hold the mapping. */
function ofObjectMapping(rule: string | null, { before, after }: Pair<ObjectMapping>): readonly Difference[] {
  const mapping = after ?? before;
  const name = mapping === null ? '' : nameOf(mapping);
  const place = rule === null ? name : `${rule}, ${name}`;
  const pair = {
    before: before === null ? null : compared(before, place),
    after: after === null ? null : compared(after, place),
  };
  const others =
    before === null || after === null
      ? []
      : memberDifferences(
          { before, after },
          { area: 'objectMapping', place, without: ownMembers, what: (member) => member },
        );
  return [...objectMappingDifferences(pair), ...others];
}

const ruleMembers = new Set(['id', 'objectMappings', 'sourceDirectoryName', 'targetDirectoryName']);

const ruleName = (rule: SynchronizationRule): string =>
  rule.name ?? `${rule.sourceDirectoryName ?? ''} → ${rule.targetDirectoryName ?? ''}`;

const mappingCount = (rule: SynchronizationRule | null): string | null =>
  rule === null ? null : `${(rule.objectMappings ?? []).length} object mappings`;

function ruleDifferences({ before, after }: Pair<SynchronizationRule>, several: boolean): readonly Difference[] {
  const rule = after ?? before;
  const place = rule === null ? '' : ruleName(rule);
  if (before === null || after === null)
    return differenceOf({
      area: 'rule',
      place,
      what: 'rule',
      before: mappingCount(before),
      after: mappingCount(after),
    });
  const mappings = differingPairs(
    { before: before.objectMappings ?? [], after: after.objectMappings ?? [] },
    { key: nameOf, same: (one, other) => ofObjectMapping(null, { before: one, after: other }).length === 0 },
  );
  return [
    ...memberDifferences({ before, after }, { area: 'rule', place, without: ruleMembers, what: (name) => name }),
    ...mappings.flatMap((pair) => ofObjectMapping(several ? place : null, pair)),
  ];
}

/** Ids of rules are fixed by the template and say nothing across templates; names and directories do. */
const ruleKey = (rule: SynchronizationRule): string =>
  JSON.stringify([rule.sourceDirectoryName ?? '', rule.targetDirectoryName ?? '', rule.name ?? '']);

const sameRule = (one: SynchronizationRule, other: SynchronizationRule): boolean =>
  ruleDifferences({ before: one, after: other }, false).length === 0;

/**
 * Takes two synchronization schemas; gives what differs in meaning, each as a row and as a sentence. Order, `@odata` members,
 * ids, the version and what the service fills in by itself do not count, so a schema that was read twice gives nothing. Pure.
 * Source: learn.microsoft.com/graph/api/resources/synchronization-synchronizationschema
 */
export function compareSchemas(before: SynchronizationSchema, after: SynchronizationSchema): readonly Difference[] {
  const rules = { before: before.synchronizationRules ?? [], after: after.synchronizationRules ?? [] };
  const several = Math.max(rules.before.length, rules.after.length) > 1;
  const own = new Set(['id', 'version', 'synchronizationRules', 'directories']);
  return [
    ...differingPairs(rules, { key: ruleKey, same: sameRule }).flatMap((pair) => ruleDifferences(pair, several)),
    ...directoryDifferences(before.directories ?? [], after.directories ?? []),
    ...memberDifferences({ before, after }, { area: 'rule', place: 'Schema', without: own, what: (name) => name }),
  ];
}
