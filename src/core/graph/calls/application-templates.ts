import { z } from 'zod';
import type { Graph } from '#core/graph/graph';
import { odataString } from '#core/graph/paths';
import { scopes } from '#core/graph/permissions';
import { Application, ApplicationTemplate, ServicePrincipal } from '#core/graph/shapes';
import { type CallOptions, readAll, readAs, readOne } from './reading.ts';

interface SearchOptions extends CallOptions {
  readonly displayName: string;
  readonly match: 'exact' | 'contains';
}

interface InstantiateOptions extends CallOptions {
  readonly templateId: string;
  readonly displayName: string;
}

/** What instantiating a gallery template made. */
export interface InstantiatedApplication {
  readonly application: Application;
  readonly servicePrincipal: ServicePrincipal;
  readonly requestId: string | undefined;
}

const Instantiated = z.looseObject({ application: Application, servicePrincipal: ServicePrincipal });

/**
 * Takes a display name and how to match it; gives the gallery templates with that name.
 * Whether a template supports provisioning cannot be filtered by the service: look at `supportedProvisioningTypes`.
 * Source: learn.microsoft.com/graph/api/applicationtemplate-list
 */
export function searchApplicationTemplates(graph: Graph, options: SearchOptions): Promise<ApplicationTemplate[]> {
  const name = odataString(options.displayName);
  const filter = options.match === 'exact' ? `displayName eq ${name}` : `contains(displayName,${name})`;
  return readAll(
    graph,
    {
      method: 'GET',
      path: '/applicationTemplates',
      query: { $filter: filter },
      scopes: [scopes.signIn],
      signal: options.signal,
    },
    { schema: ApplicationTemplate, what: 'a search of the gallery' },
  );
}

/** Takes the id of a gallery template; gives the template. Source: learn.microsoft.com/graph/api/applicationtemplate-get */
export const getApplicationTemplate = (
  graph: Graph,
  options: CallOptions & { readonly templateId: string },
): Promise<ApplicationTemplate> =>
  readOne(
    graph,
    {
      method: 'GET',
      path: `/applicationTemplates/${encodeURIComponent(options.templateId)}`,
      scopes: [scopes.signIn],
      signal: options.signal,
    },
    { schema: ApplicationTemplate, what: 'a template of the gallery' },
  );

/**
 * Takes a template id and a display name; gives the new application and service principal, which may stay invisible for a while.
 * Never sent twice: raises reason `ambiguousCreate` when the answer was lost, so that the caller looks it up first.
 * Source: learn.microsoft.com/graph/api/applicationtemplate-instantiate
 */
export async function instantiateApplicationTemplate(
  graph: Graph,
  options: InstantiateOptions,
): Promise<InstantiatedApplication> {
  const reply = await graph.request({
    method: 'POST',
    path: `/applicationTemplates/${encodeURIComponent(options.templateId)}/instantiate`,
    body: { displayName: options.displayName },
    scopes: [scopes.applications],
    create: true,
    timeoutMs: 60_000,
    signal: options.signal,
  });
  const made = readAs(Instantiated, reply.body, {
    what: 'the creation of the application',
    requestId: reply.requestId,
  });
  return { application: made.application, servicePrincipal: made.servicePrincipal, requestId: reply.requestId };
}
