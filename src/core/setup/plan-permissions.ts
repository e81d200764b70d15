import { scopes } from '#core/graph/permissions';
import type { Plan } from '#shared/model/plan';

const scopeOf = (path: string): string => {
  if (/\/appRoleAssign/.test(path)) return scopes.assignments;
  return /\/synchronization(\/|$)/.test(path) ? scopes.synchronization : scopes.applications;
};

/**
 * Takes the steps of a plan; gives the permissions, short names, that carrying it out needs. They are asked for before the
 * first write: a consent that is missing in the middle would leave the rest undone. Pure.
 */
export function permissionsOf(steps: Plan['steps']): readonly string[] {
  return [...new Set(steps.flatMap((step) => step.requests.map((request) => scopeOf(request.path))))];
}
