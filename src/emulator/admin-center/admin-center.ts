import type { EmulatedProvisioningService } from '#emulator/provisioning/provisioning-service';
import type { TenantState } from '#emulator/state';

export interface AdminCenterOptions {
  readonly state: TenantState;
  readonly provisioning: Pick<EmulatedProvisioningService, 'authorizationUrl' | 'completeAuthorization'>;
  /** Public https origin of the admin center. */
  readonly origin: string;
  readonly newId: () => string;
}

/** The part of the Entra admin center that Graph has no call for: the Authorize button of an OAuth application. */
export interface AdminCenter {
  /** GET / (deep links), GET /authorize?servicePrincipalId=…, POST /authorize, GET /authorize/callback; 501 for anything else. */
  fetch(request: Request): Promise<Response>;
}

interface PendingAuthorization {
  readonly servicePrincipalId: string;
}

/** Makes the pages. Authorize leads to the vendor's sign-in page and back; its code is exchanged at the vendor. */
export function createAdminCenter(options: AdminCenterOptions): AdminCenter {
  const pending = new Map<string, PendingAuthorization>();
  const redirectUri = `${options.origin}/authorize/callback`;
  return {
    async fetch(request) {
      const url = new URL(request.url);
      const what = `${request.method} ${url.pathname}`;
      if (what === 'GET /') return deepLinkPage();
      if (what === 'GET /authorize') return authorizePage(options, url.searchParams.get('servicePrincipalId') ?? '');
      if (what === 'POST /authorize') {
        const form = new URLSearchParams(await request.text());
        const servicePrincipalId = form.get('servicePrincipalId') ?? '';
        const state = options.newId();
        const location = options.provisioning.authorizationUrl(servicePrincipalId, { redirectUri, state });
        if (location === null) return authorizePage(options, servicePrincipalId);
        pending.set(state, { servicePrincipalId });
        return new Response(null, { status: 303, headers: { location } });
      }
      if (what === 'GET /authorize/callback') {
        const state = url.searchParams.get('state') ?? '';
        const authorization = pending.get(state);
        pending.delete(state);
        return finish({ options, authorization, redirectUri, parameters: url.searchParams });
      }
      return page(501, 'Not here', `<p>The demo tenant's admin center has no page ${escapeHtml(what)}.</p>`);
    },
  };
}

/** A deep link names the application behind "#", which only the browser sees, so the page itself goes on. */
function deepLinkPage(): Response {
  const script =
    'const id = /objectId\\/([0-9a-f-]{36})/i.exec(location.hash)?.[1];' +
    "if (id) location.replace('/authorize?servicePrincipalId=' + id);";
  return page(200, 'Admin center', `<p>Choose an application by a link to it.</p><script>${script}</script>`);
}

function authorizePage(options: AdminCenterOptions, servicePrincipalId: string): Response {
  const servicePrincipal = options.state.servicePrincipals.get(servicePrincipalId);
  if (servicePrincipal === undefined) {
    return page(
      404,
      'Not found',
      '<p data-outcome="failed">There is no enterprise application with this object id.</p>',
    );
  }
  const name = escapeHtml(servicePrincipal.displayName);
  const back = { redirectUri: options.origin, state: '' };
  if (options.provisioning.authorizationUrl(servicePrincipalId, back) === null) {
    return page(400, name, '<p data-outcome="failed">This application takes a secret token, not an authorization.</p>');
  }
  const body =
    `<h1>${name} | Provisioning</h1><h2>Admin Credentials</h2>` +
    '<p>Authorize Microsoft Entra ID to manage the accounts of this application.</p>' +
    '<form method="post" action="/authorize" data-step="authorize">' +
    `<input type="hidden" name="servicePrincipalId" value="${escapeHtml(servicePrincipalId)}">` +
    '<button type="submit">Authorize</button></form>';
  return page(200, name, body);
}

interface Callback {
  readonly options: AdminCenterOptions;
  readonly authorization: PendingAuthorization | undefined;
  readonly redirectUri: string;
  readonly parameters: URLSearchParams;
}

async function finish({ options, authorization, redirectUri, parameters }: Callback): Promise<Response> {
  const code = parameters.get('code');
  if (authorization === undefined) return failed('This authorization was not asked for here, or it was used before.');
  if (code === null) return failed(`The application did not agree: ${parameters.get('error') ?? 'no code'}.`);
  const { servicePrincipalId } = authorization;
  const isAuthorized = await options.provisioning.completeAuthorization(servicePrincipalId, { code, redirectUri });
  if (!isAuthorized) return failed('The application refused the code.');
  return page(
    200,
    'Authorized',
    '<p data-outcome="authorized">The application is authorized. You may close this page.</p>',
  );
}

function failed(message: string): Response {
  return page(400, 'Not authorized', `<p data-outcome="failed">${escapeHtml(message)}</p>`);
}

function page(status: number, title: string, body: string): Response {
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title></head><body>${body}</body></html>`;
  return new Response(html, {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
  });
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0) ?? 0};`);
}
