import { listSynchronizationTemplates } from '#core/graph/calls/synchronization-jobs';
import { type SecretToSend, validateNewCredentials } from '#core/graph/calls/synchronization-secrets';
import type { Graph } from '#core/graph/graph';
import type { NetworkFetch } from '#core/ports';
import type { EffectiveProfile } from '#core/profiles/effective-profile';
import { CoreError } from '#core/rpc/errors';
import { chooseTemplate } from '#core/setup/choose-job';
import { secretBindings } from '#core/setup/plan/connection';
import { settingKeys } from '#core/setup/settings';
import { checkTenantUrl, hostOf, tenantUrlWarning } from '#core/setup/tenant-url';
import type { TaskProgress } from '#shared/contract/events';
import { type ConnectionConfiguration, ProvisioningConfiguration } from '#shared/model/configuration';
import type { SecretHandle } from '#shared/model/ids';
import type { ConnectionCheck, ConnectionDiagnosis } from '#shared/model/preparation';
import { isPrivateHost } from './private-host.ts';
import { answerCheck, failed, networkChecks, notTried, passed, reached, warned } from './target-answer.ts';

/** What a connection test needs. */
export interface ConnectionTester {
  readonly graph: Graph;
  readonly target: NetworkFetch;
  readonly newId: () => string;
  /** Gives the value behind a handle to send it to that host, and to no other ever after. */
  readonly revealFor: (handle: SecretHandle, host: string) => string;
}

/** What is tested. */
export interface ConnectionToTest {
  readonly profile: EffectiveProfile;
  readonly connection: ConnectionConfiguration;
  /** By label. */
  readonly secrets: Readonly<Record<string, SecretHandle>>;
  readonly servicePrincipalId: string | null;
  readonly signal: AbortSignal;
  readonly progress: (progress: TaskProgress) => void;
}

const bearerKey = 'SecretToken';
/** The service gives up after about as long. */
const answerLimitMs = 30_000;

const fixedUrl = (profile: EffectiveProfile): string | undefined => {
  const field = profile.connection.fields.find(({ key }) => key === settingKeys.tenantUrl);
  return field?.value.kind === 'fixed' ? field.value.value : undefined;
};

function addressCheck(tenantUrl: string, profile: EffectiveProfile): ConnectionCheck {
  try {
    checkTenantUrl(tenantUrl);
  } catch (cause) {
    if (!(cause instanceof CoreError)) throw cause;
    return failed('address', cause.message, cause.details.nextStep);
  }
  if (isPrivateHost(new URL(tenantUrl).hostname)) {
    return failed(
      'address',
      'The tenant URL leads to a private address, which the provisioning service cannot reach.',
      'Use an address that can be reached from the internet.',
    );
  }
  const field = profile.connection.fields.find(({ key }) => key === settingKeys.tenantUrl);
  const warning = field === undefined ? null : tenantUrlWarning(tenantUrl, field.value, profile.displayName);
  if (warning !== null) return warned('address', warning.message, warning.nextStep);
  return passed('address', 'The tenant URL has the form that the vendor names.');
}

/** The service's own first question: somebody who does not exist, so that nothing about anybody is read. */
function questionUrl(tenantUrl: string, nobody: string): string {
  const url = new URL(tenantUrl);
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/Users`;
  url.searchParams.set('filter', `userName eq "${nobody}"`);
  return url.href;
}

async function askTarget(
  { target, newId }: ConnectionTester,
  asked: { readonly tenantUrl: string; readonly token: string; readonly signal: AbortSignal },
): Promise<ConnectionCheck[]> {
  const limit = AbortSignal.any([asked.signal, AbortSignal.timeout(answerLimitMs)]);
  try {
    const answer = await target({
      method: 'GET',
      url: questionUrl(asked.tenantUrl, newId()),
      headers: { Authorization: `Bearer ${asked.token}`, Accept: 'application/scim+json, application/json' },
      signal: limit,
    });
    const contentType = (answer.headers.get('content-type') ?? '').split(';')[0]?.trim() ?? '';
    return [...reached(), answerCheck({ status: answer.status, contentType, body: await answer.text() })];
  } catch (cause) {
    return [...networkChecks(cause), notTried('answer', 'Not reached.')];
  }
}

/** Only a bearer token travels in a way that is the same for everybody. */
function fromHere(tester: ConnectionTester, tested: ConnectionToTest, tenantUrl: string): Promise<ConnectionCheck[]> {
  const { profile, connection, secrets, signal } = tested;
  const handle = secrets[connection.secrets[bearerKey]?.label ?? bearerKey];
  if (profile.connection.authenticationType !== 'bearerToken' || handle === undefined) {
    const why = handle === undefined ? 'No token was handed over.' : 'Only a token can be tried from this machine.';
    return Promise.resolve((['name', 'connection', 'tls', 'answer'] as const).map((layer) => notTried(layer, why)));
  }
  return askTarget(tester, { tenantUrl, token: tester.revealFor(handle, hostOf(tenantUrl)), signal });
}

function credentialsOf(tester: ConnectionTester, tested: ConnectionToTest, tenantUrl: string): SecretToSend[] | null {
  const { profile, connection, secrets } = tested;
  const configuration = ProvisioningConfiguration.parse({ schemaVersion: 1, vendor: profile.id, connection });
  const bindings = secretBindings(configuration, profile);
  const open = Object.entries({ ...connection.settings, [settingKeys.tenantUrl]: tenantUrl });
  const sent = open.map(([key, value]) => ({ key, value }));
  for (const { key, label, required } of bindings) {
    const handle = secrets[label];
    if (handle !== undefined) sent.push({ key, value: tester.revealFor(handle, hostOf(tenantUrl)) });
    else if (required) return null;
  }
  return sent;
}

async function byService(
  tester: ConnectionTester,
  tested: ConnectionToTest,
  tenantUrl: string,
): Promise<ConnectionCheck> {
  const { servicePrincipalId, profile, signal } = tested;
  if (servicePrincipalId === null)
    return notTried(
      'service',
      'The application is not in the tenant yet; the service tests the connection when it is set up.',
    );
  const credentials = credentialsOf(tester, tested, tenantUrl);
  if (credentials === null) return notTried('service', 'Not every secret was handed over.');
  try {
    const templates = await listSynchronizationTemplates(tester.graph, { servicePrincipalId, signal });
    const wanted = { preferred: profile.synchronizationTemplateId, application: profile.displayName };
    const { requestId } = await validateNewCredentials(tester.graph, {
      servicePrincipalId,
      templateId: chooseTemplate(templates, wanted).id,
      credentials,
      signal,
    });
    return passed('service', 'The provisioning service reached the application and was let in.', requestId);
  } catch (cause) {
    if (!(cause instanceof CoreError) || (cause.code !== 'target_refused' && cause.code !== 'target_unreachable'))
      throw cause;
    const { nextStep = null, requestId = null } = cause.details;
    return { layer: 'service', state: 'failed', detail: cause.message, nextStep, requestId };
  }
}

/** The service is asked from where it stands; a proxy or a firewall here says nothing about it. */
function verdictOf(checks: readonly ConnectionCheck[]): ConnectionDiagnosis['verdict'] {
  const service = checks.find(({ layer }) => layer === 'service');
  if (service?.state === 'passed') return 'works';
  return checks.some(({ state }) => state === 'failed') ? 'fails' : 'looksGood';
}

/**
 * Takes a connection that is not saved yet; tests it from this machine and, where the application is in the tenant, through the
 * provisioning service. Raises `secret_required`, and what Graph raises when that says nothing about the target.
 */
export async function testConnection(tester: ConnectionTester, tested: ConnectionToTest): Promise<ConnectionDiagnosis> {
  const { profile, progress } = tested;
  const tenantUrl = tested.connection.tenantUrl ?? fixedUrl(profile);
  if (tenantUrl === undefined) {
    throw new CoreError('bad_request', `${profile.displayName} needs its tenant URL.`, {
      reason: 'tenantUrlMissing',
      nextStep: 'Enter the tenant URL, then test again.',
      location: { path: 'connection.tenantUrl' },
    });
  }
  const address = addressCheck(tenantUrl, profile);
  const checks = [address];
  if (address.state !== 'failed') {
    progress({ state: 'running', message: `Asking ${hostOf(tenantUrl)} from this machine` });
    checks.push(...(await fromHere(tester, tested, tenantUrl)));
    progress({ state: 'running', message: 'Asking the provisioning service' });
    checks.push(await byService(tester, tested, tenantUrl));
  }
  const verdict = verdictOf(checks);
  return {
    verdict,
    host: hostOf(tenantUrl),
    checks,
    advice: verdict === 'fails' ? [...profile.connectionChecks] : [],
  };
}
