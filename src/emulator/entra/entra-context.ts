import { findPerson } from '#emulator/directory/membership';
import type { FaultSwitchboard } from '#emulator/faults/switchboard';
import type { Person, TenantClock, TenantState } from '#emulator/state';
import type { GrantStore } from './grant-store.ts';
import type { TokenSigner } from './token-signer.ts';

/** A tenant as the sign-in service knows it. */
export interface EntraTenant {
  readonly tenantId: string;
  readonly tenantName: string;
  readonly domain: string;
}

/** An application registration of a public client with the redirect URI `http://localhost`. */
export interface ClientRegistration {
  readonly clientId: string;
  readonly displayName: string;
}

/** What the sign-in service is made of. */
export interface EntraOptions {
  readonly state: TenantState;
  /** Tenants beside the demo tenant, in which some of its people are guests. */
  readonly otherTenants?: readonly EntraTenant[];
  readonly clock: Pick<TenantClock, 'now'>;
  /** Public https origin of the sign-in host. */
  readonly origin: string;
  /** Public https origin of Graph: audience of access tokens and prefix of scopes. */
  readonly graphOrigin: string;
  /** A new GUID at each call. */
  readonly newId: () => string;
  /** Applications that may ask for tokens; left out = any GUID. */
  readonly clients?: readonly ClientRegistration[];
  /** Seconds between two polls of the device code flow; default 5. */
  readonly deviceCodeIntervalSeconds?: number;
  /** Key of the tokens; left out = a new one, so that no other tenant's token is good here. */
  readonly signer?: TokenSigner;
  /** Breaks requests on purpose; left out = none. */
  readonly faults?: Pick<FaultSwitchboard, 'next'>;
}

/** What every route of the sign-in service works with. */
export interface EntraContext {
  readonly options: EntraOptions;
  readonly tenants: readonly EntraTenant[];
  readonly grants: GrantStore;
  readonly signer: TokenSigner;
  /** Mutable settings that control sets. */
  readonly settings: { tokenLifetimeSeconds: number; adminConsentScopes: Set<string> };
}

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const multiTenantSegments = new Set(['common', 'organizations']);

/**
 * Takes the first path segment of a sign-in URL (tenant id, domain, `common` or `organizations`).
 * Gives the tenant, null when the person's home tenant decides, or undefined when there is no such tenant.
 */
export function tenantOf(context: EntraContext, segment: string): EntraTenant | null | undefined {
  const wanted = segment.toLowerCase();
  if (multiTenantSegments.has(wanted)) return null;
  return context.tenants.find((tenant) => tenant.tenantId.toLowerCase() === wanted || tenant.domain === wanted);
}

/** Takes a user principal name in any case; gives the person who is not deleted and bears it, or null. */
export function personByName(context: EntraContext, username: string): Person | null {
  const wanted = username.trim();
  // An object id is no user name.
  return wanted.includes('@') ? findPerson(context.options.state, wanted) : null;
}

/** Takes a person's object id; gives the person when it may sign in (exists, not deleted, account enabled), or null. */
export function activePerson(context: EntraContext, personId: string): Person | null {
  const person = context.options.state.people.get(personId);
  return person?.deletedAt === null && person.accountEnabled ? person : null;
}

/** Says whether a person belongs to a tenant, at home or as a guest. */
export function isMember(context: EntraContext, person: Person, tenant: EntraTenant): boolean {
  return tenant.tenantId === context.options.state.tenantId || person.guestOf.includes(tenant.tenantId);
}

/** Gives the display name of a person, or the user principal name when the directory has none. */
export function displayNameOf(person: Person): string {
  const name = person.attributes.displayName;
  return typeof name === 'string' && name !== '' ? name : person.userPrincipalName;
}

/** Takes an application (client) id; gives its registration, or null when nobody registered it. */
export function clientOf(context: EntraContext, clientId: string): ClientRegistration | null {
  const known = context.options.clients;
  if (known !== undefined) return known.find((client) => client.clientId === clientId.toLowerCase()) ?? null;
  return guid.test(clientId) ? { clientId, displayName: 'Provisioning Console' } : null;
}
