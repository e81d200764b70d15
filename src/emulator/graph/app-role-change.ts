import { z } from 'zod';
import type { AppRoleRecord } from '#emulator/state';
import { badRequest, GraphFault } from './graph-fault.ts';

const AppRoleInput = z.looseObject({
  id: z.guid(),
  displayName: z.string().min(1),
  description: z.string().nullish(),
  value: z.string().nullish(),
  isEnabled: z.boolean().default(true),
  allowedMemberTypes: z.array(z.enum(['User', 'Application'])).min(1),
});

/**
 * Checks a whole new list of app roles against the one in force and gives the records to store. A role that is missing
 * from the list is deleted, which needs it disabled before. Raises a GraphFault 400 in every other case.
 * Source: learn.microsoft.com/graph/api/resources/approle
 */
export function changedAppRoles(current: readonly AppRoleRecord[], wanted: unknown): AppRoleRecord[] {
  if (!Array.isArray(wanted))
    throw badRequest("Invalid value specified for property 'appRoles' of resource 'Application'.");
  const roles = wanted.map((role, index) => appRoleOf(role, index));
  checkUnique(
    roles.map(({ id }) => id),
    'id',
  );
  checkUnique(
    roles.flatMap(({ value }) => (value === null ? [] : [value])),
    'value',
  );
  for (const role of current) {
    const next = roles.find(({ id }) => id === role.id);
    const isChanged = next === undefined || (next.isEnabled && next.value !== role.value);
    if (role.isEnabled && isChanged) throw enabledEntitlement();
  }
  return roles;
}

function appRoleOf(input: unknown, index: number): AppRoleRecord {
  const parsed = AppRoleInput.safeParse(input);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const member = issue?.path.join('.') ?? '';
    throw badRequest(`Invalid value specified for property 'appRoles[${index}].${member}' of resource 'Application'.`);
  }
  const { description, value, ...role } = parsed.data;
  if (Object.hasOwn(role, 'origin')) {
    throw badRequest("Property 'origin' of an app role is read-only and must not be sent.");
  }
  if (value != null && (value.length > 120 || /\s/.test(value) || value.startsWith('.'))) {
    throw badRequest(
      `The value of app role '${role.displayName}' must have at most 120 characters, no space and no dot at its start.`,
    );
  }
  return { ...role, description: description ?? role.displayName, value: value ?? null };
}

function checkUnique(values: readonly string[], member: string): void {
  const twice = values.find((value, index) => values.indexOf(value) !== index);
  if (twice !== undefined) {
    throw badRequest(`Property 'appRoles' has two roles with the ${member} '${twice}'.`);
  }
}

function enabledEntitlement(): GraphFault {
  return new GraphFault(400, 'CannotDeleteOrUpdateEnabledEntitlement', {
    message: 'Permission (scope or role) cannot be deleted or updated unless disabled first.',
  });
}
