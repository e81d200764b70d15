import { describe, expect, it } from 'vitest';
import { permissionsOf } from '#core/setup/plan-permissions';
import type { PlanStep } from '#shared/model/plan';

const step = (...paths: readonly string[]): PlanStep => ({
  id: 'x',
  title: '',
  reason: '',
  action: 'update',
  changes: [],
  requests: paths.map((path) => ({ method: 'POST', path })),
});

describe('permissions that a plan needs', () => {
  it.each([
    ['nothing', [step()], []],
    ['an application', [step('/applicationTemplates/1/instantiate')], ['Application.ReadWrite.All']],
    ['an app role', [step('/applications/1')], ['Application.ReadWrite.All']],
    ['a job', [step('/servicePrincipals/1/synchronization/jobs')], ['Synchronization.ReadWrite.All']],
    ['assignments', [step('/servicePrincipals/1/appRoleAssignedTo')], ['AppRoleAssignment.ReadWrite.All']],
    [
      'several, each named once',
      [
        step('/servicePrincipals/1/synchronization/jobs', '/servicePrincipals/1/synchronization/secrets'),
        step('/servicePrincipals/1/appRoleAssignedTo'),
        step('/servicePrincipals/1'),
      ],
      ['Synchronization.ReadWrite.All', 'AppRoleAssignment.ReadWrite.All', 'Application.ReadWrite.All'],
    ],
  ])('for %s', (_name, steps, expected) => {
    expect(permissionsOf(steps)).toEqual(expected);
  });
});
