import { sourceExpression } from '#core/schema/attribute-source';
import { documentWarnings } from '#core/setup/plan/profile-warnings';
import { VendorId } from '#shared/model/ids';
import type { GuideExtraMapping, GuideField, VendorGuide } from '#shared/model/vendor-guide';
import type { ConnectionField } from './connection-facts.ts';
import type { EffectiveProfile } from './effective-profile.ts';
import type { LoadedProfile } from './load-profiles.ts';
import type { ExtraAttributeMapping, ObjectMappingFacts } from './mapping-facts.ts';

const filled = (text: string, tenantId: string | null): string =>
  tenantId === null ? text : text.replaceAll('{{entraTenantId}}', tenantId);

const fieldOf = (field: ConnectionField): GuideField => ({
  key: field.key,
  label: field.label,
  vendorLabel: field.vendorLabel ?? null,
  secret: field.secret,
  required: field.required,
  value: {
    kind: field.value.kind,
    value: field.value.value ?? null,
    choices: (field.value.choices ?? []).map(({ label, value }) => ({ label, value })),
    template: field.value.template ?? null,
    variables: (field.value.variables ?? []).map(({ name, hint, pattern }) => ({
      name,
      hint: hint ?? null,
      pattern: pattern ?? null,
    })),
    examples: [...(field.value.examples ?? [])],
    lifetime: field.value.lifetime ?? null,
  },
});

const extraOf = (extra: ExtraAttributeMapping, tenantId: string | null): GuideExtraMapping => ({
  action: extra.action,
  target: extra.targetAttributeName,
  source: filled(sourceExpression(extra.source), tenantId),
  defaultValue: typeof extra.defaultValue === 'string' ? filled(extra.defaultValue, tenantId) : null,
});

const mappingOf = (facts: ObjectMappingFacts, tenantId: string | null): VendorGuide['mappings'][number] => ({
  source: facts.sourceObjectName,
  target: facts.targetObjectName,
  documented: facts.attributesSource,
  attributes: facts.attributes.map(({ name, type, required, note }) => ({ name, type, required, note: note ?? null })),
  extras: (facts.extraAttributeMappings ?? []).map((extra) => extraOf(extra, tenantId)),
});

const vendorSideOf = ({ vendorSetup }: EffectiveProfile): VendorGuide['vendorSide'] => ({
  mode: vendorSetup.mode,
  consoleUrl: vendorSetup.consoleUrl,
  contactEmail: vendorSetup.contact.email ?? null,
  contactUrl: vendorSetup.contact.url ?? null,
  giveToVendor: [...vendorSetup.giveToVendor],
  steps: vendorSetup.steps.map(({ text, yields, note }) => ({ text, yields: [...yields], note: note ?? null })),
});

const supportsOf = ({ capabilities }: EffectiveProfile): VendorGuide['supports'] => {
  const { sso, other, ...rest } = capabilities;
  return { ...rest, singleSignOn: sso, other: [...other] };
};

/**
 * Takes a loaded profile and the id of the tenant (null: nobody is signed in, placeholders stay); gives it as a person is
 * led by it. Pure.
 */
export function vendorGuideOf({ profile, source }: LoadedProfile, tenantId: string | null): VendorGuide {
  const { connection, assignment } = profile;
  return {
    id: VendorId.parse(profile.id),
    displayName: profile.displayName,
    aliases: [...profile.aliases],
    source,
    overrides: profile.override === null ? null : [...profile.override.differences],
    documentDate: profile.provenance.documentDate,
    addMethod: profile.addMethod,
    supports: supportsOf(profile),
    prerequisites: profile.prerequisites.map(({ kind, text, url }) => ({ kind, text, url: url ?? null })),
    vendorSide: vendorSideOf(profile),
    connection: {
      authenticationType: connection.authenticationType,
      authorizes: connection.interactiveAuthorization,
      tokenOverlap: profile.tokenOverlap,
      fields: connection.fields.map(fieldOf),
      checks: [...profile.connectionChecks],
    },
    mappings: profile.objectMappings.map((facts) => mappingOf(facts, tenantId)),
    neededOnEveryAccount: profile.neededOnEveryAccount.map(({ targetAttributeName, fact }) => ({
      attribute: targetAttributeName,
      fact,
    })),
    assignment: {
      defaultAccessExcluded: assignment.defaultAccessExcluded,
      appRoles: [...assignment.appRoles],
      separateAppRequired: assignment.separateAppRequired,
      separateAppRecommended: assignment.separateAppRecommended,
    },
    deprovisioning: { ...profile.deprovisioning },
    limitations: [...profile.limitations],
    warnings: [...documentWarnings(profile)],
  };
}
