import type { AppRole, AppRoleAssignment, SynchronizationJob } from '#core/graph/shapes';
import { exportConfiguration } from '#core/setup/export-configuration';
import { defaultAccessId, defaultAccessName, exactRoleName } from '#core/setup/plan/access';
import { settingKeys } from '#core/setup/settings';
import type { ProvisioningConfiguration } from '#shared/model/configuration';
import type { Warning } from '#shared/model/plan';
import { maskedFilter, maskedMapping, maskedSchema } from './mask-schema.ts';
import { orderedSchema } from './ordered-schema.ts';
import type { GatheredApplication } from './read-application.ts';
import { type CountMasked, cleanValue, keptSetting, notKept } from './redaction.ts';

/** What a bundle holds of one application: paths below its folder and the JSON values that stand there. */
export interface ApplicationFiles {
  readonly configuration: ReadonlyMap<string, unknown>;
  readonly status: unknown;
  readonly notes: readonly Warning[];
  /** The configuration as it stands in the bundle, for the report. */
  readonly summary: ProvisioningConfiguration;
}

const byText = <T>(items: readonly T[], keyOf: (item: T) => string): readonly T[] =>
  items
    .map((item) => ({ item, key: keyOf(item) }))
    .sort((one, other) => (one.key < other.key ? -1 : one.key > other.key ? 1 : 0))
    .map(({ item }) => item);

function roleView(role: AppRole) {
  const { id, displayName, value, isEnabled, allowedMemberTypes } = role;
  return {
    id,
    displayName: displayName ?? null,
    value: value ?? null,
    isEnabled: isEnabled ?? null,
    allowedMemberTypes: [...(allowedMemberTypes ?? [])].sort(),
  };
}

function applicationView({ servicePrincipal, owners, exported }: GatheredApplication) {
  const one = servicePrincipal;
  return {
    id: one.id,
    appId: one.appId,
    displayName: one.displayName,
    applicationTemplateId: one.applicationTemplateId ?? null,
    createdDateTime: one.createdDateTime ?? null,
    preferredSingleSignOnMode: one.preferredSingleSignOnMode ?? null,
    appRoleAssignmentRequired: one.appRoleAssignmentRequired ?? null,
    accountEnabled: one.accountEnabled ?? null,
    vendor: exported.input.vendor,
    appRoles: byText(exported.input.roles, ({ id }) => id).map(roleView),
    owners:
      owners === null
        ? null
        : byText(owners, ({ id }) => id).map(({ id, displayName, userPrincipalName }) => ({
            id,
            displayName: displayName ?? null,
            userPrincipalName: userPrincipalName ?? null,
          })),
  };
}

/** Settings of the job that are somebody's decision; the service adds others of its own, which stay as names. */
const keptJobSettings: ReadonlySet<string> = new Set([
  'AzureIngestionAttributeOptimization',
  'LookaheadQueryEnabled',
  'QuarantineTooManyDeletesThreshold',
]);

/** What is decided about a job. How it runs is an observation: it changes with each cycle. */
function jobView(job: SynchronizationJob, count: CountMasked) {
  return {
    id: job.id,
    templateId: job.templateId ?? null,
    schedule: { state: job.schedule?.state ?? null, interval: job.schedule?.interval ?? null },
    settings: byText(job.synchronizationJobSettings ?? [], ({ name }) => name).map(({ name, value }) => {
      if (keptJobSettings.has(name)) return { name, value: value ?? null };
      count('settings');
      return { name, value: notKept };
    }),
  };
}

function parsedSetting(key: string, value: string | null): unknown {
  if (key !== settingKeys.notification || value === null || value === notKept) return value;
  try {
    return JSON.parse(value);
  } catch (cause) {
    if (cause instanceof SyntaxError) return value;
    throw cause;
  }
}

/** Settings by key. The service repeats a key now and then; the order says which came first. */
function settingsView({ exported }: GatheredApplication, count: CountMasked) {
  return byText(exported.input.secrets, ({ key }) => key).map(({ key, value }) => ({
    key,
    value: parsedSetting(key, keptSetting(key, value, count)),
  }));
}

function roleName(assignment: AppRoleAssignment, roles: readonly AppRole[]): string | null {
  if (assignment.appRoleId === defaultAccessId) return defaultAccessName;
  const role = roles.find(({ id }) => id === assignment.appRoleId);
  return role === undefined ? null : exactRoleName(role, roles);
}

function assignmentViews({ exported, members }: GatheredApplication) {
  const { assignments, roles, people } = exported.input;
  return byText(assignments, ({ principalType, principalId, appRoleId }) =>
    [principalType ?? '', principalId, appRoleId].join(' '),
  ).map((assignment) => {
    const person = people.get(assignment.principalId);
    return {
      id: assignment.id,
      principalId: assignment.principalId,
      principalType: assignment.principalType ?? null,
      displayName: assignment.principalDisplayName ?? person?.displayName ?? null,
      userPrincipalName: person?.userPrincipalName ?? null,
      appRoleId: assignment.appRoleId,
      role: roleName(assignment, roles),
      createdDateTime: assignment.createdDateTime ?? null,
      members: members.get(assignment.principalId) ?? null,
    };
  });
}

/** A configuration that says the same as the live application, secrets as labels, masked like everything else. */
function maskedConfiguration(configuration: ProvisioningConfiguration, count: CountMasked): ProvisioningConfiguration {
  const mappings = configuration.mappings.map((mapping) => ({
    ...mapping,
    ...(mapping.scopingFilter === undefined ? {} : { scopingFilter: maskedFilter(mapping.scopingFilter, count) }),
    attributeMappings: mapping.attributeMappings?.map((one) => maskedMapping(one, count)),
  }));
  const assignments = byText(configuration.assignments, ({ user, group, role }) =>
    JSON.stringify([user ?? null, group ?? null, role ?? null]),
  );
  const ordered = orderedSchema({ ...configuration, mappings, assignments });
  return cleanValue(ordered, count) as ProvisioningConfiguration;
}

/** Counts nothing: for a second form of what was counted already. */
const uncounted: CountMasked = () => undefined;

/**
 * Takes what was read of an application; gives the files of its folder as JSON values. What depends on nothing but the configuration
 * is the same whenever it is read; how the job runs stands apart. Pure but for counting what was masked.
 */
export function applicationFiles(gathered: GatheredApplication, count: CountMasked): ApplicationFiles {
  const { configuration: stated, notes } = exportConfiguration(gathered.exported.input);
  const summary = maskedConfiguration(stated, uncounted);
  const files = new Map<string, unknown>([
    ['application.json', applicationView(gathered)],
    ['settings.json', settingsView(gathered, count)],
    ['assignments.json', assignmentViews(gathered)],
    ['configuration.json', summary],
  ]);
  const jobs = byText(gathered.jobs, ({ id }) => id);
  for (const [index, job] of jobs.entries()) {
    const place = jobs.length === 1 ? '' : `-${index + 1}`;
    files.set(`job${place}.json`, jobView(job, count));
    const schema = gathered.schemas.get(job.id);
    if (schema !== undefined) files.set(`schema${place}.json`, orderedSchema(maskedSchema(schema, count)));
  }
  return {
    configuration: new Map([...files].map(([path, value]) => [path, cleanValue(value, count)])),
    status: cleanValue(
      jobs.map((job) => ({
        jobId: job.id,
        status: job.status ?? null,
        schemaVersion: gathered.schemas.get(job.id)?.version ?? null,
      })),
      count,
    ),
    notes: [...gathered.exported.notes, ...notes],
    summary,
  };
}
