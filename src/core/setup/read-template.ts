import { searchGalleryByNames } from '#core/catalogue/search-by-names';
import type { Graph } from '#core/graph/graph';
import type { ApplicationTemplate } from '#core/graph/shapes';
import { type EffectiveProfile, publishedTemplateId } from '#core/profiles/effective-profile';
import { CoreError } from '#core/rpc/errors';
import type { ProvisioningConfiguration } from '#shared/model/configuration';
import type { TemplateFacts } from './live-state.ts';

/** The gallery's mark of automatic provisioning. Source: learn.microsoft.com/graph/api/resources/applicationtemplate (supportedProvisioningTypes) */
export const provisioningType = 'sync';

const factsOf = (template: ApplicationTemplate): TemplateFacts => ({
  id: template.id,
  displayName: template.displayName,
  supportsProvisioning: template.supportedProvisioningTypes?.includes(provisioningType) ?? null,
});

const notInGallery = (profile: EffectiveProfile): CoreError =>
  new CoreError('not_found', `The gallery of this tenant has no application "${profile.displayName}".`, {
    reason: 'templateNotInGallery',
    nextStep: 'Search the gallery for its present name; galleries of national clouds hold fewer applications.',
  });

const nonGallery = (graph: Graph, profile: EffectiveProfile): TemplateFacts => {
  const id = publishedTemplateId(profile, graph.cloud);
  if (id !== null) return { id, displayName: profile.displayName, supportsProvisioning: true };
  throw new CoreError(
    'unsupported_in_cloud',
    `The cloud "${graph.cloud.name}" names no template for an application of your own.`,
    {
      reason: 'noNonGalleryTemplate',
      nextStep: 'Create the application in the admin center and name it as application.servicePrincipalId.',
    },
  );
};

/**
 * Takes a profile and a configuration; gives the gallery template of the vendor, or null when the configuration names its
 * service principal and the gallery does not know the vendor. Raises `not_found` (templateNotInGallery), `unsupported_in_cloud`.
 */
export async function readTemplate(
  graph: Graph,
  input: {
    readonly profile: EffectiveProfile;
    readonly configuration: ProvisioningConfiguration;
    readonly signal: AbortSignal;
  },
): Promise<TemplateFacts | null> {
  const { profile, configuration, signal } = input;
  const known = configuration.application.servicePrincipalId !== undefined;
  if (profile.addMethod === 'nonGallery') return known ? null : nonGallery(graph, profile);
  const templates = await searchGalleryByNames(graph, { profile, signal });
  const published = publishedTemplateId(profile, graph.cloud);
  const template = templates.find((candidate) => candidate.id === published) ?? templates[0];
  if (template !== undefined) return factsOf(template);
  // An application that is signed up for may be in the tenant without being in its gallery.
  if (known || profile.addMethod === 'oidcSignUp') return null;
  throw notInGallery(profile);
}
