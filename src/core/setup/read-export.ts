import { z } from 'zod';
import { getApplicationByAppId } from '#core/graph/calls/applications';
import { findGroups, findUsers } from '#core/graph/calls/directory';
import { orNullWhenMissing, readOne } from '#core/graph/calls/reading';
import { listAssignments } from '#core/graph/calls/service-principals';
import { listJobs, listSynchronizationTemplates } from '#core/graph/calls/synchronization-jobs';
import { readSchema } from '#core/graph/calls/synchronization-schema';
import { readSecrets } from '#core/graph/calls/synchronization-secrets';
import type { Graph } from '#core/graph/graph';
import { scopes } from '#core/graph/permissions';
import {
  type Application,
  ApplicationTemplate,
  type AppRoleAssignment,
  type DirectoryObject,
  type ServicePrincipal,
  type SynchronizationJob,
} from '#core/graph/shapes';
import { noFacts } from '#core/journal/facts';
import { selectApplication } from '#core/operations/select-application';
import type { ProfileSource } from '#core/ports';
import type { EffectiveProfile } from '#core/profiles/effective-profile';
import { findProfile, loadProfiles } from '#core/profiles/load-profiles';
import { VendorId } from '#shared/model/ids';
import type { Warning } from '#shared/model/plan';
import { chooseJob, chooseTemplate } from './choose-job.ts';
import { type ExportedConfiguration, type ExportInput, exportConfiguration } from './export-configuration.ts';
import { mergedRoles } from './plan/access.ts';
import { isOAuth } from './plan/authorize-step.ts';

/** The built-in profile that fits every application with a SCIM connection. */
const anyVendor = VendorId.parse('scim');

/** Source: learn.microsoft.com/graph/api/applicationtemplate-get */
const readTemplateName = async (graph: Graph, templateId: string, signal: AbortSignal): Promise<string | null> => {
  const request = {
    method: 'GET',
    path: `/applicationTemplates/${encodeURIComponent(templateId)}`,
    scopes: [scopes.signIn],
    signal,
  } as const;
  return (
    (await orNullWhenMissing(readOne(graph, request, { schema: ApplicationTemplate, what: 'a gallery template' })))
      ?.displayName ?? null
  );
};

/** Takes a service principal; gives the profile whose gallery application it is, else the one for any SCIM application with a note that says so. Raises what Graph raises. */
export async function profileOf(
  services: { readonly graph: Graph; readonly profiles: ProfileSource },
  servicePrincipal: ServicePrincipal,
  signal: AbortSignal,
): Promise<{ readonly profile: EffectiveProfile; readonly notes: readonly Warning[] }> {
  const templateId = servicePrincipal.applicationTemplateId ?? null;
  const { profiles } = await loadProfiles(services.profiles);
  const byId = profiles.find(
    ({ profile }) => templateId !== null && Object.values(profile.applicationTemplateIds).includes(templateId),
  );
  if (byId !== undefined) return { profile: byId.profile, notes: [] };
  const name =
    templateId === null ? servicePrincipal.displayName : await readTemplateName(services.graph, templateId, signal);
  const byName = profiles.find(
    ({ profile }) => name !== null && [profile.displayName, ...profile.aliases].includes(name),
  );
  if (byName !== undefined) return { profile: byName.profile, notes: [] };
  const { profile } = await findProfile(services.profiles, anyVendor);
  return {
    profile,
    notes: [
      {
        code: 'noVendorProfile',
        message: `There is no vendor profile for "${name ?? servicePrincipal.displayName}", so the configuration names the one for any SCIM application.`,
      },
    ],
  };
}

/** People and groups by object id; who cannot be read is left out. */
async function peopleOf(
  graph: Graph,
  assignments: readonly AppRoleAssignment[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, DirectoryObject>> {
  const ids = (isGroup: boolean): readonly string[] =>
    assignments
      .filter((one) => one.principalType !== 'ServicePrincipal' && (one.principalType === 'Group') === isGroup)
      .map((one) => one.principalId);
  const [users, groups] = await Promise.all([
    ids(false).length === 0 ? new Map<string, DirectoryObject>() : findUsers(graph, { names: ids(false), signal }),
    ids(true).length === 0 ? new Map<string, DirectoryObject[]>() : findGroups(graph, { names: ids(true), signal }),
  ]);
  return new Map([
    ...users,
    ...[...groups].flatMap(([id, [group]]) => (group === undefined ? [] : [[id, group] as const])),
  ]);
}

/** What an export is made of, and every job of the application. */
export interface ReadExport {
  readonly input: ExportInput;
  readonly jobs: readonly SynchronizationJob[];
  readonly notes: readonly Warning[];
}

interface ExportReading {
  readonly servicePrincipal: ServicePrincipal;
  readonly signal: AbortSignal;
  /** Where the assignments are read otherwise than usual. */
  readonly assignments?: Promise<readonly AppRoleAssignment[]> | undefined;
}

/**
 * Takes a service principal; reads everything of it that a configuration says. Raises `bad_request` (noProvisioningSupport) and
 * what Graph raises.
 */
export async function readExportInput(
  services: { readonly graph: Graph; readonly profiles: ProfileSource },
  { servicePrincipal, signal, assignments: given }: ExportReading,
): Promise<ReadExport> {
  const { graph } = services;
  const options = { servicePrincipalId: servicePrincipal.id, signal };
  const [{ profile, notes }, application, templates, jobs, secrets, assignments] = await Promise.all([
    profileOf(services, servicePrincipal, signal),
    orNullWhenMissing<Application>(getApplicationByAppId(graph, { appId: servicePrincipal.appId, signal })),
    listSynchronizationTemplates(graph, options),
    listJobs(graph, options),
    readSecrets(graph, options),
    given ?? listAssignments(graph, options),
  ]);
  const template = chooseTemplate(templates, {
    preferred: profile.synchronizationTemplateId,
    application: servicePrincipal.displayName,
  });
  const choice = chooseJob(jobs, { servicePrincipalId: servicePrincipal.id, templateId: template.id, facts: noFacts });
  const job = choice.kind === 'use' ? choice.job : null;
  const [schema, people] = await Promise.all([
    job === null ? null : readSchema(graph, { ...options, jobId: job.id }),
    peopleOf(graph, assignments, signal),
  ]);
  const input: ExportInput = {
    vendor: VendorId.parse(z.string().parse(profile.id)),
    servicePrincipalId: servicePrincipal.id,
    name: servicePrincipal.displayName,
    job,
    schema,
    secrets,
    assignments,
    roles: mergedRoles(servicePrincipal.appRoles, application?.appRoles),
    people,
    oauth: isOAuth(profile, template),
  };
  return { input, jobs, notes };
}

/**
 * Takes a display name or an object id; reads everything of that application and gives it as a configuration whose plan is
 * empty, with notes. Raises `not_found`, `conflict`, `bad_request` (noProvisioningSupport) and what Graph raises.
 */
export async function readExport(
  services: { readonly graph: Graph; readonly profiles: ProfileSource },
  selector: { readonly application: string; readonly signal: AbortSignal },
): Promise<ExportedConfiguration> {
  const servicePrincipal = await selectApplication(services.graph, selector);
  const { input, notes } = await readExportInput(services, { servicePrincipal, signal: selector.signal });
  const exported = exportConfiguration(input);
  return { configuration: exported.configuration, notes: [...notes, ...exported.notes] };
}
