import type { BearerTokens } from './bearer-tokens.ts';
import type { OAuthDialect } from './dialect.ts';

/** What the vendor's sign-in needs. */
export interface VendorSignInOptions {
  readonly displayName: string;
  readonly oauth: OAuthDialect;
  readonly accessTokens: BearerTokens;
  readonly now: () => number;
  readonly newId: () => string;
}

/** The OAuth pages of a vendor: the sign-in page and the token endpoint. */
export interface VendorSignIn {
  /** null: the path is none of its pages. */
  fetch(request: Request): Promise<Response | null>;
  revokeAll(): void;
}

interface IssuedCode {
  readonly redirectUri: string;
  readonly expiresAt: number;
}

const codeLifetimeMs = 600_000;

const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0) ?? 0};`);

const json = (status: number, body: unknown): Response =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
  });

const html = (status: number, body: string): Response =>
  new Response(`<!doctype html><html lang="en">${body}</html>`, {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8' },
  });

/**
 * The authorization-code sign-in of a vendor whose tokens come from OAuth.
 * Takes the vendor's OAuth paths, its token list, the time and an id maker; gives the pages as a function.
 * The page at `authorizePath` posts the account back to itself and returns to `redirect_uri` with `code` and `state`;
 * `tokenPath` takes the grants authorization_code and refresh_token.
 * Source: RFC 6749 sections 4.1 and 6
 */
export function createVendorSignIn(options: VendorSignInOptions): VendorSignIn {
  const codes = new Map<string, IssuedCode>();
  const refreshTokens = new Set<string>();

  const issue = (): Response => {
    const refreshToken = options.newId().replaceAll('-', '');
    refreshTokens.add(refreshToken);
    const lifetime = options.oauth.accessTokenLifetimeSeconds;
    return json(200, {
      access_token: options.accessTokens.mint(lifetime * 1_000),
      token_type: 'Bearer',
      expires_in: lifetime,
      refresh_token: refreshToken,
    });
  };

  const redeem = (form: URLSearchParams): Response => {
    if (form.get('client_id') !== options.oauth.clientId) return json(401, { error: 'invalid_client' });
    if (form.get('grant_type') === 'refresh_token') {
      const known = refreshTokens.delete(form.get('refresh_token') ?? '');
      return known
        ? issue()
        : json(400, { error: 'invalid_grant', error_description: 'The refresh token is not valid.' });
    }
    if (form.get('grant_type') !== 'authorization_code') return json(400, { error: 'unsupported_grant_type' });
    const code = form.get('code') ?? '';
    const issued = codes.get(code);
    codes.delete(code);
    const good =
      issued !== undefined && options.now() < issued.expiresAt && issued.redirectUri === form.get('redirect_uri');
    return good ? issue() : json(400, { error: 'invalid_grant', error_description: 'The code is not valid.' });
  };

  return {
    async fetch(request) {
      const url = new URL(request.url);
      if (url.pathname === options.oauth.tokenPath) {
        if (request.method !== 'POST') return json(405, { error: 'invalid_request' });
        return redeem(new URLSearchParams(await request.text()));
      }
      if (url.pathname !== options.oauth.authorizePath) return null;
      if (request.method === 'POST') return submitSignIn(await request.text(), options, codes);
      return signInPage(url.searchParams, options);
    },
    revokeAll() {
      codes.clear();
      refreshTokens.clear();
    },
  };
}

function problemWith(parameters: URLSearchParams, clientId: string): string | null {
  if (parameters.get('client_id') !== clientId) return 'The application is not known here (client_id).';
  if (parameters.get('response_type') !== 'code') return 'The request must ask for a code (response_type).';
  if (!URL.canParse(parameters.get('redirect_uri') ?? '')) return 'The address to return to is missing (redirect_uri).';
  return null;
}

function signInPage(parameters: URLSearchParams, options: VendorSignInOptions): Response {
  const problem = problemWith(parameters, options.oauth.clientId);
  if (problem !== null) return html(400, `<title>Sign in</title><p>${escapeHtml(problem)}</p>`);
  const hidden = [...parameters]
    .map(([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`)
    .join('');
  const name = escapeHtml(options.displayName);
  return html(
    200,
    `<title>Sign in to ${name}</title><h1>${name}</h1><p>Allow Microsoft Entra ID to manage the accounts of your company.</p>` +
      `<form method="post" action="${escapeHtml(options.oauth.authorizePath)}">${hidden}` +
      '<label>Account <input name="account" type="email" required></label><button type="submit">Sign in</button></form>',
  );
}

function submitSignIn(body: string, options: VendorSignInOptions, codes: Map<string, IssuedCode>): Response {
  const form = new URLSearchParams(body);
  const problem = problemWith(form, options.oauth.clientId);
  if (problem !== null) return html(400, `<title>Sign in</title><p>${escapeHtml(problem)}</p>`);
  if ((form.get('account') ?? '') === '') return html(400, '<title>Sign in</title><p>Give your account.</p>');
  const redirectUri = form.get('redirect_uri') ?? '';
  const code = options.newId().replaceAll('-', '');
  codes.set(code, { redirectUri, expiresAt: options.now() + codeLifetimeMs });
  const back = new URL(redirectUri);
  back.searchParams.set('code', code);
  const state = form.get('state');
  if (state !== null) back.searchParams.set('state', state);
  return new Response(null, { status: 302, headers: { location: back.href } });
}
