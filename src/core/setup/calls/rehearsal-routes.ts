import { z } from 'zod';
import type { GraphRequest } from '#core/graph/graph';
import { isSecretKey } from '#core/graph/secret-keys';
import { Application, SynchronizationSchema, SynchronizationSecret } from '#core/graph/shapes';
import { CoreError } from '#core/rpc/errors';
import { addJob, instantiate, type RehearsalTenant, schedule } from './rehearsal-tenant.ts';
import type { Capture } from './stand-ins.ts';

/** What a rehearsed request is answered with, and which placeholders its answer would fill. */
export interface RehearsedReply {
  readonly body: unknown;
  readonly captures?: readonly Capture[];
}

interface Asked {
  readonly tenant: RehearsalTenant;
  readonly request: GraphRequest;
  /** Decoded segments that the pattern names. */
  readonly parameters: readonly string[];
}

interface Route {
  readonly method: GraphRequest['method'];
  readonly pattern: RegExp;
  readonly answer: (asked: Asked) => RehearsedReply;
}

const nothing: RehearsedReply = { body: null };
const list = (value: readonly unknown[]): RehearsedReply => ({ body: { value } });

const gone = (what: string): CoreError => new CoreError('not_found', `${what} is not there.`, { reason: 'notThere' });

const orGone = <T>(value: T | null | undefined, what: string): T => {
  if (value === null || value === undefined) throw gone(what);
  return value;
};

const Named = z.looseObject({ displayName: z.string() });
const FromTemplate = z.looseObject({ templateId: z.string() });
const WholeSet = z.looseObject({ value: z.array(SynchronizationSecret) });
const Roles = z.looseObject({ appRoles: Application.shape.appRoles });
const Pair = z.looseObject({ principalId: z.guid(), appRoleId: z.guid() });

const principal = '^/servicePrincipals/([^/]+)';
const job = `${principal}/synchronization/jobs/([^/]+)`;

const at = (base: string, rest: string): RegExp => new RegExp(`${base}${rest}$`);

const instantiated: readonly Capture[] = [
  { name: 'servicePrincipalId', from: 'servicePrincipal.id' },
  { name: 'applicationId', from: 'application.id' },
  { name: 'appId', from: 'application.appId' },
  { name: 'appRoleId', from: 'application.appRoles[0].id' },
];

/** A saved secret reads as a mask. */
const masked = (secret: SynchronizationSecret): SynchronizationSecret =>
  isSecretKey(secret.key) ? { ...secret, value: '*' } : secret;

function setRoles({ tenant, request }: Asked): RehearsedReply {
  const { appRoles } = Roles.parse(request.body);
  if (tenant.application !== null) tenant.application = { ...tenant.application, appRoles };
  if (tenant.servicePrincipal !== null) tenant.servicePrincipal = { ...tenant.servicePrincipal, appRoles };
  return nothing;
}

function assign({ tenant, request }: Asked): RehearsedReply {
  const { principalId, appRoleId } = Pair.parse(request.body);
  const assignment = { id: `rehearsed-${tenant.assignments.length}`, principalId, appRoleId };
  tenant.assignments = [...tenant.assignments, assignment];
  return { body: assignment };
}

function removeApplication({ tenant }: Asked): RehearsedReply {
  tenant.application = null;
  tenant.servicePrincipal = null;
  return nothing;
}

const acted =
  (state: 'Active' | 'Paused') =>
  ({ tenant, parameters }: Asked): RehearsedReply => {
    schedule(tenant, parameters[1] ?? '', state);
    return nothing;
  };

const applicationRoutes: readonly Route[] = [
  { method: 'GET', pattern: /^\/servicePrincipals$/, answer: ({ tenant }) => list(tenant.instances) },
  {
    method: 'POST',
    pattern: /^\/applicationTemplates\/([^/]+)\/instantiate$/,
    answer: ({ tenant, request }) => ({
      body: instantiate(tenant, Named.parse(request.body).displayName),
      captures: instantiated,
    }),
  },
  {
    method: 'GET',
    pattern: at(principal, ''),
    answer: ({ tenant }) => ({ body: orGone(tenant.servicePrincipal, 'The service principal') }),
  },
  { method: 'DELETE', pattern: at(principal, ''), answer: removeApplication },
  {
    method: 'GET',
    pattern: /^\/applications\(appId=.+\)$/,
    answer: ({ tenant }) => ({ body: orGone(tenant.application, 'The application registration') }),
  },
  { method: 'PATCH', pattern: /^\/applications\/([^/]+)$/, answer: setRoles },
  { method: 'DELETE', pattern: /^\/applications\/([^/]+)$/, answer: removeApplication },
  { method: 'GET', pattern: at(principal, '/appRoleAssignedTo'), answer: ({ tenant }) => list(tenant.assignments) },
  { method: 'POST', pattern: at(principal, '/appRoleAssignedTo'), answer: assign },
  {
    method: 'DELETE',
    pattern: at(principal, '/appRoleAssignedTo/([^/]+)'),
    answer: ({ tenant, parameters }) => {
      tenant.assignments = tenant.assignments.filter(({ id }) => id !== parameters[1]);
      return nothing;
    },
  },
];

const synchronizationRoutes: readonly Route[] = [
  {
    method: 'GET',
    pattern: at(principal, '/synchronization/templates'),
    answer: ({ tenant }) => ({ ...list(tenant.templates), captures: [{ name: 'templateId', from: 'value[0].id' }] }),
  },
  { method: 'GET', pattern: at(principal, '/synchronization/secrets'), answer: ({ tenant }) => list(tenant.secrets) },
  {
    method: 'PUT',
    pattern: at(principal, '/synchronization/secrets'),
    answer: ({ tenant, request }) => {
      tenant.secrets = WholeSet.parse(request.body).value.map(masked);
      return nothing;
    },
  },
  { method: 'GET', pattern: at(principal, '/synchronization/jobs'), answer: ({ tenant }) => list(tenant.jobs) },
  {
    method: 'POST',
    pattern: at(principal, '/synchronization/jobs'),
    answer: ({ tenant, request }) => ({
      body: addJob(tenant, FromTemplate.parse(request.body).templateId),
      captures: [{ name: 'jobId', from: 'id' }],
    }),
  },
  { method: 'POST', pattern: at(principal, '/synchronization/jobs/validateCredentials'), answer: () => nothing },
  { method: 'POST', pattern: at(job, '/validateCredentials'), answer: () => nothing },
  {
    method: 'GET',
    pattern: at(job, ''),
    answer: ({ tenant, parameters }) => ({
      body: orGone(
        tenant.jobs.find(({ id }) => id === parameters[1]),
        'The job',
      ),
    }),
  },
  {
    method: 'DELETE',
    pattern: at(job, ''),
    answer: ({ tenant, parameters }) => {
      tenant.jobs = tenant.jobs.filter(({ id }) => id !== parameters[1]);
      return nothing;
    },
  },
  {
    method: 'GET',
    pattern: at(job, '/schema'),
    answer: ({ tenant, parameters }) => ({ body: orGone(tenant.schemas.get(parameters[1] ?? ''), 'The schema') }),
  },
  {
    method: 'PUT',
    pattern: at(job, '/schema'),
    answer: ({ tenant, request, parameters }) => {
      tenant.schemas.set(parameters[1] ?? '', SynchronizationSchema.parse(request.body));
      return nothing;
    },
  },
  { method: 'POST', pattern: at(job, '/start'), answer: acted('Active') },
  { method: 'POST', pattern: at(job, '/restart'), answer: acted('Active') },
  { method: 'POST', pattern: at(job, '/pause'), answer: acted('Paused') },
];

const routes: readonly Route[] = [...applicationRoutes, ...synchronizationRoutes];

/**
 * Takes a request and what stands on the application; answers it as the service would if nothing went wrong, and changes what
 * stands there. Raises `not_found` for what is not there, `internal` for a request that it does not know.
 */
export function answerRehearsed(tenant: RehearsalTenant, request: GraphRequest): RehearsedReply {
  for (const route of routes) {
    const match = route.method === request.method ? route.pattern.exec(request.path) : null;
    if (match !== null)
      return route.answer({ tenant, request, parameters: match.slice(1).map((part) => decodeURIComponent(part)) });
  }
  throw new CoreError('internal', `The rehearsal of a plan does not know ${request.method} ${request.path}.`, {
    reason: 'notRehearsed',
  });
}
