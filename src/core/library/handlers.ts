import { searchGalleryByNames } from '#core/catalogue/search-by-names';
import { listServicePrincipalsByTemplate } from '#core/graph/calls/service-principals';
import { listJobs, listSynchronizationTemplates } from '#core/graph/calls/synchronization-jobs';
import { readSchema } from '#core/graph/calls/synchronization-schema';
import type { Graph } from '#core/graph/graph';
import { requireAccount } from '#core/journal/journal-key';
import type { Ports } from '#core/ports';
import { compareFacts } from '#core/profiles/compare-facts';
import { factSheetOf } from '#core/profiles/fact-sheet';
import { findProfile, loadProfiles } from '#core/profiles/load-profiles';
import { filledAttributes, reconcile, type TenantFacts } from '#core/profiles/reconcile';
import type { Handlers } from '#core/rpc/dispatch';
import type { ServicePrincipalId } from '#shared/model/ids';
import { checkedOf, checkLibrary, checkText } from './check-library.ts';
import { composeProfile } from './compose-profile.ts';
import { draftProfile } from './draft-profile.ts';
import { readFacts, readProfileOf } from './facts-source.ts';
import { importArticle } from './import-article.ts';
import { keepProfile, upgradeOwnProfile } from './keep-profile.ts';
import { readApplicationFacts } from './read-application.ts';
import { removeOwnProfile } from './remove-profile.ts';

type LibraryPath =
  | 'tutorials.import'
  | 'vendors.validate'
  | 'vendors.compare'
  | 'vendors.reconcile'
  | 'vendors.facts'
  | 'vendors.save'
  | 'vendors.upgrade'
  | 'vendors.remove'
  | 'vendors.draft'
  | 'vendors.compose';

async function readLive(
  graph: Graph,
  servicePrincipalId: string | null,
  signal: AbortSignal,
): Promise<Pick<TenantFacts, 'template' | 'schema'>> {
  if (servicePrincipalId === null) return { template: null, schema: null };
  const [templates, [job]] = await Promise.all([
    listSynchronizationTemplates(graph, { servicePrincipalId, signal }),
    listJobs(graph, { servicePrincipalId, signal }),
  ]);
  const template =
    templates.find(({ id }) => id === job?.templateId) ?? templates.find((one) => one.default) ?? templates[0];
  const schema = job === undefined ? null : await readSchema(graph, { servicePrincipalId, jobId: job.id, signal });
  return { template: template ?? null, schema };
}

/** The application that was named, or the only one that was made from the template. */
async function onlyInstance(
  graph: Graph,
  {
    named,
    templateId,
    signal,
  }: {
    readonly named: ServicePrincipalId | null;
    readonly templateId: string | undefined;
    readonly signal: AbortSignal;
  },
): Promise<string | null> {
  if (named !== null || templateId === undefined) return named;
  const instances = await listServicePrincipalsByTemplate(graph, { templateId, signal });
  return instances.length === 1 ? (instances[0]?.id ?? null) : null;
}

/** Ids of the templates of applications that are nobody's. */
async function nonGalleryTemplates(ports: Ports): Promise<ReadonlySet<string>> {
  const { profiles } = await loadProfiles(ports.profiles);
  return new Set(
    profiles
      .filter(({ profile }) => profile.addMethod === 'nonGallery')
      .flatMap(({ profile }) => Object.values(profile.applicationTemplateIds)),
  );
}

/**
 * Takes the ports and the way to Graph; gives the handlers of all procedures about tutorials and the library of profiles. They raise
 * `bad_request` for a document or file that cannot be read, `not_found` for an unknown vendor, and what Graph raises.
 */
export function createLibraryHandlers({
  ports,
  graph,
}: {
  readonly ports: Ports;
  readonly graph: Graph;
}): Pick<Handlers, LibraryPath> {
  return {
    'tutorials.import': async ({ text, file, origin }) => {
      const { profile, warnings } = importArticle({ text, file, origin });
      return { profile: { ...profile }, warnings: [...warnings] };
    },
    'vendors.validate': async ({ text }) => ({
      profiles: text === null ? await checkLibrary(ports.profiles) : [checkText(text)],
    }),
    'vendors.compare': async ({ before, after }) => {
      const [first, second] = await Promise.all([readFacts(ports.profiles, before), readFacts(ports.profiles, after)]);
      return { before: first.name, after: second.name, changes: [...compareFacts(first.facts, second.facts)] };
    },
    'vendors.facts': async ({ source }) => {
      const { file, source: from } = await readProfileOf(ports.profiles, source);
      return factSheetOf(file, from);
    },
    'vendors.save': async (asked) => keepProfile(ports.profiles, asked),
    'vendors.upgrade': async ({ vendor }) => upgradeOwnProfile(ports.profiles, vendor),
    'vendors.remove': async (asked) => removeOwnProfile(ports.profiles, asked),
    'vendors.draft': async ({ application }, { signal }) => {
      await requireAccount(ports.identity);
      const nonGallery = await nonGalleryTemplates(ports);
      const { draft, notes } = draftProfile(await readApplicationFacts(graph, { application, nonGallery, signal }));
      return { draft, notes: [...notes] };
    },
    'vendors.compose': async ({ draft }) => {
      const profile = composeProfile(draft);
      return { profile, checked: checkedOf(profile, { id: draft.id.trim(), source: 'given' }) };
    },
    'vendors.reconcile': async ({ vendor, servicePrincipalId }, { signal }) => {
      await requireAccount(ports.identity);
      const { profile } = await findProfile(ports.profiles, vendor);
      const gallery = await searchGalleryByNames(graph, { profile, signal });
      const instance = await onlyInstance(graph, { named: servicePrincipalId, templateId: gallery[0]?.id, signal });
      const live = await readLive(graph, instance, signal);
      return {
        gallery: gallery.map(({ id, displayName }) => ({ templateId: id, displayName })),
        live: live.template !== null,
        differences: [...reconcile(profile, { gallery, ...live })],
        filledIn: filledAttributes(profile, live.schema).map(({ sourceObjectName, attributes }) => ({
          sourceObjectName,
          attributes: attributes.map((attribute) => ({ ...attribute })),
        })),
      };
    },
  };
}
