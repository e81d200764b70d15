import { SignInFault } from './aadsts-faults.ts';
import type { EntraContext } from './entra-context.ts';
import { type Incoming, json, tenantOfPath } from './incoming.ts';
import { faultResponse } from './token-endpoint.ts';

/**
 * Answers GET `/{tenant}/v2.0/.well-known/openid-configuration`; for `common` the issuer is a template.
 * Source: learn.microsoft.com/entra/identity-platform/v2-protocols-oidc#fetch-the-openid-configuration-document
 */
export function handleOpenIdConfiguration(context: EntraContext, incoming: Incoming): Response {
  try {
    const tenant = tenantOfPath(context, incoming.segment);
    const root = `${context.options.origin}/${tenant?.tenantId ?? incoming.segment.toLowerCase()}`;
    return json(200, {
      issuer: `${context.options.origin}/${tenant?.tenantId ?? '{tenantid}'}/v2.0`,
      authorization_endpoint: `${root}/oauth2/v2.0/authorize`,
      token_endpoint: `${root}/oauth2/v2.0/token`,
      device_authorization_endpoint: `${root}/oauth2/v2.0/devicecode`,
      end_session_endpoint: `${root}/oauth2/v2.0/logout`,
      jwks_uri: `${root}/discovery/v2.0/keys`,
      response_modes_supported: ['form_post'],
      response_types_supported: ['code'],
      subject_types_supported: ['pairwise'],
      id_token_signing_alg_values_supported: ['RS256'],
      scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
      msgraph_host: new URL(context.options.graphOrigin).host,
    });
  } catch (cause) {
    return faultResponse(context, cause, incoming);
  }
}

/** Answers GET `/common/discovery/instance`: this host and no other belongs to the cloud. */
export function handleInstanceDiscovery(context: EntraContext, incoming: Incoming): Response {
  const { host } = new URL(context.options.origin);
  const asked = incoming.query.get('authorization_endpoint') ?? '';
  if (!URL.canParse(asked) || new URL(asked).host !== host) {
    return faultResponse(context, new SignInFault(50049), incoming);
  }
  return json(200, {
    tenant_discovery_endpoint: `${context.options.origin}/common/v2.0/.well-known/openid-configuration`,
    'api-version': '1.1',
    metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
  });
}

/** Answers GET `/{tenant}/discovery/v2.0/keys`: the public key of the tokens. */
export function handleKeys(context: EntraContext, incoming: Incoming): Response {
  try {
    tenantOfPath(context, incoming.segment);
    return json(200, { keys: [context.signer.publicKey()] });
  } catch (cause) {
    return faultResponse(context, cause, incoming);
  }
}
