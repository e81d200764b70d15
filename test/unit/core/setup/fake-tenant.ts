import type { BatchOutcome, Graph, GraphReply, GraphRequest } from '#core/graph/graph';
import type { Clock } from '#core/ports';
import { CoreError } from '#core/rpc/errors';
import type { Cloud } from '#shared/model/session';
import { baseSchema } from './schema-sample.ts';

export const demoCloud: Cloud = {
  name: 'Demo',
  authority: 'https://login.demo.example',
  graph: 'https://graph.demo.example',
  adminCenter: 'https://admin.demo.example',
  builtIn: false,
};

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

/** What a request does to the process that sent it. */
export class Killed extends Error {}

interface Job {
  id: string;
  templateId: string;
  visibleAt: number;
  state: string;
  quarantine: unknown;
  ran: boolean;
  schema: Record<string, unknown>;
}

interface Role {
  id: string;
  displayName: string;
  value: string | null;
  isEnabled: boolean;
  allowedMemberTypes: string[];
}

interface Principal {
  id: string;
  appId: string;
  applicationId: string;
  displayName: string;
  templateId: string;
  visibleAt: number;
  sso: string | null;
  roles: Role[];
  jobs: Job[];
  secrets: Map<string, string>;
  assignments: { id: string; principalId: string; principalType: string; appRoleId: string }[];
  oauthAuthorized: boolean;
}

const guid = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

export const galleryTemplateId = guid(900);

/** A small tenant behind the Graph port: enough of it for one application, with lag, faults and kills. */
export class FakeTenant {
  readonly clock: ReturnType<typeof createFakeClock>;
  readonly principals: Principal[] = [];
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
  readonly log: { method: string; path: string }[] = [];
  templateName = 'Airstack';
  validToken = 'good-token';
  targetDown = false;
  /** The service accepts a PUT of secrets and keeps nothing. */
  dropsSecrets = false;
  newAppRoles: Role[] = [
    { id: guid(800), displayName: 'User', value: 'User', isEnabled: true, allowedMemberTypes: ['User'] },
  ];
  lagMs = 2_000;
  quarantineOnStart = false;
  oauth = false;
  /** Called before a request acts and after it acted. */
  intercept: (phase: 'received' | 'acted', request: GraphRequest, index: number) => void = () => undefined;
  #next = 1;
  #index = 0;

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

  #id(): string {
    this.#next += 1;
    return guid(1_000 + this.#next);
  }

  addApplication(displayName: string, change: Partial<Principal> = {}): Principal {
    const principal: Principal = {
      id: this.#id(),
      appId: this.#id(),
      applicationId: this.#id(),
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

  addJob(principal: Principal, change: Partial<Job> = {}): Job {
    const job: Job = {
      id: `airstack.${this.#id()}`,
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

  #servicePrincipal(one: Principal) {
    return {
      id: one.id,
      appId: one.appId,
      displayName: one.displayName,
      applicationTemplateId: one.templateId,
      appRoles: one.roles,
      preferredSingleSignOnMode: one.sso,
    };
  }

  #application(one: Principal) {
    return { id: one.applicationId, appId: one.appId, displayName: one.displayName, appRoles: one.roles };
  }

  #job(job: Job) {
    return {
      id: job.id,
      templateId: job.templateId,
      schedule: { state: job.state, interval: 'PT40M' },
      status: {
        code: job.quarantine === null ? (job.state === 'Active' ? 'NotRun' : 'Paused') : 'Quarantine',
        quarantine: job.quarantine,
        lastSuccessfulExecution: job.ran ? { state: 'Succeeded' } : null,
        lastExecution: {
          state: 'Failed',
          timeBegan: '0001-01-01T00:00:00Z',
          timeEnded: '0001-01-01T00:00:00Z',
          error: { code: 'None' },
        },
      },
    };
  }

  #missing(): never {
    throw new CoreError('not_found', 'not there', { requestId: 'req-404' });
  }

  #visible<T extends { visibleAt: number }>(one: T | undefined): T {
    if (one === undefined || one.visibleAt > this.clock.now()) return this.#missing();
    return one;
  }

  #act(request: GraphRequest): unknown {
    const { method, path, body } = request;
    const parts = path
      .split('/')
      .filter((part) => part !== '')
      .map(decodeURIComponent);
    if (parts[0] === 'users')
      return (
        this.users.get(parts[1] ?? '') ??
        [...this.users.values()].find((user) => user.id === parts[1]) ??
        this.#missing()
      );
    if (parts[0] === 'groups') return this.#groups(parts, request);
    if (parts[0] === 'applicationTemplates') return this.#templates(method, parts, body);
    if (parts[0]?.startsWith('applications')) return this.#applications(method, parts, body);
    if (parts[0] === 'servicePrincipals') return this.#servicePrincipals(request, parts);
    throw new Error(`the fake tenant has no route ${method} ${path}`);
  }

  #groups(parts: readonly string[], request: GraphRequest): unknown {
    if (parts[2] === 'members')
      return { value: [...this.groups.values()].find((group) => group.id === parts[1])?.members ?? [] };
    const byId = [...this.groups.values()].find((group) => group.id === parts[1]);
    if (parts[1] !== undefined) return byId ?? this.#missing();
    const name = /displayName eq '(.*)'/.exec(request.query?.$filter ?? '')?.[1];
    const found = this.groups.get(name ?? '');
    return { value: found === undefined ? [] : [found] };
  }

  #templates(method: string, parts: readonly string[], body: unknown): unknown {
    const template = { id: galleryTemplateId, displayName: this.templateName, supportedProvisioningTypes: ['sync'] };
    if (method === 'GET') return parts.length > 1 ? template : { value: [template] };
    const made = this.addApplication((body as { displayName: string }).displayName);
    return { application: this.#application(made), servicePrincipal: this.#servicePrincipal(made) };
  }

  #applications(method: string, parts: readonly string[], body: unknown): unknown {
    const appId = /appId='(.*)'/.exec(parts[0] ?? '')?.[1];
    const one = this.#visible(
      this.principals.find((principal) => principal.appId === appId || principal.applicationId === parts[1]),
    );
    if (method === 'DELETE') {
      this.principals.splice(this.principals.indexOf(one), 1);
      return null;
    }
    if (method === 'PATCH') {
      one.roles = structuredClone((body as { appRoles: Role[] }).appRoles);
      return null;
    }
    return this.#application(one);
  }

  #servicePrincipals(request: GraphRequest, parts: readonly string[]): unknown {
    const seen = this.principals.filter((one) => one.visibleAt <= this.clock.now());
    if (parts.length === 1) {
      const filter = request.query?.$filter ?? '';
      const wanted = /'(.*)'/.exec(filter)?.[1];
      return {
        value: seen
          .filter((one) => (filter.startsWith('displayName') ? one.displayName : one.templateId) === wanted)
          .map((one) => this.#servicePrincipal(one)),
      };
    }
    const one = this.#visible(this.principals.find((principal) => principal.id === parts[1]));
    if (parts[2] === 'appRoleAssignedTo') return this.#assignments(request, one, parts);
    if (parts[2] === 'synchronization') return this.#synchronization(request, one, parts.slice(3));
    if (request.method === 'DELETE') {
      this.principals.splice(this.principals.indexOf(one), 1);
      return null;
    }
    return this.#servicePrincipal(one);
  }

  #assignments(request: GraphRequest, one: Principal, parts: readonly string[]): unknown {
    if (request.method === 'GET') return { value: one.assignments };
    if (request.method === 'DELETE') {
      one.assignments = one.assignments.filter((assignment) => assignment.id !== parts[3]);
      return null;
    }
    const { principalId, appRoleId } = request.body as { principalId: string; appRoleId: string };
    if (
      one.assignments.some((assignment) => assignment.principalId === principalId && assignment.appRoleId === appRoleId)
    ) {
      throw new CoreError('graph_error', 'Permission being assigned already exists on the object', {
        requestId: 'req-400',
      });
    }
    const principalType = [...this.groups.values()].some((group) => group.id === principalId) ? 'Group' : 'User';
    const made = { id: `assignment-${this.#id()}`, principalId, principalType, appRoleId };
    one.assignments.push(made);
    return made;
  }

  #checkTarget(values: ReadonlyMap<string, string>, oauthAuthorized: boolean): null {
    if (this.targetDown)
      throw new CoreError('target_unreachable', 'The host of the tenant URL cannot be found.', {
        reason: 'targetDnsFailure',
        requestId: 'req-dns',
      });
    const fits = this.oauth ? oauthAuthorized : values.get('SecretToken') === this.validToken;
    if (!fits)
      throw new CoreError('target_refused', 'The target refused the secret token.', {
        reason: 'targetUnauthorized',
        requestId: 'req-401',
      });
    return null;
  }

  #synchronization(request: GraphRequest, one: Principal, parts: readonly string[]): unknown {
    const { method, body } = request;
    if (parts[0] === 'templates') return { value: [{ id: 'airstack', default: true, metadata: [] }] };
    if (parts[0] === 'secrets') return this.#secrets(method, one, body);
    if (parts[1] === 'validateCredentials') {
      const { credentials } = body as { credentials: { key: string; value: string }[] };
      return this.#checkTarget(new Map(credentials.map(({ key, value }) => [key, value])), one.oauthAuthorized);
    }
    if (parts.length === 1 && method === 'POST')
      return this.#job(this.addJob(one, { templateId: (body as { templateId: string }).templateId }));
    if (parts.length === 1)
      return { value: one.jobs.filter((job) => job.visibleAt <= this.clock.now()).map((job) => this.#job(job)) };
    return this.#jobAction(request, one, parts);
  }

  #secrets(method: string, one: Principal, body: unknown): unknown {
    if (method === 'GET') {
      const isSecret = (key: string): boolean => ['SecretToken', 'Password', 'Oauth2AccessToken'].includes(key);
      return { value: [...one.secrets].map(([key, value]) => ({ key, value: isSecret(key) ? '*' : value })) };
    }
    const values = (body as { value: { key: string; value: string }[] }).value;
    const complete =
      values.some(({ key }) => key === 'SyncAll') && values.some(({ key }) => key === 'SyncNotificationSettings');
    if (!this.dropsSecrets && complete) one.secrets = new Map(values.map(({ key, value }) => [key, value]));
    return null;
  }

  #jobAction(request: GraphRequest, one: Principal, parts: readonly string[]): unknown {
    const job = this.#visible(one.jobs.find((candidate) => candidate.id === parts[1]));
    const action = `${request.method} ${parts[2] ?? ''}`;
    switch (action) {
      case 'GET ':
        return this.#job(job);
      case 'DELETE ':
        one.jobs.splice(one.jobs.indexOf(job), 1);
        return null;
      case 'GET schema':
        return structuredClone(job.schema);
      case 'PUT schema':
        job.schema = {
          ...structuredClone(request.body as Record<string, unknown>),
          version: `v${Number(String(job.schema.version).slice(1)) + 1}`,
        };
        return null;
      case 'POST validateCredentials':
        return this.#checkTarget(one.secrets, one.oauthAuthorized);
      case 'POST start':
        job.state = 'Active';
        job.quarantine = this.quarantineOnStart
          ? { reason: 'EncounteredQuarantineException', error: { code: 'Unauthorized', message: 'no' } }
          : null;
        return null;
      case 'POST pause':
        job.state = 'Paused';
        return null;
      case 'POST restart':
        job.ran = false;
        job.quarantine = null;
        return null;
      default:
        throw new Error(`the fake tenant has no route ${action}`);
    }
  }

  async #send(request: GraphRequest): Promise<GraphReply> {
    const until = this.clock.now() + (request.replicationToleranceMs ?? 0);
    for (;;) {
      const index = this.#index;
      this.#index += 1;
      this.log.push({ method: request.method, path: request.path });
      this.intercept('received', request, index);
      try {
        const body = this.#act(request);
        this.intercept('acted', request, index);
        return { status: 200, body: structuredClone(body), headers: {}, requestId: `req-${index}` };
      } catch (cause) {
        if (!(cause instanceof CoreError) || cause.code !== 'not_found' || this.clock.now() >= until) throw cause;
        await this.clock.sleep(1_000, request.signal);
      }
    }
  }

  /** A Graph of its own for one process. */
  graph(): Graph {
    const send = (request: GraphRequest): Promise<GraphReply> => this.#send(request);
    const settle = async (request: GraphRequest): Promise<BatchOutcome> => {
      try {
        return { ok: true, reply: await send(request) };
      } catch (cause) {
        if (!(cause instanceof CoreError)) throw cause;
        return { ok: false, error: cause };
      }
    };
    const build = (count: (request: GraphRequest) => void): Graph => ({
      cloud: demoCloud,
      request: (request) => {
        count(request);
        return send(request);
      },
      pages: async function* pages(request) {
        count(request);
        yield ((await send(request)).body as { value: unknown[] }).value;
      },
      batch: async (requests) => {
        const outcomes: BatchOutcome[] = [];
        for (const request of requests) {
          count(request);
          outcomes.push(await settle(request));
        }
        return outcomes;
      },
      counted: () => {
        let requests = 0;
        let writes = 0;
        const graph = build((request) => {
          requests += 1;
          if (request.method !== 'GET' && !request.path.endsWith('validateCredentials')) writes += 1;
        });
        return { graph, counts: () => ({ requests, writes }) };
      },
    });
    return build(() => undefined);
  }

  /** What a person would call the same final state: no ids, no times. */
  picture(): unknown {
    return this.principals.map((one) => ({
      name: one.displayName,
      roles: one.roles.map((role) => role.displayName),
      secrets: Object.fromEntries([...one.secrets].sort()),
      jobs: one.jobs.map((job) => ({
        templateId: job.templateId,
        state: job.state,
        quarantine: job.quarantine,
        ran: job.ran,
        rules: job.schema.synchronizationRules,
      })),
      assignments: one.assignments
        .map(
          (assignment) =>
            `${assignment.principalId} ${one.roles.find((role) => role.id === assignment.appRoleId)?.displayName ?? 'default'}`,
        )
        .sort(),
    }));
  }
}
