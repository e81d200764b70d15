import type { FaultSwitchboard, FaultyRequest } from '#emulator/faults/switchboard';
import type { Person, ProvisioningService, TenantClock, TenantState, VerifiedToken } from '#emulator/state';
import type { RateLimiter } from './rate-limiter.ts';
import type { IdentityAllowance } from './throttling.ts';

/** A row of the directory audit log. Source: learn.microsoft.com/graph/api/resources/directoryaudit */
export type DirectoryAudit = Readonly<Record<string, unknown>>;

/** What Graph remembers beside the state of the tenant. */
export interface GraphMemory {
  /** Newest first. */
  readonly audits: DirectoryAudit[];
  /** Soft-deleted applications and service principals, as resources, by id. */
  readonly deletedItems: Map<string, DeletedItem>;
  /** How often each request for an object that is not visible yet was made. */
  readonly earlyAttempts: Map<string, number>;
  /** When secrets were last saved (ms), by service principal id. */
  readonly secretsSavedAt: Map<string, number>;
  readonly reportLimit: RateLimiter;
  readonly onDemandLimit: RateLimiter;
  readonly identityAllowance: IdentityAllowance;
}

export interface DeletedItem {
  readonly kind: 'application' | 'servicePrincipal';
  readonly deletedAt: number;
  readonly resource: Readonly<Record<string, unknown>>;
}

/** Exchanges a vendor's authorization code for tokens and stores them as secrets; false when the vendor refuses it. */
export type CodeExchange = (
  servicePrincipalId: string,
  code: { readonly code: string; readonly redirectUri: string },
) => Promise<boolean>;

/** Everything a route may read and change. */
export interface GraphTenant {
  readonly state: TenantState;
  readonly clock: TenantClock;
  readonly provisioning: ProvisioningService;
  readonly faults: FaultSwitchboard;
  readonly memory: GraphMemory;
  /** Public https origin, without a slash at the end. */
  readonly origin: string;
  readonly newId: () => string;
  /** Tenant milliseconds until a new object is visible. */
  readonly replicationDelayMs: number;
  readonly exchangeCode: CodeExchange;
}

/** One request whose token, scopes and role have been checked. */
export interface GraphCall {
  readonly method: string;
  readonly url: URL;
  /** Values of the placeholders in the route's pattern, decoded. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly headers: Headers;
  /** Parsed JSON; undefined without a body. */
  readonly body: unknown;
  readonly person: Person;
  readonly token: VerifiedToken;
  /** A PUT of secrets in this call says 204 and stores nothing: a fault. */
  readonly dropSecrets: boolean;
  /** What the request is, in words that are the same in every run. */
  readonly identify: () => FaultyRequest;
}

export interface GraphReply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Value of a placeholder. Raises an Error when the pattern has none of that name. */
export function parameterOf(call: GraphCall, name: string): string {
  const value = call.parameters[name];
  if (value === undefined) throw new Error(`The route of ${call.url.pathname} has no placeholder {${name}}.`);
  return value;
}

/** Body as an object. Raises nothing: gives null when it is none. */
export function objectBody(call: GraphCall): Readonly<Record<string, unknown>> | null {
  const { body } = call;
  return typeof body === 'object' && body !== null && !Array.isArray(body) ? (body as Record<string, unknown>) : null;
}
