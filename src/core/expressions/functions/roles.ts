import type { FunctionCall } from '#core/expressions/function-call';
import type { AssignedAppRole, RoleEntry } from '#core/expressions/values';
import type { FunctionDefinition, FunctionParameter } from './definition.ts';

const assignments: FunctionParameter = { name: 'appRoleAssignments', type: 'Attribute', schemaKey: 'source' };

/** Functions on the app roles that a person was assigned to. They do not go together with the scope "Sync all". */
export const roleFunctions: readonly FunctionDefinition[] = [
  {
    name: 'AppRoleAssignmentsComplex',
    description: "Gives all of the person's app roles as complex values; updates only add roles in the target.",
    parameters: [assignments],
    returns: 'Roles',
    evaluate: roleEntries,
  },
  {
    name: 'AssertiveAppRoleAssignmentsComplex',
    description: "Gives all of the person's app roles as complex values; updates replace the roles in the target.",
    parameters: [assignments],
    returns: 'Roles',
    evaluate: (call) => {
      call.evaluation.replacesTarget = true;
      return roleEntries(call);
    },
  },
  {
    name: 'SingleAppRoleAssignment',
    description: "Gives the name of the person's app role; meant for people with exactly one.",
    parameters: [assignments],
    returns: 'String',
    // The reference does not say which of several roles is taken; here it is the first.
    evaluate: (call) => roleEntries(call)?.[0]?.value ?? null,
  },
];

// The two samples of the reference disagree on the name of the display member (`displayName`, `display`). RFC 7643
// section 4.1.2 has `display`, and so does the sample of the function that the reference recommends.
function roleEntries(call: FunctionCall): readonly RoleEntry[] | null {
  const roles = assignedRoles(call);
  if (roles.length === 0) return null;
  return roles.map(({ value, displayName }) => ({
    primary: false,
    type: 'WindowsAzureActiveDirectoryRole',
    display: displayName,
    value: value ?? displayName,
  }));
}

function assignedRoles(call: FunctionCall): readonly AssignedAppRole[] {
  const tree = call.tree(0);
  const isTheAttribute = tree?.kind === 'attribute' && tree.name === 'appRoleAssignments';
  if (isTheAttribute && call.context.appRoleAssignments !== undefined) return call.context.appRoleAssignments;
  return call.list(0).map((name) => ({ value: name, displayName: name }));
}
