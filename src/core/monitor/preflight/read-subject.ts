import { listJobs } from '#core/graph/calls/synchronization-jobs';
import { readSchema } from '#core/graph/calls/synchronization-schema';
import { readSecrets } from '#core/graph/calls/synchronization-secrets';
import type { Graph } from '#core/graph/graph';
import type { SynchronizationSchema, SynchronizationSecret } from '#core/graph/shapes';
import { selectApplication } from '#core/operations/select-application';
import type { ProfileSource } from '#core/ports';
import type { EffectiveProfile } from '#core/profiles/effective-profile';
import { findProfile } from '#core/profiles/load-profiles';
import { CoreError } from '#core/rpc/errors';
import { profileOf } from '#core/setup/read-export';
import { savedSettings, settingKeys } from '#core/setup/settings';
import { ServicePrincipalId, VendorId } from '#shared/model/ids';
import type { PreflightObject, PreflightSubject } from '#shared/model/preflight';
import { tokenLifetime } from './check-token.ts';

/** What a preflight is about, and the profile behind it. */
export interface KnownSubject {
  readonly subject: PreflightSubject;
  readonly profile: EffectiveProfile;
}

/** What a preflight is asked about: one of the two is there. */
export interface SubjectSelector {
  readonly application?: string | undefined;
  readonly vendor?: string | undefined;
}

const usual = { User: 'userName', Group: 'displayName' } as const;
const endpoints = { User: '/Users', Group: '/Groups' } as const;

interface Mapped {
  readonly name: string;
  readonly priority: number | null;
}

function objectOf(source: 'User' | 'Group', mapped: readonly Mapped[]): PreflightObject {
  const matching = mapped
    .filter(({ priority }) => priority !== null && priority > 0)
    .toSorted((one, other) => (one.priority ?? 0) - (other.priority ?? 0))
    .map(({ name }) => name);
  return {
    source,
    endpoint: endpoints[source],
    matching: matching.length === 0 ? [usual[source]] : matching,
    matchingKnown: matching.length > 0,
    attributes: [...new Set(mapped.map(({ name }) => name))],
  };
}

const isKnown = (source: string): source is 'User' | 'Group' => source === 'User' || source === 'Group';

/** Takes the live schema of a job; gives what of people and groups is mapped; mappings that are off are left out. Pure. */
export function objectsOfSchema(schema: SynchronizationSchema): readonly PreflightObject[] {
  const all = (schema.synchronizationRules ?? []).flatMap((rule) => rule.objectMappings ?? []);
  return (['User', 'Group'] as const).flatMap((source) => {
    const mapping = all.find((one) => one.sourceObjectName === source && one.enabled !== false);
    if (mapping === undefined) return [];
    const mapped = (mapping.attributeMappings ?? []).map((one) => ({
      name: one.targetAttributeName,
      priority: one.matchingPriority ?? null,
    }));
    return [objectOf(source, mapped)];
  });
}

/** Takes a profile; gives what of people and groups it says is mapped. Pure. */
export function objectsOfProfile(profile: EffectiveProfile): readonly PreflightObject[] {
  const takesGroups = profile.capabilities.groups !== 'none';
  const found = profile.objectMappings.flatMap(({ sourceObjectName, attributes, extraAttributeMappings = [] }) => {
    if (!isKnown(sourceObjectName) || (sourceObjectName === 'Group' && !takesGroups)) return [];
    const removed = new Set(
      extraAttributeMappings.filter(({ action }) => action === 'remove').map((one) => one.targetAttributeName),
    );
    const mapped: Mapped[] = [
      ...attributes.map(({ name, matchingPriority }) => ({ name, priority: matchingPriority })),
      ...extraAttributeMappings.map((one) => ({
        name: one.targetAttributeName,
        priority: one.matchingPriority ?? null,
      })),
    ];
    return [
      objectOf(
        sourceObjectName,
        mapped.filter(({ name }) => !removed.has(name)),
      ),
    ];
  });
  return found.some(({ source }) => source === 'User') ? found : [objectOf('User', []), ...found];
}

function fixedUrl(profile: EffectiveProfile): string | null {
  const field = profile.connection.fields.find(({ key }) => key === settingKeys.tenantUrl);
  return field?.value.kind === 'fixed' ? (field.value.value ?? null) : null;
}

function addressOf(
  saved: string | null,
  profile: EffectiveProfile,
): Pick<PreflightSubject, 'tenantUrl' | 'tenantUrlFrom'> {
  if (saved !== null) return { tenantUrl: saved, tenantUrlFrom: 'application' };
  const tenantUrl = fixedUrl(profile);
  return { tenantUrl, tenantUrlFrom: tenantUrl === null ? null : 'profile' };
}

/** Who may not read the settings types the address. */
async function readSettings(read: Promise<SynchronizationSecret[]>): Promise<SynchronizationSecret[]> {
  try {
    return await read;
  } catch (cause) {
    if (cause instanceof CoreError && ['forbidden', 'role_missing', 'not_found'].includes(cause.code)) return [];
    throw cause;
  }
}

const factsOf = (profile: EffectiveProfile) => ({
  vendor: VendorId.parse(profile.id),
  vendorName: profile.displayName,
  authentication: profile.connection.authenticationType,
  tokenLifetime: tokenLifetime(profile),
});

async function ofApplication(
  services: { readonly graph: Graph; readonly profiles: ProfileSource },
  application: string,
  signal: AbortSignal,
): Promise<KnownSubject> {
  const { graph } = services;
  const servicePrincipal = await selectApplication(graph, { application, signal });
  const options = { servicePrincipalId: servicePrincipal.id, signal };
  const [{ profile }, [job], settings] = await Promise.all([
    profileOf(services, servicePrincipal, signal),
    listJobs(graph, options),
    readSettings(readSecrets(graph, options)),
  ]);
  const schema = job === undefined ? null : await readSchema(graph, { ...options, jobId: job.id });
  const objects = schema === null ? objectsOfProfile(profile) : objectsOfSchema(schema);
  const subject: PreflightSubject = {
    application: servicePrincipal.displayName,
    servicePrincipalId: ServicePrincipalId.parse(servicePrincipal.id),
    ...factsOf(profile),
    ...addressOf(savedSettings(settings).open.get(settingKeys.tenantUrl) ?? null, profile),
    mappingsFrom: schema === null ? 'profile' : 'application',
    objects: [...objects],
  };
  return { subject, profile };
}

/**
 * Takes an application (display name or object id) or a vendor; gives what a preflight asks for: the live schema of the application's
 * job where there is one, else the profile. Raises `not_found`, `conflict` (ambiguousApplication) and what Graph raises.
 */
export async function readSubject(
  services: { readonly graph: Graph; readonly profiles: ProfileSource },
  { application, vendor }: SubjectSelector,
  signal: AbortSignal,
): Promise<KnownSubject> {
  if (application !== undefined) return ofApplication(services, application, signal);
  const { profile } = await findProfile(services.profiles, vendor ?? '');
  const subject: PreflightSubject = {
    application: null,
    servicePrincipalId: null,
    ...factsOf(profile),
    ...addressOf(null, profile),
    mappingsFrom: 'profile',
    objects: [...objectsOfProfile(profile)],
  };
  return { subject, profile };
}
