import { readSecrets } from '#core/graph/calls/synchronization-secrets';
import type { Graph } from '#core/graph/graph';
import type { NetworkFetch } from '#core/ports';
import { isPrivateHost } from '#core/preparation/private-host';
import { networkChecks } from '#core/preparation/target-answer';
import { CoreError } from '#core/rpc/errors';
import { savedSettings, settingKeys } from '#core/setup/settings';
import { checkTenantUrl, hostOf } from '#core/setup/tenant-url';
import type { JobView } from '#shared/model/job';
import type { AnsweredCheck } from '#shared/model/quarantine';
import { answered, unknownBecause } from './answered.ts';
import { testSaved } from './gather-repair.ts';

interface Asked {
  readonly job: JobView;
  readonly signal: AbortSignal;
}

/** Takes a job; has the service test the saved credentials now, and answers whether they work. */
export async function checkCredentials(graph: Graph, asked: Asked): Promise<AnsweredCheck> {
  const tested = await testSaved(graph, asked);
  if (tested instanceof CoreError) return unknownBecause('credentials', tested);
  const { works, words, requestId } = tested;
  return answered('credentials', works ? 'passed' : 'failed', {
    seen: words,
    requestId,
    nextStep: works ? null : 'Enter a token or tenant URL that works under Credentials.',
  });
}

/** Longer than a healthy endpoint needs, shorter than a person waits. */
const answerLimitMs = 15_000;

/** Takes the HTTP status with which a tenant URL answered somebody without a token; gives what that says. Pure. */
export function judgeAnswer(status: number): Pick<AnsweredCheck, 'result' | 'seen' | 'nextStep'> {
  if (status === 404 || status === 410)
    return {
      result: 'failed',
      seen: `There is nothing at that address (HTTP ${status}).`,
      nextStep:
        'Check the path of the tenant URL: a SCIM endpoint refuses a stranger with 401, or answers an empty list.',
    };
  if (status >= 300 && status < 400)
    return {
      result: 'failed',
      seen: `The address leads on to another one (HTTP ${status}); the provisioning service does not follow.`,
      nextStep: 'Use the SCIM address of the vendor and not its web site.',
    };
  if (status >= 500)
    return {
      result: 'failed',
      seen: `The application met a fault of its own (HTTP ${status}).`,
      nextStep: 'Ask the vendor, or wait until it works again.',
    };
  return {
    result: 'passed',
    seen: `The address answers (HTTP ${status} without a token, which was not sent from here).`,
    nextStep: null,
  };
}

async function tenantUrlOf(graph: Graph, { job, signal }: Asked): Promise<string | null> {
  const secrets = await readSecrets(graph, { servicePrincipalId: job.servicePrincipalId, signal });
  return savedSettings(secrets).open.get(settingKeys.tenantUrl) ?? null;
}

async function ask(target: NetworkFetch, tenantUrl: string, signal: AbortSignal): Promise<AnsweredCheck> {
  const url = new URL(tenantUrl);
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/Users`;
  url.searchParams.set('count', '1');
  const host = hostOf(tenantUrl);
  try {
    const { status } = await target({
      method: 'GET',
      url: url.href,
      headers: { Accept: 'application/scim+json, application/json' },
      signal: AbortSignal.any([signal, AbortSignal.timeout(answerLimitMs)]),
    });
    const { result, seen, nextStep } = judgeAnswer(status);
    return answered('tenantUrl', result, { seen: `${host}: ${seen}`, nextStep });
  } catch (cause) {
    signal.throwIfAborted();
    const failed = networkChecks(cause).find(({ state }) => state === 'failed');
    return answered('tenantUrl', 'failed', {
      seen: `${host} does not answer this machine: ${failed?.detail ?? 'no answer came'}`,
      nextStep:
        failed?.nextStep ?? 'The provisioning service asks from elsewhere; a firewall here would not concern it.',
    });
  }
}

/** Takes a job; asks its saved tenant URL from this machine, without any credentials, and answers whether it is there. */
export async function checkTenantAnswers(
  { graph, target }: { readonly graph: Graph; readonly target: NetworkFetch },
  asked: Asked,
): Promise<AnsweredCheck> {
  try {
    const tenantUrl = await tenantUrlOf(graph, asked);
    if (tenantUrl === null)
      return answered('tenantUrl', 'unknown', {
        seen: 'No tenant URL is saved that could be read, so nothing was asked.',
      });
    checkTenantUrl(tenantUrl);
    if (isPrivateHost(new URL(tenantUrl).hostname))
      return answered('tenantUrl', 'failed', {
        seen: `${hostOf(tenantUrl)} is a private address, which the provisioning service cannot reach. It was not asked.`,
        nextStep: 'Use an address that can be reached from the internet.',
      });
    return await ask(target, tenantUrl, asked.signal);
  } catch (cause) {
    if (cause instanceof CoreError && cause.code === 'bad_request')
      return answered('tenantUrl', 'failed', { seen: cause.message, nextStep: cause.details.nextStep });
    return unknownBecause('tenantUrl', cause);
  }
}
