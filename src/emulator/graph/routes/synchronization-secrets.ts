import { GraphFault, requestDenied } from '#emulator/graph/graph-fault';
import { type GraphCall, type GraphReply, type GraphTenant, objectBody } from '#emulator/graph/graph-tenant';
import { hasRight } from '#emulator/graph/rights';
import type { Route } from '#emulator/graph/route';
import { recordAudit } from '#emulator/graph/synchronization/audit';
import {
  maskedValue,
  missingParameter,
  readKeyValues,
  secretsChangeOf,
} from '#emulator/graph/synchronization/secret-keys';
import { synchronizedServicePrincipal } from '#emulator/graph/visibility';

const write = ['Synchronization.ReadWrite.All'];
const root = '/servicePrincipals/{servicePrincipalId}/synchronization';

/** Secrets and settings. Sources: learn.microsoft.com/graph/api/synchronization-serviceprincipal-put-synchronization, synchronization-synchronization-acquireaccesstoken */
export const synchronizationSecretRoutes: readonly Route[] = [
  {
    method: 'GET',
    pattern: `${root}/secrets`,
    scopes: ['Synchronization.Read.All', ...write],
    right: 'readSynchronization',
    handle: readSecrets,
  },
  {
    method: 'PUT',
    pattern: `${root}/secrets`,
    scopes: write,
    right: 'manageSynchronizationCredentials',
    handle: putSecrets,
  },
  {
    method: 'PATCH',
    pattern: `${root}/secrets`,
    scopes: write,
    right: 'manageSynchronizationCredentials',
    handle: refusePatch,
  },
  {
    method: 'POST',
    pattern: `${root}/acquireAccessToken`,
    scopes: write,
    right: 'manageSynchronizationCredentials',
    handle: acquireAccessToken,
  },
];

function readSecrets(call: GraphCall, tenant: GraphTenant): GraphReply {
  const servicePrincipal = synchronizedServicePrincipal(call, tenant);
  const saved = tenant.state.secrets.get(servicePrincipal.id) ?? new Map<string, string>();
  const value = [...saved].map(([key, text]) => ({ key, value: maskedValue(key, text) }));
  const context = `${tenant.origin}/v1.0/$metadata#Collection(microsoft.graph.synchronizationSecretKeyStringValuePair)`;
  return { status: 200, body: { '@odata.context': context, value } };
}

function putSecrets(call: GraphCall, tenant: GraphTenant): GraphReply {
  const servicePrincipal = synchronizedServicePrincipal(call, tenant);
  const change = secretsChangeOf(readKeyValues(objectBody(call)?.value));
  if (change.kind === 'dropped' || call.dropSecrets) return { status: 204 };
  const before = tenant.state.secrets.get(servicePrincipal.id);
  // The scope (all or assigned) takes both rights, the credentials alone one.
  const changesScope = before?.get('SyncAll')?.toLowerCase() !== change.values.get('SyncAll')?.toLowerCase();
  if (changesScope && !hasRight(call.person, 'manageSynchronizationJobs', servicePrincipal)) throw requestDenied();
  tenant.state.secrets.set(servicePrincipal.id, new Map(change.values));
  tenant.memory.secretsSavedAt.set(servicePrincipal.id, tenant.clock.now());
  tenant.provisioning.secretsChanged(servicePrincipal.id);
  recordAudit(call, tenant, { activity: 'Update provisioning setting or credentials', servicePrincipal });
  return { status: 204 };
}

/** "Currently, we don't support PATCH requests for secrets". Source: learn.microsoft.com/entra/identity/hybrid/cloud-sync/how-to-inbound-synch-ms-graph */
function refusePatch(): never {
  throw new GraphFault(405, 'UnknownError', {
    message: JSON.stringify({ Message: "The requested resource does not support http method 'PATCH'." }),
  });
}

async function acquireAccessToken(call: GraphCall, tenant: GraphTenant): Promise<GraphReply> {
  const servicePrincipal = synchronizedServicePrincipal(call, tenant);
  const credentials = readKeyValues(objectBody(call)?.credentials);
  const code = credentials.get('Oauth2AuthorizationCode');
  const redirectUri = credentials.get('Oauth2RedirectUri');
  if (code === undefined || redirectUri === undefined) {
    throw missingParameter('Oauth2AuthorizationCode and Oauth2RedirectUri are required.');
  }
  const isAccepted = await tenant.exchangeCode(servicePrincipal.id, { code, redirectUri });
  if (!isAccepted) throw new GraphFault(400, 'BadRequest', { message: 'The application refused the code.' });
  return { status: 204 };
}
