import type { SynchronizationSchema } from '#core/graph/shapes';
import type { EffectiveProfile } from '#core/profiles/effective-profile';
import type { ExtraAttributeMapping } from '#core/profiles/mapping-facts';
import { CoreError } from '#core/rpc/errors';
import type { WantedObjectMapping } from '#core/schema/edit-schema';
import type { AttributeMapping } from '#shared/model/attribute-mapping';
import type { ProvisioningConfiguration } from '#shared/model/configuration';
import { withEveryAccount } from './every-account.ts';

const filled = (text: string | null | undefined, tenantId: string): string | null =>
  text?.replaceAll('{{entraTenantId}}', tenantId) ?? null;

function extraMapping(extra: ExtraAttributeMapping, tenantId: string): AttributeMapping {
  const { type, name, expression } = extra.source;
  const source = {
    type,
    ...(name === undefined ? {} : { name }),
    ...(expression === undefined ? {} : { expression: filled(expression, tenantId) }),
  };
  return {
    targetAttributeName: extra.targetAttributeName,
    source,
    defaultValue: filled(extra.defaultValue, tenantId),
    flowType: extra.flowType ?? 'Always',
    matchingPriority: extra.matchingPriority ?? 0,
  };
}

const groupSource = 'Group';

function fromProfile(profile: EffectiveProfile, tenantId: string): readonly WantedObjectMapping[] {
  const wanted = profile.objectMappings
    .filter((mapping) => (mapping.extraAttributeMappings ?? []).length > 0)
    .map((mapping): WantedObjectMapping => {
      const extras = mapping.extraAttributeMappings ?? [];
      return {
        source: mapping.sourceObjectName,
        target: mapping.targetObjectName,
        put: extras.filter((extra) => extra.action !== 'remove').map((extra) => extraMapping(extra, tenantId)),
        drop: extras.filter((extra) => extra.action === 'remove').map((extra) => extra.targetAttributeName),
        fromProfile: true,
      };
    });
  // The service would try to send assigned groups to a target that has no place for them.
  const noGroups: WantedObjectMapping[] =
    profile.capabilities.groups === 'none'
      ? [{ source: groupSource, target: groupSource, enabled: false, fromProfile: true }]
      : [];
  return [...wanted, ...noGroups];
}

/**
 * Takes a configuration, its profile and the tenant's id; gives the wanted object mappings: the configuration's own, and
 * what the vendor needs beside them. An attribute list in the configuration is complete, so nothing is added to it. Raises
 * what {@link withEveryAccount} raises. Pure.
 */
export function wantedMappings(
  configuration: ProvisioningConfiguration,
  profile: EffectiveProfile,
  tenantId: string,
): readonly WantedObjectMapping[] {
  const extras = fromProfile(profile, tenantId);
  const own = configuration.mappings.map((mapping): WantedObjectMapping => {
    const extra = extras.find((one) => one.source === mapping.source);
    const adds = mapping.attributeMappings === undefined && extra?.put !== undefined;
    return adds ? { ...mapping, put: extra.put, drop: extra.drop ?? [] } : mapping;
  });
  const named = new Set(configuration.mappings.map((mapping) => mapping.source));
  const wanted = [...own, ...extras.filter((extra) => !named.has(extra.source))];
  return withEveryAccount(wanted, configuration.everyAccount ?? []);
}

const liveEnabled = (
  schema: SynchronizationSchema | null,
  mapping: { readonly source: string; readonly target: string },
): boolean =>
  (schema?.synchronizationRules ?? [])
    .flatMap((rule) => rule.objectMappings ?? [])
    .some(
      (one) =>
        one.sourceObjectName === mapping.source && one.targetObjectName === mapping.target && one.enabled !== false,
    );

/** Takes a configuration, its profile and the live schema; raises `bad_request` (groupsNotSupported) when it turns groups on for a vendor without groups. Pure. */
export function checkGroups(
  configuration: ProvisioningConfiguration,
  profile: EffectiveProfile,
  schema: SynchronizationSchema | null,
): void {
  if (profile.capabilities.groups !== 'none') return;
  const index = configuration.mappings.findIndex(
    (mapping) => mapping.source === groupSource && mapping.enabled !== false && !liveEnabled(schema, mapping),
  );
  if (index === -1) return;
  throw new CoreError('bad_request', `${profile.displayName} does not take groups, but the configuration maps them.`, {
    reason: 'groupsNotSupported',
    nextStep:
      'Take the mapping of Group out of the configuration; a group can still be assigned, then its members are provisioned as people.',
    location: { path: `mappings.${index}` },
  });
}
