/** What a visit needs: how to send requests, who signs in, and what to answer on the consent page. */
export interface VisitOptions {
  /** Sends a request over real HTTP; must not follow redirects when `init.redirect` is `manual`. */
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  readonly username: string;
  readonly consent: 'accept' | 'decline';
  /** An administrator ticks "on behalf of your organization" when the page offers it; default false. */
  readonly forOrganization?: boolean;
  /** Code to type on the page of the device code flow. */
  readonly userCode?: string;
}

/** Where a visit ended: the answer was delivered to the application, or a last page said something. */
export interface VisitOutcome {
  readonly outcome: 'delivered' | 'redirected' | 'deviceApproved' | 'deviceDeclined' | 'signedOut';
  /** Steps taken, by the names that the pages give them. */
  readonly steps: readonly string[];
}

/** Raised when a page shows a fault or has no form to go on with; `code` is the AADSTS code when the page shows one. */
export class VisitError extends Error {
  readonly code: string | null;

  constructor(message: string, code: string | null) {
    super(message);
    this.name = 'VisitError';
    this.code = code;
  }
}

interface Form {
  readonly step: string;
  readonly action: string;
  readonly fields: URLSearchParams;
  readonly offersOrganization: boolean;
}

const maximumPages = 10;

/**
 * Takes the URL that a browser would open; follows the tenant's pages (account, consent, approval, device) and posts
 * the last form to the application's listener. Gives where it ended. Raises {@link VisitError} when a page shows a
 * fault, and whatever `fetch` raises.
 */
export async function visitSignIn(url: string, options: VisitOptions): Promise<VisitOutcome> {
  const steps: string[] = [];
  let at = url;
  let response = await options.fetch(at, { redirect: 'manual' });
  for (let pages = 0; pages < maximumPages; pages += 1) {
    if (response.status >= 300 && response.status < 400) return { outcome: 'redirected', steps };
    const html = await response.text();
    const ended = /data-outcome="([a-zA-Z]+)"/.exec(html)?.[1];
    if (ended !== undefined) return { outcome: ended as VisitOutcome['outcome'], steps };
    const form = firstForm(html);
    const fault = /data-error="(AADSTS\d+)">([^<]*)</.exec(html);
    if (fault !== null) throw new VisitError(unescapeHtml(fault[2] ?? ''), fault[1] ?? null);
    if (form === null)
      throw new VisitError(`The page at ${new URL(at).pathname} has no form (HTTP ${response.status}).`, null);
    steps.push(form.step);
    at = listenerAddress(new URL(form.action, at)).href;
    response = await options.fetch(at, { method: 'POST', body: filled(form, options), redirect: 'manual' });
    if (form.step === 'response') return delivered(response, steps);
  }
  throw new VisitError(`The sign-in did not end after ${maximumPages} pages: ${steps.join(', ')}.`, null);
}

function delivered(response: Response, steps: readonly string[]): VisitOutcome {
  if (response.ok) return { outcome: 'delivered', steps };
  throw new VisitError(`The application refused the answer (HTTP ${response.status}).`, null);
}

// MSAL announces localhost but listens on 127.0.0.1 only; where localhost means ::1 first, Node would try that.
function listenerAddress(url: URL): URL {
  if (url.hostname === 'localhost') url.hostname = '127.0.0.1';
  return url;
}

function firstForm(html: string): Form | null {
  const found = /<form method="post" action="([^"]*)" data-step="([^"]*)">(.*?)<\/form>/s.exec(html);
  if (found === null) return null;
  const [, action = '', step = '', inside = ''] = found;
  const fields = new URLSearchParams();
  for (const [, name = '', value = ''] of inside.matchAll(
    /<input type="(?:hidden|text)" name="([^"]*)" value="([^"]*)"/g,
  )) {
    fields.append(unescapeHtml(name), unescapeHtml(value));
  }
  return { step, action: unescapeHtml(action), fields, offersOrganization: inside.includes('name="forOrganization"') };
}

function filled(form: Form, options: VisitOptions): URLSearchParams {
  const fields = new URLSearchParams(form.fields);
  if (form.step === 'account') fields.set('username', options.username);
  if (form.step === 'device') fields.set('user_code', options.userCode ?? '');
  if (form.step === 'approval') fields.set('decision', 'decline');
  if (form.step === 'consent') {
    fields.set('decision', options.consent);
    if (options.forOrganization === true && form.offersOrganization) fields.set('forOrganization', 'true');
  }
  return fields;
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

const unescapeHtml = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => entities[name] ?? '');
