import { describe, expect, it } from 'vitest';
import { loadTenant } from '#emulator/directory/load-tenant';
import { transitiveGroupsOf } from '#emulator/directory/membership';

const startAt = Date.parse('2026-03-02T08:00:00Z');
const day = 86_400_000;

describe('the seed tenant Contoso Demo', () => {
  const { state, dialects } = loadTenant(startAt);
  const people = [...state.people.values()];
  const count = (test: (person: (typeof people)[number]) => boolean) => people.filter(test).length;

  it('has 50 people and 6 groups', () => {
    expect([state.tenantName, people.length, state.groups.size]).toEqual(['Contoso Demo', 50, 6]);
  });

  it('has disabled and soft-deleted people, and people without this or that', () => {
    expect(count(({ accountEnabled }) => !accountEnabled)).toBe(3);
    expect(count(({ deletedAt }) => deletedAt !== null && deletedAt < startAt && deletedAt > startAt - 30 * day)).toBe(
      2,
    );
    for (const name of [
      'mail',
      'surname',
      'givenName',
      'department',
      'jobTitle',
      'employeeId',
      'mobilePhone',
      'city',
    ]) {
      const missing = count(({ attributes }) => attributes[name] === undefined);
      expect(missing, name).toBeGreaterThan(0);
      expect(missing, name).toBeLessThan(10);
    }
    const withExtension = count(({ attributes }) => attributes.extensionAttribute1 !== undefined);
    expect(withExtension).toBeGreaterThan(10);
    expect(withExtension).toBeLessThan(50);
  });

  it('has diacritics, a display name twice and ASCII user principal names only', () => {
    expect(count(({ attributes }) => /[^\u0020-\u007e]/.test(String(attributes.displayName)))).toBeGreaterThan(10);
    expect(count(({ attributes }) => attributes.displayName === 'Anna Larsen')).toBe(2);
    expect(count(({ userPrincipalName }) => !/^[a-z0-9.-]+@contoso\.demo\.example$/.test(userPrincipalName))).toBe(0);
  });

  it('has a manager for nearly everybody, and nobody is the own manager', () => {
    expect(count(({ managerId }) => managerId !== null && state.people.has(managerId))).toBeGreaterThan(45);
    expect(count(({ id, managerId }) => id === managerId)).toBe(0);
  });

  it('has an administrator, a reader, a custom role and an owner without a role', () => {
    const rolesOf = (name: string) =>
      people
        .find(({ userPrincipalName }) => userPrincipalName.startsWith(name))
        ?.roles.map(({ displayName }) => displayName);
    expect(rolesOf('ada.admin@')).toEqual(['Cloud Application Administrator']);
    expect(rolesOf('rita.reader@')).toEqual(['Reports Reader', 'Global Reader']);
    expect(rolesOf('olga.owner@')).toEqual([]);
    expect(count(({ customRoleActions }) => customRoleActions.length > 0)).toBe(1);
    const owner = people.find(({ userPrincipalName }) => userPrincipalName.startsWith('olga.owner@'));
    const owned = [...state.servicePrincipals.values()].filter(({ owners }) => owners.includes(owner?.id ?? ''));
    expect(owned.map(({ displayName }) => displayName)).toEqual(['Payroll Bridge']);
  });

  it('has a nested group and one that is not security-enabled', () => {
    const lukasz = people.find(({ userPrincipalName }) => userPrincipalName.startsWith('lukasz.'));
    const groups = transitiveGroupsOf(state, lukasz?.id ?? '').map(({ displayName }) => displayName);
    expect(groups).toContain('Engineering');
    const direct = [...state.groups.values()].find(({ displayName }) => displayName === 'Engineering');
    expect(direct?.members.some(({ id }) => id === lukasz?.id)).toBe(false);
    expect([...state.groups.values()].filter(({ securityEnabled }) => !securityEnabled)).toHaveLength(1);
  });

  it('has a gallery of five vendors, the non-gallery template, two that only the seed describes and 40 others without provisioning', () => {
    const templates = [...state.galleryTemplates.values()];
    const withProvisioning = templates.filter(({ supportedProvisioningTypes }) =>
      supportedProvisioningTypes.includes('sync'),
    );
    expect(withProvisioning.map(({ displayName }) => displayName)).toEqual([
      'SchoolStream ASA',
      'Cloud Academy - SSO',
      'Airstack',
      'askSpoke',
      'Atea',
      'Custom',
      'Notion',
      'Hypervault',
    ]);
    expect(withProvisioning.every(({ vendorId }) => vendorId !== null)).toBe(true);
    expect(dialects.map(({ vendorId, origins }) => [vendorId, origins])).toEqual([
      ['notion', ['https://www.notion.so']],
      ['hypervault', ['https://contoso.hypervault.example']],
    ]);
    expect(templates.length - withProvisioning.length).toBe(40);
    expect(state.galleryTemplates.has('8adf8e6e-67b2-4cf2-a259-e3dc5476c621')).toBe(true);
  });

  it('gives each tenant a state of its own', () => {
    const other = loadTenant(startAt).state;
    const [first] = other.people.values();
    if (first !== undefined) first.accountEnabled = !first.accountEnabled;
    const [same] = loadTenant(startAt).state.people.values();
    expect(same?.accountEnabled).not.toBe(first?.accountEnabled);
  });
});

describe('a seed', () => {
  const empty = {
    tenantId: '5f4a3c9e-7d21-4b86-a3f5-0c2e91d7b6a8',
    tenantName: 'T',
    domain: 't.demo.example',
    premium: false,
    otherTenants: [],
    people: [],
    groups: [],
    galleryTemplates: [],
    applications: [],
  };

  it('may be empty', () => {
    expect(loadTenant(startAt, empty).state.people.size).toBe(0);
  });

  it('is refused with unknown members, and names a person that it lacks', () => {
    expect(() => loadTenant(startAt, { ...empty, colour: 'red' })).toThrow(/colour/);
    const group = {
      id: '5f4a3c9e-7d21-4b86-a3f5-0c2e91d7b6a9',
      displayName: 'G',
      securityEnabled: true,
      mailEnabled: false,
      attributes: {},
      members: [{ user: 'nobody@t.demo.example' }],
    };
    expect(() => loadTenant(startAt, { ...empty, groups: [group] })).toThrow('person nobody@t.demo.example');
  });
});
