import { compareConfigurations } from '#core/schema/compare-configurations';
import { compareSchemas } from '#core/schema/compare-schemas';
import { differenceOf } from '#core/schema/differences';
import type { Difference, DifferenceArea } from '#shared/model/difference';
import type { SnapshotContent } from './snapshot.ts';

/** What a part that could not be read would have told about. */
const areasOfPart: Readonly<Record<string, readonly DifferenceArea[]>> = {
  job: ['provisioning', 'objectMapping', 'attributeMapping', 'scopingFilter', 'rule', 'attribute'],
  schema: ['objectMapping', 'attributeMapping', 'scopingFilter', 'rule', 'attribute'],
  settings: ['connection', 'scope', 'notification', 'safety'],
  assignments: ['assignment'],
};

/** Object mappings are compared as parts of the configuration; only the schema knows rules and attribute definitions. */
const schemaAreas: ReadonlySet<DifferenceArea> = new Set(['rule', 'attribute']);

/** An object id tells a person nothing where the name is known. */
function withNames(found: Difference, names: Readonly<Record<string, string>>): Difference {
  const named = (text: string): string =>
    Object.entries(names).reduce((words, [id, name]) => words.replaceAll(id, `${name} (${id})`), text);
  return found.area === 'assignment' ? { ...found, what: named(found.what), words: named(found.words) } : found;
}

const wholeApplication = (before: SnapshotContent, after: SnapshotContent): readonly Difference[] => {
  const nameOf = ({ configuration }: SnapshotContent): string | null =>
    configuration === null ? null : (configuration.application.name ?? 'the application');
  const what = { area: 'application', place: 'Application', what: 'application' } as const;
  return differenceOf({ ...what, before: nameOf(before), after: nameOf(after) });
};

const notesOf = (before: SnapshotContent, after: SnapshotContent): readonly string[] => {
  const missing = [...before.missing, ...after.missing].map(({ part, reason }) => `${part}: ${reason}`);
  const masked = new Set([...before.masked, ...after.masked]);
  return [
    ...new Set(missing.map((one) => `Not compared, because it could not be read at one of the two times: ${one}`)),
    ...(masked.size === 0
      ? []
      : [`Not compared, because their values are never kept: ${[...masked].sort().join('; ')}.`]),
  ];
};

/** The vendor is our own guess about an application and no part of it. */
const configurationsOf = (before: SnapshotContent, after: SnapshotContent): readonly Difference[] => {
  if (before.configuration === null || after.configuration === null) return [];
  return compareConfigurations(before.configuration, { ...after.configuration, vendor: before.configuration.vendor });
};

const schemasOf = (before: SnapshotContent, after: SnapshotContent): readonly Difference[] =>
  before.schema === null || after.schema === null
    ? []
    : compareSchemas(before.schema, after.schema).filter(({ area }) => schemaAreas.has(area));

/** Takes the contents of two snapshots; gives what differs in meaning, and what the comparison cannot say. Pure. */
export function compareContents(
  before: SnapshotContent,
  after: SnapshotContent,
): { readonly differences: readonly Difference[]; readonly notes: readonly string[] } {
  const notes = notesOf(before, after);
  if (before.configuration === null || after.configuration === null)
    return { differences: wholeApplication(before, after), notes };
  const unread = new Set([...before.missing, ...after.missing].flatMap(({ part }) => areasOfPart[part] ?? []));
  const names = { ...before.names, ...after.names };
  const differences = [...configurationsOf(before, after), ...schemasOf(before, after)]
    .filter(({ area }) => !unread.has(area))
    .map((found) => withNames(found, names));
  return { differences, notes };
}
