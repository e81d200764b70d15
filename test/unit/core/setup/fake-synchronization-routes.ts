import { CoreError } from '#core/rpc/errors';
import type { FakeJob, FakePrincipal, RoutedRequest, TenantState } from './fake-tenant-state.ts';

function shownJob(job: FakeJob) {
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

function checkTarget(tenant: TenantState, values: ReadonlyMap<string, string>, oauthAuthorized: boolean): null {
  if (tenant.targetDown)
    throw new CoreError('target_unreachable', 'The host of the tenant URL cannot be found.', {
      reason: 'targetDnsFailure',
      requestId: 'req-dns',
    });
  const fits = tenant.oauth ? oauthAuthorized : values.get('SecretToken') === tenant.validToken;
  if (!fits)
    throw new CoreError('target_refused', 'The target refused the secret token.', {
      reason: 'targetUnauthorized',
      requestId: 'req-401',
    });
  return null;
}

/** Answers what comes after `/servicePrincipals/{id}/synchronization`; `parts` begin there. */
export function synchronization(routed: RoutedRequest, one: FakePrincipal): unknown {
  const { tenant, request, parts } = routed;
  const { method, body } = request;
  if (parts[0] === 'templates') return { value: [{ id: 'airstack', default: true, metadata: [] }] };
  if (parts[0] === 'secrets') return secrets(routed, one);
  if (parts[1] === 'validateCredentials') {
    const { credentials } = body as { credentials: { key: string; value: string }[] };
    return checkTarget(tenant, new Map(credentials.map(({ key, value }) => [key, value])), one.oauthAuthorized);
  }
  if (parts.length === 1 && method === 'POST')
    return shownJob(tenant.addJob(one, { templateId: (body as { templateId: string }).templateId }));
  if (parts.length === 1)
    return { value: one.jobs.filter((job) => job.visibleAt <= tenant.clock.now()).map((job) => shownJob(job)) };
  return jobAction(routed, one);
}

function secrets({ tenant, request }: RoutedRequest, one: FakePrincipal): unknown {
  if (request.method === 'GET') {
    const isSecret = (key: string): boolean => ['SecretToken', 'Password', 'Oauth2AccessToken'].includes(key);
    return { value: [...one.secrets].map(([key, value]) => ({ key, value: isSecret(key) ? '*' : value })) };
  }
  const values = (request.body as { value: { key: string; value: string }[] }).value;
  const complete =
    values.some(({ key }) => key === 'SyncAll') && values.some(({ key }) => key === 'SyncNotificationSettings');
  if (!tenant.dropsSecrets && complete) one.secrets = new Map(values.map(({ key, value }) => [key, value]));
  return null;
}

function jobAction({ tenant, request, parts }: RoutedRequest, one: FakePrincipal): unknown {
  const job = tenant.visible(one.jobs.find((candidate) => candidate.id === parts[1]));
  const action = `${request.method} ${parts[2] ?? ''}`;
  switch (action) {
    case 'GET ':
      return shownJob(job);
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
      return checkTarget(tenant, one.secrets, one.oauthAuthorized);
    case 'POST start':
      job.state = 'Active';
      job.quarantine = tenant.quarantineOnStart
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
