import { randomUUID } from 'node:crypto';
import type { EntraOptions } from '#emulator/entra/entra-context';
import { createIdentityService, type EntraService } from '#emulator/entra/identity-service';
import { createTokenSigner } from '#emulator/entra/token-signer';
import type { Person, TenantState } from '#emulator/state';
import { demoClientId } from '#platform/clouds';

export const origin = 'https://login.demo.example';
export const graphOrigin = 'https://graph.demo.example';
export const clientId = demoClientId;
export const homeTenantId = '11111111-1111-4111-8111-111111111111';
export const fabrikam = {
  tenantId: '22222222-2222-4222-8222-222222222222',
  tenantName: 'Fabrikam',
  domain: 'fabrikam.demo.example',
};

const person = (name: string, number: number, more: Partial<Person> = {}): Person => ({
  id: `aaaaaaaa-0000-4000-8000-00000000000${number}`,
  userPrincipalName: `${name}@contoso.demo.example`,
  accountEnabled: true,
  attributes: { displayName: name },
  managerId: null,
  deletedAt: null,
  changedAt: 0,
  roles: [],
  customRoleActions: [],
  guestOf: [],
  ...more,
});

const administrator = {
  displayName: 'Cloud Application Administrator',
  templateId: '158c047a-c907-4556-b7ef-446551a6b5f7',
};

/** People of the test tenant, by what is special about them. */
export const people = () => ({
  admin: person('ada', 1, { roles: [administrator], guestOf: [fabrikam.tenantId] }),
  owner: person('olga', 2),
  disabled: person('dirk', 3, { accountEnabled: false }),
  deleted: person('dora', 4, { deletedAt: 1 }),
});

/** A clock that a test moves; the time is in milliseconds since 1970. */
export interface HandClock {
  time: number;
  now(): number;
}

/** A sign-in service with four people, a clock to move, and the state to change. */
export interface EntraTenantForTests {
  readonly service: EntraService;
  readonly clock: HandClock;
  readonly people: ReturnType<typeof people>;
}

// Making a key takes longer than most tests; only a test about two tenants needs two.
const sharedSigner = createTokenSigner();

export function createEntraTenant(options: Partial<EntraOptions> = {}): EntraTenantForTests {
  // Starts at the machine's time: MSAL looks at that one.
  const clock: HandClock = { time: Date.now(), now: () => clock.time };
  const everybody = people();
  const state: TenantState = {
    tenantId: homeTenantId,
    tenantName: 'Contoso Demo',
    domain: 'contoso.demo.example',
    premium: true,
    people: new Map(Object.values(everybody).map((one) => [one.id, one])),
    groups: new Map(),
    galleryTemplates: new Map(),
    applications: new Map(),
    servicePrincipals: new Map(),
    assignments: new Map(),
    removedAssignments: [],
    jobs: new Map(),
    secrets: new Map(),
  };
  const service = createIdentityService({
    state,
    otherTenants: [fabrikam],
    clock,
    origin,
    graphOrigin,
    newId: randomUUID,
    signer: sharedSigner,
    ...options,
  });
  return { service, clock, people: everybody };
}
