import { CoreError } from '#core/rpc/errors';
import { compareSchemas } from '#core/schema/compare-schemas';
import type { AttributeMapping } from '#shared/model/attribute-mapping';
import type { AssignmentConfiguration, ProvisioningConfiguration } from '#shared/model/configuration';
import type { Warning } from '#shared/model/plan';
import type { ContentFacts } from './content.ts';
import { isMasked, withoutHiddenParts } from './masking.ts';
import type { SnapshotContent } from './snapshot.ts';

/** The configuration that brings a snapshot back, and what it cannot bring back. */
export interface Rollback {
  readonly configuration: ProvisioningConfiguration;
  readonly left: readonly Warning[];
}

/** The application as it is now: what was read, and the configuration that says the same, nothing masked. */
export interface LiveNow {
  readonly facts: ContentFacts;
  readonly configuration: ProvisioningConfiguration;
}

type ObjectMapping = ProvisioningConfiguration['mappings'][number];

const wasMissing = ({ missing }: SnapshotContent, part: string): boolean => missing.some((one) => one.part === part);

const left = (code: string, message: string, nextStep?: string): Warning => ({
  code,
  message,
  ...(nextStep === undefined ? {} : { nextStep }),
});

/** Values that are not kept stay as they are in the tenant; where there is none any more a person has to enter it. */
function unmasked(mapping: ObjectMapping, live: readonly ObjectMapping[], notes: Warning[]): ObjectMapping {
  const there = live.find(({ source, target }) => source === mapping.source && target === mapping.target);
  if (mapping.attributeMappings === undefined) return mapping;
  const attributeMappings = mapping.attributeMappings.flatMap((one): AttributeMapping[] => {
    if (!isMasked(one)) return [one];
    const now = there?.attributeMappings?.find(
      ({ targetAttributeName }) => targetAttributeName === one.targetAttributeName,
    );
    const name = `${mapping.source} → ${mapping.target}: ${one.targetAttributeName}`;
    notes.push(
      now === undefined
        ? left(
            'maskedValueLost',
            `The mapping of ${name} is not brought back: its value was never kept.`,
            'Enter it by hand.',
          )
        : left('maskedValueKept', `The mapping of ${name} stays as it is now: its value was never kept.`),
    );
    return now === undefined ? [] : [now];
  });
  return { ...mapping, attributeMappings };
}

function mappingsOf(snapshot: SnapshotContent, live: LiveNow, notes: Warning[]): readonly ObjectMapping[] {
  const wanted = snapshot.configuration?.mappings ?? [];
  if (snapshot.schema === null || wasMissing(snapshot, 'schema')) {
    notes.push(left('mappingsUnknown', 'The mappings stay as they are: the snapshot does not hold any.'));
    return [];
  }
  const added = live.configuration.mappings.filter(
    (one) => !wanted.some(({ source, target }) => source === one.source && target === one.target),
  );
  for (const { source, target } of added)
    notes.push(
      left(
        'objectMappingStays',
        `The object mapping ${source} → ${target} was added since and stays.`,
        'Turn it off by hand if it is not wanted.',
      ),
    );
  if (live.facts.schema !== null) notes.push(...definitionNotes(snapshot, live.facts.schema));
  return wanted.map((mapping) => unmasked(mapping, live.configuration.mappings, notes));
}

/** A configuration says nothing about attribute definitions and rules, so a plan cannot bring them back. */
function definitionNotes({ schema }: SnapshotContent, now: NonNullable<ContentFacts['schema']>): readonly Warning[] {
  if (schema === null) return [];
  return compareSchemas(schema, now)
    .filter(({ area }) => area === 'attribute' || area === 'rule')
    .map(({ words }) => left('definitionStays', `Not brought back: ${words}`, 'Change the attribute list by hand.'));
}

function connectionOf(
  { connection }: ProvisioningConfiguration,
  live: LiveNow,
  notes: Warning[],
): ProvisioningConfiguration['connection'] {
  const now = live.configuration.connection;
  const settings = Object.entries(connection.settings).map(([key, value]) => {
    const there = now.settings[key];
    return [key, there !== undefined && withoutHiddenParts(there).url === value ? there : value] as const;
  });
  for (const key of Object.keys(now.settings).filter((name) => connection.settings[name] === undefined))
    notes.push(left('settingStays', `The setting ${key} was added since and stays.`));
  const sameUrl = now.tenantUrl !== undefined && withoutHiddenParts(now.tenantUrl).url === connection.tenantUrl;
  const { tenantUrl, ...rest } = connection;
  const wanted = sameUrl ? now.tenantUrl : tenantUrl;
  return { ...rest, ...(wanted === undefined ? {} : { tenantUrl: wanted }), settings: Object.fromEntries(settings) };
}

const principalOf = ({ user, group }: AssignmentConfiguration): string => (user ?? group ?? '').toLowerCase();

function assignmentNotes(snapshot: SnapshotContent, live: LiveNow): readonly Warning[] {
  const wanted = new Map((snapshot.configuration?.assignments ?? []).map((one) => [principalOf(one), one]));
  const names = new Map(
    live.facts.assignments.map(({ principalId, principalDisplayName }) => [
      principalId.toLowerCase(),
      principalDisplayName,
    ]),
  );
  return live.configuration.assignments.flatMap((now) => {
    const id = principalOf(now);
    const before = wanted.get(id);
    const name = names.get(id) ?? id;
    if (before === undefined)
      return [
        left(
          'assignmentStays',
          `${name} was assigned since and stays assigned: taking an assignment away deprovisions, so a rollback never does it.`,
          'Remove the assignment by hand if that is what you want.',
        ),
      ];
    return before.role === now.role
      ? []
      : [left('roleStays', `${name} keeps the role ${now.role ?? 'of now'} beside the one of the snapshot.`)];
  });
}

/** Those that are there need no plan, and nobody has to be looked up for them. */
const missingAssignments = (
  wanted: ProvisioningConfiguration,
  live: ProvisioningConfiguration,
): AssignmentConfiguration[] =>
  wanted.assignments.filter(
    (one) => !live.assignments.some((now) => principalOf(now) === principalOf(one) && now.role === one.role),
  );

const refused = (reason: string, message: string, nextStep: string): CoreError =>
  new CoreError('conflict', message, { reason, nextStep });

/**
 * Takes what a snapshot holds and the application as it is now; gives the configuration that brings the snapshot back, for a
 * plan like any other, and in words what of it cannot be brought back. Secrets are in no snapshot: the plan uses the saved
 * ones or asks. Raises `conflict` (nothingBefore, settingsUnknown) where there is nothing to go back to. Pure.
 */
export function rollbackTo(snapshot: SnapshotContent, live: LiveNow): Rollback {
  const { configuration } = snapshot;
  if (configuration === null)
    throw refused(
      'nothingBefore',
      'At the time of this snapshot the application did not exist, so there is no configuration to go back to.',
      'Undo what this product created instead ("setup undo").',
    );
  if (wasMissing(snapshot, 'settings') || wasMissing(snapshot, 'job'))
    throw refused(
      'settingsUnknown',
      'The settings or the job could not be read when this snapshot was taken, so going back to it could change the scope.',
      'Use another snapshot.',
    );
  const notes: Warning[] = [];
  const { name } = live.configuration.application;
  const restored: ProvisioningConfiguration = {
    ...configuration,
    application: {
      existing: 'reuse',
      servicePrincipalId: live.facts.servicePrincipalId,
      ...(name === undefined ? {} : { name }),
    },
    connection: connectionOf(configuration, live, notes),
    mappings: [...mappingsOf(snapshot, live, notes)],
    assignments: missingAssignments(configuration, live.configuration),
  };
  return { configuration: restored, left: [...notes, ...assignmentNotes(snapshot, live)] };
}
