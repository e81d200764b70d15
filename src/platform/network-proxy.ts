import { CoreError } from '#core/rpc/errors';

/** A proxy that requests go through. `shown` has no user name or password. */
export interface ProxyServer {
  readonly url: string;
  readonly shown: string;
  /** Value of Proxy-Authorization, when the proxy's URL carries a user name. */
  readonly authorization: string | null;
}

type Environment = Readonly<Record<string, string | undefined>>;

const variable = (env: Environment, name: string): string => env[name.toLowerCase()] ?? env[name] ?? '';

/**
 * Takes a URL and the environment (HTTPS_PROXY, HTTP_PROXY, NO_PROXY; lower case wins, as in curl); gives the proxy that
 * the URL has to go through, or null. NO_PROXY holds hosts, domains (with or without a leading dot or "*."),
 * "host:port", or "*". Raises `bad_request` (reason proxyInvalid) when the proxy's own URL is not http or https.
 */
export function proxyFor(url: URL, env: Environment): ProxyServer | null {
  const http = variable(env, 'HTTP_PROXY');
  const chosen = url.protocol === 'https:' ? variable(env, 'HTTPS_PROXY') || http : http;
  if (chosen === '' || isExcluded(url, variable(env, 'NO_PROXY'))) return null;
  return parseProxy(chosen);
}

/** Takes an environment and the `host:port` of a proxy that a person chose, or null; gives the environment with that proxy in it. */
export const withProxy = (env: Environment, chosen: string | null): Environment =>
  chosen === null ? env : { ...env, https_proxy: `http://${chosen}`, http_proxy: `http://${chosen}` };

function parseProxy(text: string): ProxyServer {
  const withScheme = text.includes('://') ? text : `http://${text}`;
  const url = URL.canParse(withScheme) ? new URL(withScheme) : null;
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    throw new CoreError('bad_request', 'The proxy in HTTPS_PROXY or HTTP_PROXY is not an http or https URL.', {
      reason: 'proxyInvalid',
      nextStep: 'Write it as http://host:port, or remove the variable.',
    });
  }
  return { url: url.origin, shown: url.origin, authorization: basicAuthorization(url) };
}

function basicAuthorization(url: URL): string | null {
  if (url.username === '') return null;
  const pair = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  return `Basic ${Buffer.from(pair).toString('base64')}`;
}

function isExcluded(url: URL, list: string): boolean {
  const port = url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port;
  return list
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .some((entry) => entry === '*' || matchesEntry({ hostname: url.hostname, port }, entry.toLowerCase()));
}

function matchesEntry(target: { readonly hostname: string; readonly port: string }, entry: string): boolean {
  const [, host = '', port] = /^(.*?)(?::(\d+))?$/.exec(entry) ?? [];
  if (port !== undefined && port !== target.port) return false;
  const domain = host.replace(/^\*?\./, '');
  return domain !== '' && (target.hostname === domain || target.hostname.endsWith(`.${domain}`));
}
