import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Person } from '#emulator/state';
import { appRole, createTestTenant, type TestTenant } from './tenant-fixture.ts';

let tenant: TestTenant;
let ada: Person;

beforeEach(async () => {
  tenant = await createTestTenant();
  ada = tenant.addPerson('Ada Berg');
});
afterEach(() => tenant.close());

describe('roles', () => {
  const role = appRole();
  const cases = [
    { when: 'Default Access without declared roles', appRoles: [], roleId: undefined, provisioned: true },
    { when: 'Default Access beside a declared role', appRoles: [role], roleId: undefined, provisioned: false },
    { when: 'a declared role', appRoles: [role], roleId: role.id, provisioned: true },
    {
      when: 'a disabled role',
      appRoles: [appRole({ isEnabled: false })],
      roleId: role.id,
      provisioned: false,
    },
    {
      when: 'a role for applications only',
      appRoles: [appRole({ allowedMemberTypes: ['Application'] })],
      roleId: role.id,
      provisioned: false,
    },
    { when: 'a role that does not exist', appRoles: [role], roleId: 'gone', provisioned: false },
  ];
  it.each(cases)('$when: provisioned $provisioned', async ({ appRoles, roleId, provisioned }) => {
    const app = tenant.addApp('airstack', { appRoles });
    tenant.assign(app, ada, roleId);
    tenant.service.start(app);
    await tenant.pass(0);
    expect(tenant.target('airstack').users()).toHaveLength(provisioned ? 1 : 0);
    const [row] = tenant.rowsOf(ada);
    expect(row?.provisioningSteps.find((step) => step.provisioningStepType === 'scoping')?.details).toMatchObject({
      'Assigned to the application': 'True',
      'User has the required role': provisioned ? 'True' : 'False',
    });
  });
});
