import { isRecord } from '#emulator/scim/scim-types';
import type { TenantState } from '#emulator/state';
import type { TargetNetwork } from '#emulator/vendor-target';
import type { OAuthSettings, VendorDefinition } from './vendor-definitions.ts';

/** What a token request needs. */
export interface TokenContext {
  readonly state: TenantState;
  readonly network: TargetNetwork;
  readonly clock: { now(): number };
}

/** Whose tokens are meant. */
export interface TokenOwner {
  readonly vendor: VendorDefinition;
  readonly servicePrincipalId: string;
}

/**
 * The address of the vendor's sign-in page for Authorize.
 * Takes the OAuth settings, where the vendor returns to, and a state that comes back unchanged.
 */
export function authorizationUrl(
  oauth: OAuthSettings,
  back: { readonly redirectUri: string; readonly state: string },
): string {
  const url = new URL(oauth.authorizationUri);
  url.searchParams.set('response_type', 'code');
  url.searchParams.set('client_id', oauth.clientId);
  url.searchParams.set('redirect_uri', back.redirectUri);
  url.searchParams.set('state', back.state);
  return url.href;
}

/**
 * Exchanges the code with which the vendor came back, and keeps the tokens among the secrets.
 * Takes the context, the owner and the code; gives false when the vendor refuses the code. Raises the network's error
 * when the vendor cannot be reached.
 */
export async function redeemCode(
  context: TokenContext,
  owner: TokenOwner,
  code: { readonly code: string; readonly redirectUri: string },
): Promise<boolean> {
  const form = { grant_type: 'authorization_code', code: code.code, redirect_uri: code.redirectUri };
  return (await requestTokens(context, owner, form)) !== null;
}

/**
 * Gets a new access token with the saved refresh token.
 * Takes the context and the owner; gives the token, or null when there is no refresh token or the vendor refuses it.
 */
export async function renewAccessToken(context: TokenContext, owner: TokenOwner): Promise<string | null> {
  const refreshToken = context.state.secrets.get(owner.servicePrincipalId)?.get('Oauth2RefreshToken');
  if (refreshToken === undefined || refreshToken === '') return null;
  return requestTokens(context, owner, { grant_type: 'refresh_token', refresh_token: refreshToken });
}

async function requestTokens(
  { state, network, clock }: TokenContext,
  { vendor, servicePrincipalId }: TokenOwner,
  form: Record<string, string>,
): Promise<string | null> {
  if (vendor.oauth === null) return null;
  const response = await network.fetch(vendor.oauth.tokenExchangeUri, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
    body: new URLSearchParams({ ...form, client_id: vendor.oauth.clientId }).toString(),
  });
  const body: unknown = response.ok ? await response.json() : null;
  if (!isRecord(body) || typeof body.access_token !== 'string') return null;
  const secrets = state.secrets.get(servicePrincipalId) ?? new Map<string, string>();
  state.secrets.set(servicePrincipalId, secrets);
  secrets.set('Oauth2AccessToken', body.access_token);
  secrets.set('Oauth2AccessTokenCreationTime', new Date(clock.now()).toISOString());
  if (typeof body.expires_in === 'number') secrets.set('TokenExpiration', String(body.expires_in));
  if (typeof body.refresh_token === 'string') secrets.set('Oauth2RefreshToken', body.refresh_token);
  return body.access_token;
}
