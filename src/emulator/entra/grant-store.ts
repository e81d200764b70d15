import { randomBytes } from 'node:crypto';
import type { ClaimsRequest } from './claims-request.ts';
import type { ClientRegistration, EntraTenant } from './entra-context.ts';
import { openIdScopes } from './graph-permissions.ts';
import type { ScopeRequest } from './scope-request.ts';

/** Where the answer of a sign-in goes. */
export type FlowPurpose =
  | {
      readonly kind: 'authorize';
      readonly redirectUri: string;
      readonly state: string | null;
      readonly challenge: string;
      readonly nonce: string | null;
      readonly wantsClientInfo: boolean;
    }
  | { readonly kind: 'device'; readonly deviceCode: string }
  | { readonly kind: 'adminConsent'; readonly redirectUri: string; readonly state: string | null };

/** A sign-in that a person has begun on our pages. */
export interface SignInFlow {
  readonly id: string;
  /** Null = the person's home tenant. */
  readonly tenant: EntraTenant | null;
  readonly client: ClientRegistration;
  readonly scopes: ScopeRequest;
  readonly claims: ClaimsRequest;
  readonly prompt: string | null;
  readonly purpose: FlowPurpose;
  /** Set after the account page. */
  personId: string | null;
  /** Set when the person must not be asked to consent for lack of rights: only "back to the application" is left. */
  needsApproval: boolean;
  readonly expiresAt: number;
}

/** An authorization code until it is redeemed or expires. */
export interface CodeGrant {
  readonly personId: string;
  readonly tenant: EntraTenant;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly challenge: string;
  readonly nonce: string | null;
  readonly expiresAt: number;
  redeemed: boolean;
}

/** A device code with what the person did on the approval page. */
export interface DeviceGrant {
  readonly userCode: string;
  readonly tenant: EntraTenant | null;
  readonly client: ClientRegistration;
  readonly scopes: ScopeRequest;
  readonly claims: ClaimsRequest;
  readonly expiresAt: number;
  outcome: { readonly personId: string; readonly tenant: EntraTenant } | 'pending' | 'declined' | 'redeemed';
}

export interface RefreshGrant {
  readonly personId: string;
  readonly clientId: string;
  readonly sessions: number;
  readonly expiresAt: number;
}

/** How often a person's grants were revoked: all of them (`sessions`), or access tokens only. */
export interface Revocations {
  sessions: number;
  accessTokens: number;
  /** Time of the last revocation, milliseconds since 1970. */
  at: number;
}

interface ConsentSubject {
  readonly tenantId: string;
  readonly clientId: string;
  /** Null = for the whole organization. */
  readonly personId: string | null;
}

const consentKey = ({ tenantId, clientId, personId }: ConsentSubject): string =>
  `${tenantId}|${clientId}|${personId ?? '*'}`;

/** All that the sign-in service remembers. */
export interface GrantStore {
  readonly flows: Map<string, SignInFlow>;
  readonly codes: Map<string, CodeGrant>;
  readonly devices: Map<string, DeviceGrant>;
  readonly refreshTokens: Map<string, RefreshGrant>;
  /** People by browser session. */
  readonly sessions: Map<string, Set<string>>;
  /** Conditional Access policy that each of these people must satisfy by signing in again. */
  readonly requiredPolicies: Map<string, string>;
  revocationsOf(personId: string): Revocations;
  consent(subject: ConsentSubject, scopes: readonly string[]): void;
  /** Those of the scopes that neither the person nor the organization has consented to. */
  missingConsent(subject: ConsentSubject & { readonly personId: string }, scopes: readonly string[]): readonly string[];
}

/** Gives an empty store. */
export function createGrantStore(): GrantStore {
  const consents = new Map<string, Set<string>>();
  const revocations = new Map<string, Revocations>();
  return {
    flows: new Map(),
    codes: new Map(),
    devices: new Map(),
    refreshTokens: new Map(),
    sessions: new Map(),
    requiredPolicies: new Map(),
    revocationsOf(personId) {
      const known = revocations.get(personId) ?? { sessions: 0, accessTokens: 0, at: 0 };
      revocations.set(personId, known);
      return known;
    },
    consent(subject, scopes) {
      const given = consents.get(consentKey(subject)) ?? new Set(Object.keys(openIdScopes));
      for (const scope of scopes) given.add(scope);
      consents.set(consentKey(subject), given);
    },
    missingConsent(subject, scopes) {
      const own = consents.get(consentKey(subject));
      const everybodys = consents.get(consentKey({ ...subject, personId: null }));
      return scopes.filter((scope) => own?.has(scope) !== true && everybodys?.has(scope) !== true);
    },
  };
}

/** Gives 256 random bits as text that nobody can guess, for codes, refresh tokens and flows. */
export const newSecretText = (): string => randomBytes(32).toString('base64url');

/** Takes a map of grants and the time; forgets those whose time is long over, so that a served tenant does not grow. */
export function dropExpired<T extends { readonly expiresAt: number }>(grants: Map<string, T>, now: number): void {
  // Kept for an hour longer, so that a late client is told "expired" and not "unknown".
  for (const [key, grant] of grants) if (grant.expiresAt + 3_600_000 < now) grants.delete(key);
}
