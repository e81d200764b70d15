import { permissions, scopes } from '#core/graph/permissions';
import type { IdentityPort } from '#core/ports';
import type { MissingPermission } from '#shared/model/scope';
import { hasConsent } from './read-scope.ts';

/** What may be read of the directory, and which permissions are missing for the rest. */
export interface DirectoryAccess {
  /** People with all their attributes. */
  readonly full: boolean;
  /** Members of groups. */
  readonly members: boolean;
  readonly missing: readonly MissingPermission[];
}

/** Takes a permission and what stays unknown without it; gives it with the reason that is shown before consent. Pure. */
export const missingOne = (scope: string, cannotKnow: string): MissingPermission => ({
  scope,
  reason: permissions.find((permission) => permission.scope === scope)?.reason ?? '',
  cannotKnow,
});

/** Takes the identity port and whether groups matter; gives what this sign-in may read, with the reason for each permission that it lacks. */
export async function missingPermissions(
  identity: IdentityPort,
  asked: { readonly groups: boolean },
  signal: AbortSignal,
): Promise<DirectoryAccess> {
  const [full, members] = await Promise.all([
    hasConsent(identity, { scope: scopes.peopleInFull, signal }),
    asked.groups ? hasConsent(identity, { scope: scopes.groups, signal }) : true,
  ]);
  return {
    full,
    members,
    missing: [
      ...(full
        ? []
        : [
            missingOne(
              scopes.peopleInFull,
              'attributes other than names and mail, and whether an account is disabled.',
            ),
          ]),
      ...(members
        ? []
        : [missingOne(scopes.groups, 'who the members of assigned groups are, and the groups themselves.')]),
    ],
  };
}
