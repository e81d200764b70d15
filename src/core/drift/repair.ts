import { masked } from '#core/audit/redaction';
import { objectMappingName } from '#core/schema/edit-schema';
import type { ProvisioningConfiguration } from '#shared/model/configuration';
import type { Difference } from '#shared/model/difference';
import type { ComparedApplication } from './compare-application.ts';

/** What takes deviations back, and in words what it does and what it cannot. */
export interface Repair {
  readonly configuration: ProvisioningConfiguration;
  readonly repaired: readonly string[];
  readonly left: readonly string[];
}

type Mapping = ProvisioningConfiguration['mappings'][number];
type Part = keyof ProvisioningConfiguration;

/** Parts of a configuration that are taken back as a whole. */
const parts: Readonly<Partial<Record<Difference['area'], Part>>> = {
  scope: 'scope',
  notification: 'notifications',
  safety: 'safety',
  connection: 'connection',
};

const hidden = (value: unknown): boolean => JSON.stringify(value ?? null).includes(masked);

/** The mapping that a difference is about: its place ends with the name, a rule may stand before it. */
const mappingOf = (mappings: readonly Mapping[], place: string): Mapping | undefined =>
  mappings.find((mapping) => place === objectMappingName(mapping) || place.endsWith(`, ${objectMappingName(mapping)}`));

const principalOf = ({ user, group }: ProvisioningConfiguration['assignments'][number]): string =>
  user === undefined ? `Group ${group ?? ''}` : `Person ${user}`;

function withPart(
  live: ProvisioningConfiguration,
  before: ProvisioningConfiguration,
  part: Part,
): ProvisioningConfiguration | null {
  const value = before[part];
  return value === undefined || hidden(value) ? null : { ...live, [part]: value };
}

function withMapping(
  live: ProvisioningConfiguration,
  before: ProvisioningConfiguration,
  place: string,
): ProvisioningConfiguration | null {
  const wanted = mappingOf(before.mappings, place);
  if (wanted === undefined || hidden(wanted)) return null;
  const others = live.mappings.filter((mapping) => objectMappingName(mapping) !== objectMappingName(wanted));
  return { ...live, mappings: [...others, wanted] };
}

function withAssignment(
  live: ProvisioningConfiguration,
  before: ProvisioningConfiguration,
  { what, kind }: Difference,
): ProvisioningConfiguration | null {
  if (kind === 'added') return null;
  const wanted = before.assignments.find((assignment) => principalOf(assignment) === what);
  return wanted === undefined ? null : { ...live, assignments: [...live.assignments, wanted] };
}

function withOne(
  live: ProvisioningConfiguration,
  before: ProvisioningConfiguration,
  difference: Difference,
): ProvisioningConfiguration | null {
  const { area, place, what } = difference;
  const part = parts[area];
  if (part !== undefined) return withPart(live, before, part);
  if (area === 'provisioning' && what === 'state') return { ...live, provisioning: before.provisioning };
  if (area === 'assignment') return withAssignment(live, before, difference);
  if (['objectMapping', 'attributeMapping', 'scopingFilter'].includes(area)) return withMapping(live, before, place);
  return null;
}

/** What is masked is left to the tenant: nothing that a plan would write may come from a mask. */
function withoutMasks(configuration: ProvisioningConfiguration): ProvisioningConfiguration {
  const { tenantUrl, settings, secrets } = configuration.connection;
  return {
    ...configuration,
    connection: {
      ...(tenantUrl === undefined || hidden(tenantUrl) ? {} : { tenantUrl }),
      settings: Object.fromEntries(Object.entries(settings).filter(([, value]) => !hidden(value))),
      secrets,
    },
    mappings: configuration.mappings.filter((mapping) => !hidden(mapping)),
  };
}

const leftBecause = ({ area, kind, words }: Difference): string =>
  area === 'assignment' && kind === 'added'
    ? `${words} Taking an assignment away disables an account: do it on the page Scope.`
    : `${words} This is not a part of a configuration: change it in the admin center.`;

/**
 * Takes an application as the baseline has it and as it is, and differences that somebody denied; gives the live configuration with those
 * parts as the baseline has them, for planning, and what no plan takes back. Everything else stays as it is. Pure.
 */
export function repairOf(
  before: ComparedApplication,
  after: ComparedApplication,
  differences: readonly Difference[],
): Repair {
  let configuration = after.configuration;
  const repaired: string[] = [];
  const left: string[] = [];
  for (const difference of differences) {
    const next = withOne(configuration, before.configuration, difference);
    if (next === null) left.push(leftBecause(difference));
    else {
      configuration = next;
      repaired.push(difference.words);
    }
  }
  return { configuration: withoutMasks(configuration), repaired, left };
}
