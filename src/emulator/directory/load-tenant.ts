import contoso from '#assets/tenants/contoso.json' with { type: 'json' };
import type { VendorDialect } from '#emulator/scim/dialect';
import type { ApplicationRecord, Group, Person, ServicePrincipalRecord, TenantState } from '#emulator/state';
import { SeedTenant } from './seed-tenant.ts';
import { definitionOf, dialectOf } from './seed-vendor.ts';

const millisecondsPerDay = 86_400_000;

export interface LoadedTenant {
  readonly state: TenantState;
  /** Servers of the vendors that the seed describes. */
  readonly dialects: readonly VendorDialect[];
  /** Tenants in which people of this one are guests. */
  readonly otherTenants: SeedTenant['otherTenants'];
  /** Faults that are on from the start. */
  readonly faults: SeedTenant['faults'];
}

/**
 * Makes the state of a new tenant from a seed (an object as in assets/tenants; the default is "Contoso Demo").
 * `startAt` is the tenant's first moment in milliseconds; what the seed dates in days lies before it. Raises a ZodError
 * when the seed has not the shape of a seed, and an Error naming the reference when it names nobody.
 */
export function loadTenant(startAt: number, seed: unknown = contoso): LoadedTenant {
  const tenant = SeedTenant.parse(seed);
  const idByName = new Map(tenant.people.map((person) => [person.userPrincipalName.toLowerCase(), person.id]));
  const personId = (name: string) => found(idByName.get(name.toLowerCase()), `person ${name}`);
  const groupIdByName = new Map(tenant.groups.map((group) => [group.displayName, group.id]));
  const groupId = (name: string) => found(groupIdByName.get(name), `group ${name}`);
  const changedAt = startAt - 30 * millisecondsPerDay;
  const people = tenant.people.map(({ manager, deletedDaysAgo, ...person }): Person => {
    const deletedAt = deletedDaysAgo === undefined ? null : startAt - deletedDaysAgo * millisecondsPerDay;
    return {
      ...person,
      managerId: manager === undefined ? null : personId(manager),
      deletedAt,
      changedAt: deletedAt ?? changedAt,
    };
  });
  const groups = tenant.groups.map((group): Group => {
    const members = group.members.map((member) =>
      'user' in member
        ? { id: personId(member.user), kind: 'user' as const }
        : { id: groupId(member.group), kind: 'group' as const },
    );
    return { ...group, members, deletedAt: null, changedAt };
  });
  const state: TenantState = {
    tenantId: tenant.tenantId,
    tenantName: tenant.tenantName,
    domain: tenant.domain,
    premium: tenant.premium,
    ...(tenant.logRetentionDays === undefined ? {} : { logRetentionDays: tenant.logRetentionDays }),
    people: byId(people),
    groups: byId(groups),
    galleryTemplates: byId(tenant.galleryTemplates),
    seededVendors: tenant.vendors.map(definitionOf),
    applications: byId(tenant.applications.map((application) => applicationOf(application, startAt))),
    servicePrincipals: byId(
      tenant.applications.map((application) => ({
        ...servicePrincipalOf(application, startAt),
        owners: application.owners.map(personId),
      })),
    ),
    assignments: new Map(),
    removedAssignments: [],
    jobs: new Map(),
    secrets: new Map(),
  };
  const dialects = tenant.vendors.map(dialectOf);
  return { state, dialects, otherTenants: tenant.otherTenants, faults: tenant.faults };
}

type SeedApplication = SeedTenant['applications'][number];

function applicationOf(seed: SeedApplication, startAt: number): ApplicationRecord {
  const createdAt = startAt - seed.createdDaysAgo * millisecondsPerDay;
  const { applicationObjectId: id, appId, displayName, applicationTemplateId, appRoles } = seed;
  return { id, appId, displayName, applicationTemplateId, appRoles, createdAt, visibleAt: createdAt };
}

function servicePrincipalOf(seed: SeedApplication, startAt: number): Omit<ServicePrincipalRecord, 'owners'> {
  const createdAt = startAt - seed.createdDaysAgo * millisecondsPerDay;
  const { servicePrincipalId: id, appId, displayName, applicationTemplateId, applicationObjectId } = seed;
  const { preferredSingleSignOnMode } = seed;
  return {
    id,
    appId,
    displayName,
    applicationTemplateId,
    applicationObjectId,
    preferredSingleSignOnMode,
    createdAt,
    visibleAt: createdAt,
  };
}

function byId<T extends { readonly id: string }>(records: readonly T[]): Map<string, T> {
  return new Map(records.map((record) => [record.id, record]));
}

function found(id: string | undefined, what: string): string {
  if (id === undefined) throw new Error(`The seed tenant names a ${what} that it does not contain.`);
  return id;
}
