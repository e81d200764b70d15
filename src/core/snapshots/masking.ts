import { withoutCredentials } from '#core/audit/redaction';
import { withoutODataMembers } from '#core/graph/calls/synchronization-schema';
import { SynchronizationSchema } from '#core/graph/shapes';
import { canonicalJson } from '#core/journal/canonical-json';
import { isPasswordLike } from '#core/logs/summary-reading';
import type { AttributeMapping } from '#shared/model/attribute-mapping';
import type { ProvisioningConfiguration } from '#shared/model/configuration';

/** What stands instead of a value that is not kept. */
export const maskedValue = '(masked)';

/** Query flags of the service itself. Source: learn.microsoft.com/entra/identity/app-provisioning/application-provisioning-config-problem-scim-compatibility */
const knownFlags: ReadonlySet<string> = new Set(['aadoptscim062020']);

/**
 * Takes a URL; gives it without user, password, fragment and every query parameter that is not a known flag of the service,
 * and whether something was taken away. Anything that is no URL comes back as it is. Pure.
 */
export function withoutHiddenParts(url: string): { readonly url: string; readonly changed: boolean } {
  if (!URL.canParse(url)) return { url, changed: false };
  const parsed = new URL(url);
  const flagsOnly = [...parsed.searchParams.keys()].every((name) => knownFlags.has(name.toLowerCase()));
  const hides = parsed.username !== '' || parsed.password !== '' || parsed.hash !== '' || !flagsOnly;
  if (!hides) return { url, changed: false };
  parsed.username = '';
  parsed.password = '';
  parsed.hash = '';
  if (!flagsOnly) parsed.search = '';
  return { url: parsed.toString(), changed: true };
}

/** An attribute's name is no value; everything else of a source may hold one. */
const withoutSourceValue = (source: AttributeMapping['source']): AttributeMapping['source'] =>
  source === null || source.type.toLowerCase() === 'attribute'
    ? source
    : { type: source.type, name: maskedValue, expression: maskedValue, parameters: [] };

/** The target is called like a password, or the value looks like a credential whatever its target is called. */
function holdsSecret(mapping: AttributeMapping): boolean {
  if (isPasswordLike(mapping.targetAttributeName)) return true;
  let found = false;
  withoutCredentials(canonicalJson([mapping.source, mapping.defaultValue]), () => {
    found = true;
  });
  return found;
}

/** Takes an attribute mapping; gives it without the values of a password-like target, or that look like a credential. Pure. */
export function maskedMapping(mapping: AttributeMapping): AttributeMapping {
  if (!holdsSecret(mapping)) return mapping;
  const { defaultValue } = mapping;
  return {
    ...mapping,
    source: withoutSourceValue(mapping.source),
    ...(defaultValue === null || defaultValue === undefined || defaultValue === ''
      ? {}
      : { defaultValue: maskedValue }),
  };
}

/** Takes an attribute mapping as it is kept; says whether a value of it was left out. Pure. */
export const isMasked = ({ source, defaultValue }: AttributeMapping): boolean =>
  defaultValue === maskedValue || source?.expression === maskedValue || source?.name === maskedValue;

const differs = (one: unknown, other: unknown): boolean => canonicalJson(one) !== canonicalJson(other);

/**
 * Takes a configuration; gives it without values of password-like targets and without the hidden parts of URLs, and where
 * something was left out. Settings that are not on the list of known open ones are not in a configuration to begin with. Pure.
 */
export function maskedConfiguration(configuration: ProvisioningConfiguration): {
  readonly configuration: ProvisioningConfiguration;
  readonly masked: readonly string[];
} {
  const { tenantUrl, settings } = configuration.connection;
  const shownUrl = tenantUrl === undefined ? null : withoutHiddenParts(tenantUrl);
  const shownSettings = Object.entries(settings).map(([key, value]) => ({ key, ...withoutHiddenParts(value) }));
  const mappings = configuration.mappings.map((mapping) => ({
    ...mapping,
    ...(mapping.attributeMappings === undefined
      ? {}
      : { attributeMappings: mapping.attributeMappings.map(maskedMapping) }),
  }));
  const maskedTargets = configuration.mappings.flatMap(({ source, target, attributeMappings = [] }) =>
    attributeMappings
      .filter((mapping) => differs(mapping, maskedMapping(mapping)))
      .map((mapping) => `${source} → ${target}: ${mapping.targetAttributeName}`),
  );
  return {
    configuration: {
      ...configuration,
      connection: {
        ...configuration.connection,
        ...(shownUrl === null ? {} : { tenantUrl: shownUrl.url }),
        settings: Object.fromEntries(shownSettings.map(({ key, url }) => [key, url])),
      },
      mappings,
    },
    masked: [
      ...(shownUrl?.changed === true ? ['connection: tenantUrl'] : []),
      ...shownSettings.filter(({ changed }) => changed).map(({ key }) => `connection: ${key}`),
      ...maskedTargets,
    ],
  };
}

const hasKeyAndValue = (value: object): value is { readonly key: unknown; readonly value: unknown } =>
  'key' in value && 'value' in value;

/** Values of metadata whose key is password-like, wherever they stand. */
function maskedMembers(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(maskedMembers);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.fromEntries(Object.entries(value).map(([name, member]) => [name, maskedMembers(member)]));
  return hasKeyAndValue(members) && typeof members.key === 'string' && isPasswordLike(members.key)
    ? { ...members, value: maskedValue }
    : members;
}

/** Takes a schema; gives it without `@odata` members and without values of password-like targets and metadata. Pure. */
export function maskedSchema(schema: SynchronizationSchema): SynchronizationSchema {
  const plain = SynchronizationSchema.parse(maskedMembers(withoutODataMembers(schema)));
  return {
    ...plain,
    synchronizationRules: (plain.synchronizationRules ?? []).map((rule) => ({
      ...rule,
      objectMappings: (rule.objectMappings ?? []).map((mapping) => ({
        ...mapping,
        attributeMappings: (mapping.attributeMappings ?? []).map(maskedMapping),
      })),
    })),
  };
}
