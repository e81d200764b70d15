import { createRouteFinder, type Route } from './route.ts';
import { applicationRoutes } from './routes/applications.ts';
import { assignmentRoutes } from './routes/assignments.ts';
import { auditLogRoutes } from './routes/audit-logs.ts';
import { galleryRoutes } from './routes/gallery.ts';
import { meRoutes } from './routes/me.ts';
import { onDemandRoutes } from './routes/on-demand.ts';
import { servicePrincipalRoutes } from './routes/service-principals.ts';
import { synchronizationJobRoutes } from './routes/synchronization-jobs.ts';
import { synchronizationSchemaRoutes } from './routes/synchronization-schema.ts';
import { synchronizationSecretRoutes } from './routes/synchronization-secrets.ts';
import { synchronizationTemplateRoutes } from './routes/synchronization-templates.ts';
import { userAndGroupRoutes } from './routes/users-and-groups.ts';

/** Every route that the demo tenant's Graph answers, apart from `$batch`. */
export const graphRoutes: readonly Route[] = [
  ...meRoutes,
  ...userAndGroupRoutes,
  ...galleryRoutes,
  ...servicePrincipalRoutes,
  ...assignmentRoutes,
  ...applicationRoutes,
  ...synchronizationTemplateRoutes,
  ...synchronizationJobRoutes,
  ...synchronizationSecretRoutes,
  ...synchronizationSchemaRoutes,
  ...onDemandRoutes,
  ...auditLogRoutes,
];

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** Finds the route of a request. */
export const findRoute = createRouteFinder(graphRoutes);

/** Takes a path after the version; gives the methods that it answers. `/$batch` is no row of the table. */
export function methodsOf(path: string): readonly string[] {
  if (path === '/$batch') return ['POST'];
  return methods.filter((method) => findRoute(method, path) !== null);
}
