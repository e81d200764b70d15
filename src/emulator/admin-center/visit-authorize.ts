export interface AuthorizeVisitOptions {
  /** Sends a request over real HTTP; must not follow redirects when `init.redirect` is `manual`. */
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** Account at the vendor that signs in on the vendor's page. */
  readonly account: string;
}

const maximumSteps = 10;

/**
 * Does what an administrator does in a browser after Authorize: opens the page, presses the button, signs in at the
 * vendor and comes back. `url` is the page in the admin center. Resolves when the page says that the application is
 * authorized; raises an Error with the page's text when it says that it is not.
 */
export async function visitAuthorize(url: string, options: AuthorizeVisitOptions): Promise<void> {
  let at = url;
  let response = await options.fetch(at, { redirect: 'manual' });
  for (let step = 0; step < maximumSteps; step += 1) {
    const location = response.headers.get('location');
    if (location !== null) {
      at = new URL(location, at).href;
      response = await options.fetch(at, { redirect: 'manual' });
      continue;
    }
    const html = await response.text();
    const outcome = /data-outcome="([a-z]+)">([^<]*)</.exec(html);
    if (outcome?.[1] === 'authorized') return;
    const form = /<form method="post" action="([^"]*)"[^>]*>(.*?)<\/form>/s.exec(html);
    if (outcome !== null || form === null) {
      const text = outcome?.[2] ?? html.replace(/<[^>]+>/g, ' ').trim();
      throw new Error(`The application was not authorized (HTTP ${response.status}): ${unescapeHtml(text)}`);
    }
    at = new URL(unescapeHtml(form[1] ?? ''), at).href;
    const body = filled(form[2] ?? '', options.account);
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    response = await options.fetch(at, { method: 'POST', headers, body: body.toString(), redirect: 'manual' });
  }
  throw new Error(`The authorization did not end after ${maximumSteps} pages.`);
}

function filled(inside: string, account: string): URLSearchParams {
  const fields = new URLSearchParams();
  for (const [, name = '', value = ''] of inside.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)) {
    fields.append(unescapeHtml(name), unescapeHtml(value));
  }
  if (inside.includes('name="account"')) fields.set('account', account);
  return fields;
}

function unescapeHtml(text: string): string {
  return text
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
