import type { Graph } from '#core/graph/graph';
import { applicationPath, odataString } from '#core/graph/paths';
import { scopes } from '#core/graph/permissions';
import { Application } from '#core/graph/shapes';
import { type Acknowledged, acknowledged, type CallOptions, readOne, type TolerantCallOptions } from './reading.ts';

/** Takes an appId; gives the application registration, or raises `not_found`. Source: learn.microsoft.com/graph/api/application-get */
export const getApplicationByAppId = (
  graph: Graph,
  options: TolerantCallOptions & { readonly appId: string },
): Promise<Application> =>
  readOne(
    graph,
    {
      method: 'GET',
      path: `/applications(appId=${encodeURIComponent(odataString(options.appId))})`,
      scopes: [scopes.applications],
      replicationToleranceMs: options.replicationToleranceMs,
      signal: options.signal,
    },
    { schema: Application, what: 'an application registration' },
  );

interface AppRolesOptions extends CallOptions {
  readonly applicationId: string;
  /** The whole list: the service replaces what is there. */
  readonly appRoles: readonly unknown[];
}

/** Takes an application's object id and its whole list of app roles; replaces the list. Source: learn.microsoft.com/graph/api/application-update */
export async function updateAppRoles(graph: Graph, options: AppRolesOptions): Promise<Acknowledged> {
  return acknowledged(
    await graph.request({
      method: 'PATCH',
      path: applicationPath(options.applicationId),
      body: { appRoles: options.appRoles },
      scopes: [scopes.applications],
      signal: options.signal,
    }),
  );
}

/** Takes an application's object id; deletes the registration and with it its service principal. Source: learn.microsoft.com/graph/api/application-delete */
export async function deleteApplication(
  graph: Graph,
  options: CallOptions & { readonly applicationId: string },
): Promise<Acknowledged> {
  return acknowledged(
    await graph.request({
      method: 'DELETE',
      path: applicationPath(options.applicationId),
      scopes: [scopes.applications],
      signal: options.signal,
    }),
  );
}
