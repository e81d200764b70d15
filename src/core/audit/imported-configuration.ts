import type { ProvisioningConfiguration } from '#shared/model/configuration';
import type { Warning } from '#shared/model/plan';
import { masked } from './redaction.ts';

type Assignment = ProvisioningConfiguration['assignments'][number];

/** What this tenant has of the people and groups that a configuration names. */
export interface KnownHere {
  /** True where the very application of the configuration is in this tenant: then nothing is new, and nothing is remapped. */
  readonly sameApplication: boolean;
  readonly users: ReadonlySet<string>;
  /** By the name under which a group is looked for. */
  readonly groups: ReadonlySet<string>;
}

const holdsMask = (value: unknown): boolean => JSON.stringify(value ?? null).includes(masked);

type Mapping = ProvisioningConfiguration['mappings'][number];

/** What was masked cannot be written: the tenant keeps what it has there, rather than losing it. */
function withoutMasked(mapping: Mapping, notes: Warning[]): Mapping {
  const name = `${mapping.source} → ${mapping.target}`;
  const { attributeMappings, scopingFilter, ...rest } = mapping;
  const hidesMappings = holdsMask(attributeMappings);
  const hidesFilter = holdsMask(scopingFilter);
  if (hidesMappings)
    notes.push({
      code: 'mappingsMasked',
      message: `A constant of ${name} was masked because it fills a secret attribute, so the attribute mappings of ${name} are not imported; they stay as the tenant has them.`,
      nextStep: 'Set them in the application after the import.',
    });
  if (hidesFilter)
    notes.push({ code: 'filterMasked', message: `The scoping filter of ${name} was masked; it stays as it is.` });
  return {
    ...rest,
    ...(attributeMappings === undefined || hidesMappings ? {} : { attributeMappings }),
    ...(scopingFilter === undefined || hidesFilter ? {} : { scopingFilter }),
  };
}

function importedConnection(
  connection: ProvisioningConfiguration['connection'],
  notes: Warning[],
): ProvisioningConfiguration['connection'] {
  const { tenantUrl, settings, secrets } = connection;
  const hidesUrl = holdsMask(tenantUrl);
  if (hidesUrl)
    notes.push({
      code: 'tenantUrlMasked',
      message: 'The tenant URL had user information or a query, which is not in the evidence.',
      nextStep: 'Give the tenant URL again.',
    });
  const kept = Object.entries(settings).filter(([, value]) => !holdsMask(value));
  for (const [key, value] of Object.entries(settings))
    if (holdsMask(value))
      notes.push({ code: 'settingMasked', message: `The setting ${key} was masked; give it again.` });
  return { ...(tenantUrl === undefined || hidesUrl ? {} : { tenantUrl }), settings: Object.fromEntries(kept), secrets };
}

/** Takes an assignment and display names of groups by their ids in the tenant that it comes from; gives it by names, which another tenant may have too. Pure. */
export const byName = (assignment: Assignment, groupNames: ReadonlyMap<string, string>): Assignment =>
  assignment.group === undefined
    ? assignment
    : { ...assignment, group: groupNames.get(assignment.group.toLowerCase()) ?? assignment.group };

function knownAssignments(all: readonly Assignment[], here: KnownHere, notes: Warning[]): Assignment[] {
  const isKnown = ({ user, group }: Assignment): boolean =>
    user === undefined ? here.groups.has(group ?? '') : here.users.has(user);
  const unknown = all.filter((one) => !isKnown(one));
  if (unknown.length > 0)
    notes.push({
      code: 'notInThisTenant',
      message: `${unknown.length} assigned people or groups are not in this tenant and are left out: ${unknown.map(({ user, group }) => user ?? group ?? '').join(', ')}.`,
      nextStep: 'Assign those who should take their places after the import.',
    });
  return all.filter(isKnown);
}

/**
 * Takes a configuration as it stood in another place and what this tenant has; gives it for planning here, and notes about what changed.
 * Of the very application that is here it stays as it is but for what was masked. Elsewhere ids are taken out, people and groups are those
 * of this tenant, provisioning stays off, and secrets are labels that a person binds. Pure.
 */
export function importedConfiguration(
  configuration: ProvisioningConfiguration,
  here: KnownHere,
): { readonly configuration: ProvisioningConfiguration; readonly notes: readonly Warning[] } {
  const notes: Warning[] = [];
  const kept = {
    ...configuration,
    connection: importedConnection(configuration.connection, notes),
    mappings: configuration.mappings.map((mapping) => withoutMasked(mapping, notes)),
  };
  if (here.sameApplication) return { configuration: kept, notes };
  const { servicePrincipalId, ...application } = configuration.application;
  if (servicePrincipalId !== undefined)
    notes.push({
      code: 'idRemapped',
      message: 'The application is looked for by its name and vendor, not by the id that it had.',
    });
  if (configuration.provisioning === 'on')
    notes.push({
      code: 'createdOff',
      message: 'Provisioning stays off until you start it, so that nobody is changed by an import.',
    });
  const labels = Object.values(configuration.connection.secrets).map(({ label }) => label);
  if (labels.length > 0)
    notes.push({ code: 'secretsAsked', message: `Secrets are never in evidence; give: ${labels.join(', ')}.` });
  const assignments = knownAssignments(configuration.assignments, here, notes);
  return { configuration: { ...kept, application, assignments, provisioning: 'off' }, notes };
}
