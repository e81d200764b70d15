import { searchGalleryByNames } from '#core/catalogue/search-by-names';
import { getOrganization, listMyRoles } from '#core/graph/calls/directory';
import { hasPremiumLicence } from '#core/graph/calls/licences';
import { listServicePrincipalsByName, listServicePrincipalsByTemplate } from '#core/graph/calls/service-principals';
import { listJobs } from '#core/graph/calls/synchronization-jobs';
import type { Graph } from '#core/graph/graph';
import type { ApplicationTemplate, ServicePrincipal, SynchronizationJob } from '#core/graph/shapes';
import { jobViewOf } from '#core/monitor/job-view';
import type { Clock } from '#core/ports';
import { type EffectiveProfile, publishedTemplateId } from '#core/profiles/effective-profile';
import { CoreError } from '#core/rpc/errors';
import { exactRoleName, roleName, usableRoles } from '#core/setup/plan/access';
import { provisioningType } from '#core/setup/read-template';
import type { ExistingApplication, GalleryFinding } from '#shared/model/preparation';
import type { Account } from '#shared/model/session';
import type { Looked, TenantFindings } from './prerequisites.ts';

/** Applications whose jobs are looked at; a tenant with more of one vendor is asked about one at a time. */
const looksAt = 10;

/** What looking at the tenant takes. */
export interface TenantReader {
  readonly graph: Graph;
  readonly clock: Clock;
  readonly account: Account;
  readonly signal: AbortSignal;
}

/** A fault of one look is told beside what the others gave; giving up is still raised. */
async function look<T>(work: Promise<T>): Promise<Looked<T>> {
  try {
    return { value: await work };
  } catch (cause) {
    if (!(cause instanceof CoreError) || cause.code === 'cancelled') throw cause;
    return { fault: cause };
  }
}

const galleryOf = (profile: EffectiveProfile, template: ApplicationTemplate | undefined): GalleryFinding => {
  if (profile.addMethod === 'nonGallery') return { state: 'notNeeded', displayName: null, supportsProvisioning: null };
  if (template === undefined) return { state: 'notFound', displayName: null, supportsProvisioning: null };
  const types = template.supportedProvisioningTypes;
  return {
    state: 'found',
    displayName: template.displayName,
    supportsProvisioning: types == null ? null : types.some((type) => type.toLowerCase() === provisioningType),
  };
};

async function jobOf(
  { graph, signal }: TenantReader,
  servicePrincipalId: string,
): Promise<SynchronizationJob | undefined> {
  const jobs = await look(listJobs(graph, { servicePrincipalId, signal }));
  return 'value' in jobs ? jobs.value[0] : undefined;
}

async function applicationOf(reader: TenantReader, servicePrincipal: ServicePrincipal): Promise<ExistingApplication> {
  const { id, displayName } = servicePrincipal;
  const job = await jobOf(reader, id);
  const roles = servicePrincipal.appRoles ?? [];
  const view =
    job === undefined
      ? null
      : jobViewOf({
          job,
          application: { servicePrincipalId: id, displayName },
          secrets: null,
          now: reader.clock.now(),
        });
  return {
    servicePrincipalId: id,
    displayName,
    createdDateTime: servicePrincipal.createdDateTime ?? null,
    singleSignOnMode: servicePrincipal.preferredSingleSignOnMode ?? null,
    provisioning: view?.health ?? null,
    active: view?.scheduleState.toLowerCase() === 'active',
    appRoles: usableRoles(roles).map((role) => ({ value: exactRoleName(role, roles), displayName: roleName(role) })),
  };
}

async function instances(
  reader: TenantReader,
  profile: EffectiveProfile,
  template: ApplicationTemplate | undefined,
): Promise<readonly ExistingApplication[]> {
  const { graph, signal } = reader;
  const listed =
    template === undefined
      ? await listServicePrincipalsByName(graph, { displayName: profile.displayName, signal })
      : await listServicePrincipalsByTemplate(graph, { templateId: template.id, signal });
  return Promise.all(listed.slice(0, looksAt).map((one) => applicationOf(reader, one)));
}

/** Takes a profile; reads everything in the tenant that its prerequisites are judged by; writes nothing. Raises only an AbortError and defects. */
export async function readTenant(reader: TenantReader, profile: EffectiveProfile): Promise<TenantFindings> {
  const { graph, signal, account } = reader;
  const gallery = (async () => {
    if (profile.addMethod === 'nonGallery') return undefined;
    const found = await searchGalleryByNames(graph, { profile, signal });
    const published = publishedTemplateId(profile, graph.cloud);
    return found.find(({ id }) => id === published) ?? found[0];
  })();
  const [organization, roles, premium, template, applications] = await Promise.all([
    look(getOrganization(graph, { signal })),
    look(listMyRoles(graph, { signal })),
    look(hasPremiumLicence(graph, { signal })),
    look(gallery),
    look(gallery.then((found) => instances(reader, profile, found))),
  ]);
  return {
    tenantName: 'value' in organization ? organization.value.displayName : account.tenantId,
    roles,
    premium,
    applications,
    gallery: 'value' in template ? { value: galleryOf(profile, template.value) } : template,
  };
}
