import { findVendorTarget } from '#emulator/scim/vendor-targets';
import type { TargetNetwork, VendorTarget } from '#emulator/vendor-target';

/** What can happen to one request; `lost`: it is carried out and its answer never comes. */
type Fault = 'reset' | 'lost' | 'serverError' | 'throttled' | 'unavailable' | 'html' | null;

const faults: readonly Fault[] = ['reset', 'lost', 'lost', 'serverError', 'throttled', 'unavailable', 'html'];

/** A network to targets of this process that fails as its seed says. */
export interface FaultyNetwork extends TargetNetwork {
  /** null: no faults. */
  seed: number | null;
  /** externalId of people and displayName of groups whose creation was answered to nobody. */
  readonly ghosts: ReadonlySet<string>;
}

/** A number from 0 to 1 that follows from a text alone (FNV-1a). */
function draw(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash ^= hash >>> 15;
  return (Math.imul(hash, 0x2c1b3c6d) >>> 0) / 2 ** 32;
}

const broken = (code: string): Error => Object.assign(new Error(code), { code });

/** Answers requests by the targets' own functions; a quarter of them fails while a seed is set. */
export function createFaultyNetwork(targets: readonly VendorTarget[]): FaultyNetwork {
  const attempts = new Map<string, number>();
  const ghosts = new Set<string>();
  const faultOf = (seed: number | null, method: string, url: string): Fault => {
    if (seed === null) return null;
    const object = `${method} ${url}`;
    const attempt = (attempts.get(object) ?? 0) + 1;
    attempts.set(object, attempt);
    const drawn = draw(`${seed}|${object}|${attempt}`);
    return drawn < 0.25 ? (faults[Math.floor(drawn * 4 * faults.length)] ?? null) : null;
  };
  const network: FaultyNetwork = {
    seed: null,
    ghosts,
    async fetch(url, init) {
      const fault = faultOf(network.seed, init.method, url);
      if (fault === 'reset') throw broken('ECONNRESET');
      if (fault === 'serverError') return new Response('{"detail":"Something went wrong."}', { status: 500 });
      if (fault === 'throttled') return new Response('{}', { status: 429 });
      if (fault === 'unavailable') return new Response('{}', { status: 503 });
      if (fault === 'html') return new Response('<p>Sign in</p>', { status: 200 });
      const target = findVendorTarget(targets, new URL(url).origin);
      if (target === undefined) throw broken('ENOTFOUND');
      const response = await target.fetch(new Request(url, init));
      if (fault !== 'lost') return response;
      const { externalId, displayName } = init.method === 'POST' ? JSON.parse(init.body ?? '{}') : {};
      for (const name of [externalId, displayName]) if (name !== undefined) ghosts.add(name);
      throw broken('ETIMEDOUT');
    },
  };
  return network;
}
