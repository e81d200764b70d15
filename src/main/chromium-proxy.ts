import { proxyFor } from '#platform/network-proxy';

type Environment = Readonly<Record<string, string | undefined>>;

/** How Chromium finds its proxy. Source: www.electronjs.org/docs/latest/api/structures/proxy-config */
export type ChromiumProxy =
  | { readonly mode: 'system' }
  | { readonly mode: 'direct' }
  | { readonly mode: 'fixed_servers'; readonly proxyRules: string; readonly proxyBypassRules: string };

// Stands for any host that NO_PROXY does not name.
const elsewhere = new URL('https://elsewhere.invalid/');

/**
 * Takes the environment with the proxy of the settings in it; gives the same for Chromium. In NO_PROXY a domain stands for
 * its subdomains too, in Chromium's list it does not. Raises `bad_request` (reason proxyInvalid).
 * Source: chromium.googlesource.com/chromium/src/+/HEAD/net/docs/proxy.md
 */
export function chromiumProxy(env: Environment): ChromiumProxy {
  const bypass = (env.no_proxy ?? env.NO_PROXY ?? '').split(/[\s,]+/).filter((entry) => entry !== '');
  if (bypass.includes('*')) return { mode: 'direct' };
  const proxy = proxyFor(elsewhere, env);
  if (proxy === null) return { mode: 'system' };
  return {
    mode: 'fixed_servers',
    proxyRules: proxy.url,
    proxyBypassRules: ['<local>', ...bypass.flatMap(withSubdomains)].join(','),
  };
}

function withSubdomains(entry: string): readonly string[] {
  const domain = entry.replace(/^\*?\./, '');
  return [domain, `*.${domain}`];
}

/** Takes the environment; says whether its proxy asks for a name and a password, which Chromium's rules have no place for. */
export const asksForPassword = (env: Environment): boolean =>
  (proxyFor(elsewhere, env)?.authorization ?? null) !== null;
