import { CoreError } from '#core/rpc/errors';
import type { Cloud } from '#shared/model/session';
import { builtInClouds } from './clouds.ts';

/** Where requests of one cloud may go. */
export interface Routes {
  /** Takes a public https URL; gives the URL to send to. Raises `offline` (reason blockedHost) for any host that is not the cloud's. */
  route(url: string): URL;
  /** Takes any URL; gives the one that a browser on this machine can open: the mapped one, or the same. */
  forBrowser(url: string): string;
}

// MSAL may ask the authority of the public cloud where another cloud's endpoints are.
const builtInAuthorities = builtInClouds.map((cloud) => cloud.authority);

/**
 * Takes a cloud and its map of public origins to servers on this machine; gives the only ways a request may go.
 */
export function createRoutes(cloud: Cloud, loopback: Readonly<Record<string, string>>): Routes {
  const allowed = new Set([cloud.authority, cloud.graph, ...(cloud.builtIn ? builtInAuthorities : [])]);
  const mapped = (url: URL): URL | null => {
    const target = Object.hasOwn(loopback, url.origin) ? loopback[url.origin] : undefined;
    return target === undefined ? null : new URL(`${target}${url.pathname}${url.search}${url.hash}`);
  };
  return {
    route(text) {
      const url = new URL(text);
      const found = mapped(url) ?? (allowed.has(url.origin) ? url : null);
      if (found !== null) return found;
      throw new CoreError(
        'offline',
        `${url.host} is not a host of the cloud "${cloud.name}"; the request was not sent.`,
        {
          reason: 'blockedHost',
          nextStep: 'Choose the right cloud with --cloud, or the right file with --endpoints.',
        },
      );
    },
    forBrowser(text) {
      const url = new URL(text);
      return (mapped(url) ?? url).href;
    },
  };
}

/**
 * Takes a cloud and a map of vendors' public origins to servers on this machine; gives the ways to vendors' endpoints. From a
 * built-in cloud every https host can be reached; a custom cloud knows only its own vendors, and any other host is one that
 * does not exist there. Raises `offline` (reasons dnsFailure, blockedHost).
 */
export function createTargetRoutes(cloud: Cloud, targets: Readonly<Record<string, string>>): Routes {
  const route = (text: string): URL => {
    const url = new URL(text);
    const mapped = Object.hasOwn(targets, url.origin) ? targets[url.origin] : undefined;
    if (mapped !== undefined) return new URL(`${mapped}${url.pathname}${url.search}`);
    if (!cloud.builtIn) {
      throw new CoreError('offline', `The host ${url.hostname} cannot be found (DNS).`, {
        reason: 'dnsFailure',
        nextStep: 'Check the tenant URL for a slip.',
      });
    }
    if (url.protocol === 'https:') return url;
    throw new CoreError('offline', 'Only https is sent to a vendor; the request was not sent.', {
      reason: 'blockedHost',
      nextStep: 'Ask the vendor for the https address.',
    });
  };
  return { route, forBrowser: (url) => url };
}
