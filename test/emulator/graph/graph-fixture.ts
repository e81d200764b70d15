import type { SynchronizationSchema } from '#core/graph/shapes';
import { createTenantClock } from '#emulator/clock';
import { loadTenant } from '#emulator/directory/load-tenant';
import { createFaultSwitchboard } from '#emulator/faults/switchboard';
import { createGraphService } from '#emulator/graph/graph-service';
import type { CodeExchange } from '#emulator/graph/graph-tenant';
import { createGraphTenants } from '#emulator/graph/graph-tenants';
import type { IdentityService, JobRecord, ProvisioningService, ServiceFault, TenantState } from '#emulator/state';

export const graphOrigin = 'https://graph.demo.example';
export const startAt = Date.parse('2026-03-02T08:00:00Z');

/** All scopes that the product asks for. */
export const productScopes = [
  'User.Read',
  'User.ReadBasic.All',
  'GroupMember.Read.All',
  'Application.ReadWrite.All',
  'AppRoleAssignment.ReadWrite.All',
  'Synchronization.ReadWrite.All',
  'ProvisioningLog.Read.All',
];

export interface GraphAnswer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: answers are read by path in assertions.
  readonly body: any;
  readonly headers: Headers;
}

export interface CallOptions {
  /** First name and surname as in the UPN; null: no token. */
  readonly as?: string | null;
  readonly scopes?: readonly string[];
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly tenantId?: string;
}

const identity: IdentityService = {
  fetch: async () => new Response(null, { status: 501 }),
  verify(token) {
    if (token === 'expired') {
      return { ok: false, code: 'InvalidAuthenticationToken', message: 'Lifetime validation failed.' };
    }
    if (token === 'revoked') {
      const claims = '{"access_token":{"nbf":{"essential":true,"value":"1772438400"}}}';
      return { ok: false, code: 'InvalidAuthenticationToken', message: 'Continuous access evaluation …', claims };
    }
    const { scopes, ...rest } = JSON.parse(Buffer.from(token, 'base64url').toString('utf8'));
    return { ok: true, token: { ...rest, scopes: new Set(scopes) } };
  },
  control: { revokeTokens() {}, requireAdminConsent() {}, setTokenLifetimeSeconds() {} },
};

function attribute(name: string) {
  return { name, type: 'String' };
}

/** A small schema with one object mapping, as a template would hold it. */
export function smallSchema(): SynchronizationSchema {
  const source = { type: 'Attribute', name: 'userPrincipalName', expression: '[userPrincipalName]', parameters: [] };
  return {
    id: 'scim',
    version: 'v1.0',
    synchronizationRules: [
      {
        id: 'ea807875-5618-4f0a-9125-0b46a05298ca',
        name: 'USER_OUTBOUND_USER',
        priority: 1,
        editable: true,
        sourceDirectoryName: 'Azure Active Directory',
        targetDirectoryName: 'customappsso',
        objectMappings: [
          {
            name: 'Provision Microsoft Entra ID Users',
            enabled: true,
            flowTypes: 'Add, Update, Delete',
            sourceObjectName: 'User',
            targetObjectName: 'User',
            attributeMappings: [{ targetAttributeName: 'userName', matchingPriority: 1, source }],
          },
        ],
      },
    ],
    directories: [
      { id: 'source', name: 'Azure Active Directory', objects: [{ name: 'User', attributes: [attribute('mail')] }] },
      {
        id: 'target',
        name: 'customappsso',
        objects: [{ name: 'User', attributes: [attribute('userName'), attribute('displayName')] }],
      },
    ],
  } as unknown as SynchronizationSchema;
}

/** What a test reads and sets of the provisioning service that stands in here. */
export interface ProvisioningDouble {
  readonly calls: string[];
  fault: ServiceFault | null;
  rows: Record<string, unknown>[];
  oauth: boolean;
  state: 'Active' | 'Paused';
}

function provisioningDouble(state: TenantState, double: ProvisioningDouble): ProvisioningService {
  let jobs = 0;
  return {
    templatesOf: ({ applicationTemplateId }) => {
      const gallery = state.galleryTemplates.get(applicationTemplateId ?? '');
      if (gallery?.vendorId == null) return [];
      const metadata = [{ key: 'isOAuthEnabled', value: String(double.oauth) }];
      const applicationId = gallery.id;
      return [
        {
          id: 'scim',
          applicationId,
          isDefault: true,
          factoryTag: 'scim',
          description: null,
          metadata,
          schema: smallSchema(),
        },
      ];
    },
    async validateCredentials(_id, templateId, credentials) {
      double.calls.push(`validate ${templateId} ${[...credentials.keys()].join('+')}`);
      return double.fault;
    },
    createJob(servicePrincipalId, templateId): JobRecord {
      jobs += 1;
      const id = `scim.${state.tenantId.replaceAll('-', '')}.${jobs}`;
      return { id, servicePrincipalId, templateId, schema: smallSchema(), createdAt: startAt, visibleAt: 0 };
    },
    deleteJob: (job) => void double.calls.push(`delete ${job.id}`),
    start(job) {
      double.calls.push(`start ${job.id}`);
      return double.fault;
    },
    pause: (job) => void double.calls.push(`pause ${job.id}`),
    restart(_job, scopes) {
      double.calls.push(`restart ${[...scopes].join('+')}`);
      return double.fault;
    },
    schemaChanged: () => void double.calls.push('schemaChanged'),
    secretsChanged: () => void double.calls.push('secretsChanged'),
    jobResource: (job) => ({ id: job.id, templateId: job.templateId, schedule: { state: double.state } }),
    async provisionOnDemand() {
      return double.fault ?? { key: '{"result":"Success"}', value: '{}' };
    },
    logRows(query) {
      const rows = query?.oldestFirst === true ? double.rows.toReversed() : double.rows;
      return { [Symbol.iterator]: () => rows.values(), after: () => null };
    },
    quarantines: () => [],
    async runDueCycles() {},
    busy: false,
  };
}

export interface FixtureOptions {
  readonly replicationDelayMs?: number;
  readonly premium?: boolean;
}

/** Graph on the seed tenant, with doubles for sign-in and provisioning. */
export function createGraphFixture({ replicationDelayMs = 0, premium = true }: FixtureOptions = {}) {
  const clock = createTenantClock({ mode: 'warp', startAt });
  const { otherTenants, state: seeded } = loadTenant(startAt);
  const state: TenantState = { ...seeded, premium };
  const double: ProvisioningDouble = { calls: [], fault: null, rows: [], oauth: false, state: 'Paused' };
  let ids = 0;
  const newId = () => {
    ids += 1;
    return `00000000-0000-4000-8000-${String(ids).padStart(12, '0')}`;
  };
  const faults = createFaultSwitchboard();
  const exchanged: string[] = [];
  const exchangeCode: CodeExchange = async (servicePrincipalId, { code }) => {
    exchanged.push(`${code} for ${servicePrincipalId}`);
    return code === 'good';
  };
  const provisioning = provisioningDouble(state, double);
  const shared = { clock, faults, origin: graphOrigin, newId };
  const tenantOf = createGraphTenants({
    ...shared,
    state,
    otherTenants,
    provisioning,
    replicationDelayMs,
    exchangeCode,
  });
  const service = createGraphService({ ...shared, state, identity, tenantOf, now: clock.now });

  const person = (name: string) => {
    const found = [...state.people.values()].find(({ userPrincipalName }) => userPrincipalName.startsWith(`${name}@`));
    if (found === undefined) throw new Error(`The seed has no person ${name}.`);
    return found;
  };
  const tokenFor = (name: string, scopes: readonly string[], tenantId = state.tenantId) =>
    Buffer.from(JSON.stringify({ personId: person(name).id, tenantId, clientId: 'console', scopes })).toString(
      'base64url',
    );

  const send = (method: string, path: string, options: CallOptions = {}) => {
    const { as = 'ada.admin', scopes = productScopes, body, tenantId } = options;
    const headers = new Headers(options.headers);
    if (as !== null && !headers.has('Authorization'))
      headers.set('Authorization', `Bearer ${tokenFor(as, scopes, tenantId)}`);
    if (body !== undefined) headers.set('Content-Type', 'application/json');
    const url = path.startsWith('https:') ? path : `${graphOrigin}/v1.0${path}`;
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return service.fetch(new Request(url, { method, headers, ...(body === undefined ? {} : { body: text }) }));
  };
  const call = async (method: string, path: string, options: CallOptions = {}): Promise<GraphAnswer> => {
    const response = await send(method, path, options);
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
  };
  const get = (path: string, options: CallOptions = {}) => call('GET', path, options);

  /** Instantiates a template by its display name and gives the ids. */
  const instantiate = async (templateName: string, displayName = templateName) => {
    const template = [...state.galleryTemplates.values()].find((candidate) => candidate.displayName === templateName);
    const { body } = await call('POST', `/applicationTemplates/${template?.id}/instantiate`, { body: { displayName } });
    return {
      applicationId: body.application.id as string,
      servicePrincipalId: body.servicePrincipal.id as string,
      appRoles: body.application.appRoles as { id: string }[],
    };
  };
  /** The same with a job. */
  const withJob = async (templateName: string) => {
    const application = await instantiate(templateName);
    const root = `/servicePrincipals/${application.servicePrincipalId}/synchronization`;
    const { body } = await call('POST', `${root}/jobs`, { body: { templateId: 'scim' } });
    return { ...application, root, job: `${root}/jobs/${body.id}`, jobId: body.id as string };
  };
  return { clock, state, faults, double, exchanged, person, send, call, get, instantiate, withJob };
}

export type GraphFixture = ReturnType<typeof createGraphFixture>;
