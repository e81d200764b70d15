import { randomBytes } from 'node:crypto';
import type { ClientRegistration, EntraTenant } from './entra-context.ts';
import { graphPermissions, openIdScopes } from './graph-permissions.ts';
import type { ScopeRequest } from './scope-request.ts';

/** Text as it may stand in HTML and in attribute values. */
export const escapeHtml = (text: string): string =>
  text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/'/g, '&#39;');

const style =
  'body{font:16px/1.5 system-ui,sans-serif;max-width:30rem;margin:3rem auto;padding:0 1rem}' +
  '.demo{background:#fff4ce;padding:.5rem 1rem}.error{color:#a4262c}input[type=text]{width:100%;padding:.4rem}button{padding:.5rem 1rem;margin:.5rem .5rem 0 0}';

interface Page {
  readonly title: string;
  readonly body: string;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sends the first form at once, as the real form_post page does. */
  readonly submitsItself?: boolean;
}

/** Takes a page's parts, already HTML; gives the response. Only this host and this machine may receive its forms. */
export function page({ title, body, status = 200, headers = {}, submitsItself = false }: Page): Response {
  const nonce = randomBytes(16).toString('base64url');
  const script = submitsItself ? `<script nonce="${nonce}">document.forms[0].submit()</script>` : '';
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title><style nonce="${nonce}">${style}</style></head><body><p class="demo">Demo tenant: no password is asked for.</p><h1>${escapeHtml(title)}</h1>${body}${script}</body></html>`;
  return new Response(html, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'; form-action 'self' http://localhost:* http://127.0.0.1:*; frame-ancestors 'none'; base-uri 'none'`,
      'referrer-policy': 'no-referrer',
      ...headers,
    },
  });
}

const hidden = (name: string, value: string): string =>
  `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`;

const message = (error: PageError | null): string =>
  error === null ? '' : `<p class="error" data-error="${error.code}">${escapeHtml(`${error.code}: ${error.text}`)}</p>`;

/** A fault shown on a page, by its AADSTS code. */
export interface PageError {
  readonly code: string;
  readonly text: string;
}

/** The page that asks who signs in; people who are signed in in this browser are one click away. */
export function accountPage(options: {
  readonly flowId: string;
  readonly clientName: string;
  readonly loginHint: string;
  readonly signedIn: readonly { readonly username: string; readonly displayName: string }[];
  readonly error: PageError | null;
  readonly status?: number;
}): Response {
  const tiles = options.signedIn.map(
    ({ username, displayName }) =>
      `<form method="post" action="/common/login" data-step="tile">${hidden('flow', options.flowId)}${hidden('username', username)}<button>${escapeHtml(`${displayName} (${username})`)}</button></form>`,
  );
  const body = `${message(options.error)}<p>to continue to ${escapeHtml(options.clientName)}</p><form method="post" action="/common/login" data-step="account">${hidden('flow', options.flowId)}<label>User principal name<input type="text" name="username" value="${escapeHtml(options.loginHint)}" autocomplete="off" autofocus></label><button>Sign in</button></form>${tiles.join('')}`;
  return page({ title: 'Sign in', body, ...(options.status === undefined ? {} : { status: options.status }) });
}

const textOf = (scope: string): string =>
  openIdScopes[scope] ?? graphPermissions.find((known) => known.name === scope)?.consentText ?? scope;

const scopeList = (scopes: ScopeRequest): string =>
  [...scopes.graph, ...scopes.openId]
    .map(
      (scope) =>
        `<li data-scope="${escapeHtml(scope)}">${escapeHtml(textOf(scope))} <small>${escapeHtml(scope)}</small></li>`,
    )
    .join('');

/** The consent page: what the application wants, with accept and cancel. */
export function consentPage(options: {
  readonly flowId: string;
  readonly client: ClientRegistration;
  readonly username: string;
  readonly tenant: EntraTenant;
  readonly scopes: ScopeRequest;
  /** `offered`: a box may be ticked; `always`: the whole point of the page is the organization. */
  readonly forOrganization: 'no' | 'offered' | 'always';
  readonly headers?: Readonly<Record<string, string>>;
}): Response {
  const box =
    options.forOrganization === 'offered'
      ? '<p><label><input type="checkbox" name="forOrganization" value="true"> Consent on behalf of your organization</label></p>'
      : '';
  const title =
    options.forOrganization === 'always'
      ? 'Permissions requested: review for your organization'
      : 'Permissions requested';
  const body = `<p>${escapeHtml(options.username)} · ${escapeHtml(options.tenant.tenantName)}</p><p>${escapeHtml(options.client.displayName)} would like to:</p><ul>${scopeList(options.scopes)}</ul><form method="post" action="/common/consent/set" data-step="consent">${hidden('flow', options.flowId)}${box}<button name="decision" value="accept">Accept</button><button name="decision" value="decline">Cancel</button></form>`;
  return page({ title, body, ...(options.headers === undefined ? {} : { headers: options.headers }) });
}

/** The page for people who cannot consent: the only way on is back to the application. */
export function approvalPage(options: {
  readonly flowId: string;
  readonly client: ClientRegistration;
  readonly scopes: ScopeRequest;
  readonly headers?: Readonly<Record<string, string>>;
}): Response {
  const body = `<p>${escapeHtml(options.client.displayName)} needs permission that only an administrator can grant:</p><ul>${scopeList(options.scopes)}</ul><form method="post" action="/common/consent/set" data-step="approval">${hidden('flow', options.flowId)}<button name="decision" value="decline">Return to the application without granting consent</button></form>`;
  return page({
    title: 'Need admin approval',
    body,
    ...(options.headers === undefined ? {} : { headers: options.headers }),
  });
}

/** The page that hands the answer to the application's listener on this machine. */
export function responsePage(
  redirectUri: string,
  fields: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
): Response {
  const inputs = Object.entries(fields).map(([name, value]) => hidden(name, value));
  const body = `<form method="post" action="${escapeHtml(redirectUri)}" data-step="response">${inputs.join('')}<noscript><button>Continue</button></noscript></form>`;
  return page({ title: 'Working…', body, headers, submitsItself: true });
}

/** The page on which a device code is entered. */
export function devicePage(userCode: string, error: PageError | null): Response {
  const body = `${message(error)}<form method="post" action="/device" data-step="device"><label>Code shown by the application<input type="text" name="user_code" value="${escapeHtml(userCode)}" autocomplete="off" autofocus></label><button>Next</button></form><p>Enter only a code that you asked for yourself just now.</p>`;
  return page({ title: 'Enter code', body, status: error === null ? 200 : 400 });
}

/** A page that only says something; `outcome` names it for programs. */
export function messagePage(options: {
  readonly title: string;
  readonly text: string;
  readonly outcome: string;
  readonly headers?: Readonly<Record<string, string>>;
}): Response {
  const body = `<p data-outcome="${escapeHtml(options.outcome)}">${escapeHtml(options.text)}</p>`;
  return page({ title: options.title, body, ...(options.headers === undefined ? {} : { headers: options.headers }) });
}

/** A page for a fault that must not be sent to the redirect URI. */
export function errorPage(error: PageError): Response {
  return page({ title: 'Sorry, but we’re having trouble signing you in', body: message(error), status: 400 });
}
