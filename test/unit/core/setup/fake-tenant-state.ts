import type { GraphRequest } from '#core/graph/graph';
import type { Clock } from '#core/ports';
import { CoreError } from '#core/rpc/errors';
import { baseSchema } from './schema-sample.ts';

/** A clock whose time passes only in `sleep`. */
export function createFakeClock(
  start = Date.parse('2026-11-21T08:00:00Z'),
): Clock & { advance(milliseconds: number): void } {
  let now = start;
  return {
    now: () => now,
    sleep: async (milliseconds, signal) => {
      signal?.throwIfAborted();
      now += milliseconds;
    },
    advance: (milliseconds) => {
      now += milliseconds;
    },
  };
}

export interface FakeJob {
  id: string;
  templateId: string;
  visibleAt: number;
  state: string;
  quarantine: unknown;
  ran: boolean;
  schema: Record<string, unknown>;
}

export interface FakeRole {
  id: string;
  displayName: string;
  value: string | null;
  isEnabled: boolean;
  allowedMemberTypes: string[];
}

export interface FakePrincipal {
  id: string;
  appId: string;
  applicationId: string;
  displayName: string;
  templateId: string;
  visibleAt: number;
  sso: string | null;
  roles: FakeRole[];
  jobs: FakeJob[];
  secrets: Map<string, string>;
  assignments: { id: string; principalId: string; principalType: string; appRoleId: string }[];
  oauthAuthorized: boolean;
}

const guid = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

export const galleryTemplateId = guid(900);

/** A request and its path in parts. */
export interface RoutedRequest {
  readonly tenant: TenantState;
  readonly request: GraphRequest;
  readonly parts: readonly string[];
}

/** Raises what the service answers about an object that it does not know. */
export function missing(): never {
  throw new CoreError('not_found', 'not there', { requestId: 'req-404' });
}

/** What the fake tenant holds and how it behaves; the routes read and change it. */
export class TenantState {
  readonly clock: ReturnType<typeof createFakeClock>;
  readonly principals: FakePrincipal[] = [];
  readonly users = new Map<
    string,
    { id: string; displayName: string; userPrincipalName: string; accountEnabled: boolean }
  >();
  readonly groups = new Map<
    string,
    {
      id: string;
      displayName: string;
      securityEnabled: boolean;
      members: { id: string; displayName: string; '@odata.type': string }[];
    }
  >();
  templateName = 'Airstack';
  validToken = 'good-token';
  targetDown = false;
  /** The service accepts a PUT of secrets and keeps nothing. */
  dropsSecrets = false;
  newAppRoles: FakeRole[] = [
    { id: guid(800), displayName: 'User', value: 'User', isEnabled: true, allowedMemberTypes: ['User'] },
  ];
  lagMs = 2_000;
  quarantineOnStart = false;
  oauth = false;
  #next = 1;

  constructor(clock = createFakeClock()) {
    this.clock = clock;
    for (let person = 1; person <= 5; person += 1) {
      const name = `person${person}@contoso.example`;
      this.users.set(name, {
        id: guid(100 + person),
        displayName: `Person ${person}`,
        userPrincipalName: name,
        accountEnabled: person !== 5,
      });
    }
    this.groups.set('Staff', { id: guid(201), displayName: 'Staff', securityEnabled: true, members: [] });
  }

  newId(): string {
    this.#next += 1;
    return guid(1_000 + this.#next);
  }

  addApplication(displayName: string, change: Partial<FakePrincipal> = {}): FakePrincipal {
    const principal: FakePrincipal = {
      id: this.newId(),
      appId: this.newId(),
      applicationId: this.newId(),
      displayName,
      templateId: galleryTemplateId,
      visibleAt: this.clock.now() + this.lagMs,
      sso: null,
      roles: this.newAppRoles.map((role) => ({ ...role })),
      jobs: [],
      secrets: new Map(),
      assignments: [],
      oauthAuthorized: false,
      ...change,
    };
    this.principals.push(principal);
    return principal;
  }

  addJob(principal: FakePrincipal, change: Partial<FakeJob> = {}): FakeJob {
    const job: FakeJob = {
      id: `airstack.${this.newId()}`,
      templateId: 'airstack',
      visibleAt: this.clock.now() + this.lagMs,
      state: 'Disabled',
      quarantine: null,
      ran: false,
      schema: structuredClone(baseSchema),
      ...change,
    };
    principal.jobs.push(job);
    return job;
  }

  /** Gives the object; raises `not_found` where there is none, or where it is not seen yet. */
  visible<T extends { visibleAt: number }>(one: T | undefined): T {
    if (one === undefined || one.visibleAt > this.clock.now()) return missing();
    return one;
  }
}
