import { getApplicationTemplate } from '#core/graph/calls/application-templates';
import { orNullWhenMissing } from '#core/graph/calls/reading';
import { listJobs, listSynchronizationTemplates } from '#core/graph/calls/synchronization-jobs';
import { readSchema, readTemplateSchema } from '#core/graph/calls/synchronization-schema';
import type { Graph } from '#core/graph/graph';
import type { ServicePrincipal, SynchronizationSchema } from '#core/graph/shapes';
import { selectApplication } from '#core/operations/select-application';
import { preferredTemplate } from '#core/setup/choose-job';
import { exactRoleName, usableRoles } from '#core/setup/plan/access';
import type { ApplicationFacts } from './draft-profile.ts';

interface Read {
  readonly application: string;
  /** Ids of the templates from which applications of one's own are made: their names say nothing about a vendor. */
  readonly nonGallery: ReadonlySet<string>;
  readonly signal: AbortSignal;
}

/** Roles that an application comes with and that say nothing about the vendor. */
const ordinaryRoles: ReadonlySet<string> = new Set(['msiam_access', 'user', 'default access']);

const rolesOf = ({ appRoles }: ServicePrincipal): readonly string[] => {
  const all = appRoles ?? [];
  return usableRoles(all)
    .map((role) => exactRoleName(role, all))
    .filter((name) => !ordinaryRoles.has(name.toLowerCase()));
};

async function galleryEntry(graph: Graph, { applicationTemplateId }: ServicePrincipal, { nonGallery, signal }: Read) {
  if (applicationTemplateId == null || nonGallery.has(applicationTemplateId)) return null;
  return orNullWhenMissing(getApplicationTemplate(graph, { templateId: applicationTemplateId, signal }));
}

async function liveSchema(
  graph: Graph,
  place: { readonly servicePrincipalId: string; readonly templateId: string | undefined },
  signal: AbortSignal,
): Promise<SynchronizationSchema | null> {
  const { servicePrincipalId, templateId } = place;
  const [job] = await listJobs(graph, { servicePrincipalId, signal });
  if (job !== undefined) return readSchema(graph, { servicePrincipalId, jobId: job.id, signal });
  if (templateId === undefined) return null;
  return orNullWhenMissing(readTemplateSchema(graph, { servicePrincipalId, templateId, signal }));
}

/**
 * Takes the name or object id of an enterprise application; reads what gallery, template and schema know about it; writes nothing.
 * Raises `not_found` (unknownApplication), `conflict` (ambiguousApplication) and what Graph raises.
 */
export async function readApplicationFacts(graph: Graph, asked: Read): Promise<ApplicationFacts> {
  const { application, signal } = asked;
  const servicePrincipal = await selectApplication(graph, { application, signal });
  const [entry, templates] = await Promise.all([
    galleryEntry(graph, servicePrincipal, asked),
    listSynchronizationTemplates(graph, { servicePrincipalId: servicePrincipal.id, signal }),
  ]);
  const template = preferredTemplate(templates, null) ?? null;
  const schema = await liveSchema(graph, { servicePrincipalId: servicePrincipal.id, templateId: template?.id }, signal);
  const homepage = entry?.homePageUrl;
  return {
    application: servicePrincipal.displayName,
    galleryName: entry?.displayName ?? null,
    homepage: typeof homepage === 'string' ? homepage : null,
    appRoles: rolesOf(servicePrincipal),
    template,
    schema,
  };
}
