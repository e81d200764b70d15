import type { TenantClock } from '#emulator/state';
import type { VendorTarget } from '#emulator/vendor-target';
import { createBearerTokens } from './bearer-tokens.ts';
import type { VendorDialect } from './dialect.ts';
import { type Misbehaviour, misbehavedAnswer, notFoundForNobody, withoutPages } from './misbehaviour.ts';
import { createScimServer } from './scim-server.ts';
import { vendorDialects } from './vendor-dialects.ts';
import { createVendorSignIn } from './vendor-sign-in.ts';

/** What targets need from the tenant. */
export interface VendorTargetsOptions {
  readonly clock: Pick<TenantClock, 'now'>;
  readonly newId: () => string;
  /** Servers beside those that every tenant has. */
  readonly further?: readonly VendorDialect[];
}

/**
 * Makes the SCIM targets of the five gallery vendors, of the generic SCIM application and of the vendors of a seed, all empty.
 * Takes the tenant's clock and an id maker; gives one target a vendor, answering at its public origins.
 */
export function createVendorTargets(options: VendorTargetsOptions): VendorTarget[] {
  return [...vendorDialects, ...(options.further ?? [])].map((dialect) => createVendorTarget(dialect, options));
}

/**
 * Makes one target.
 * Takes the vendor's dialect, the clock and an id maker; gives the target. Its `fetch` never rejects.
 */
export function createVendorTarget(dialect: VendorDialect, options: VendorTargetsOptions): VendorTarget {
  const now = (): number => options.clock.now();
  const { newId } = options;
  const tokens = createBearerTokens({
    now,
    newId,
    overlapMs: dialect.tokenOverlapMs,
    jwtLifetimeMs: dialect.jwtLifetimeMs,
  });
  let misbehaviour: Misbehaviour | null = null;
  const isAuthorized = (token: string | null): boolean =>
    tokens.isValid(token) || (misbehaviour === 'acceptsAnyToken' && token !== null);
  const server = createScimServer({ dialect, now, newId, isAuthorized });
  const { displayName, oauth } = dialect;
  const signIn = oauth === null ? null : createVendorSignIn({ displayName, oauth, accessTokens: tokens, now, newId });

  return {
    vendorId: dialect.vendorId,
    origins: dialect.origins,
    mintToken: () => tokens.mint(),
    acceptToken: (token) => tokens.accept(token),
    revokeToken: (token) => tokens.revoke(token),
    revokeAllTokens() {
      tokens.revokeAll();
      signIn?.revokeAll();
    },
    users: () => server.users.all(),
    groups: () => server.groups.all(),
    misbehave(kind) {
      misbehaviour = kind;
    },
    async fetch(request) {
      const page = await signIn?.fetch(request);
      if (page != null) return page;
      if (misbehaviour !== null) {
        const answer = await misbehavedAnswer(misbehaviour, request);
        if (answer !== null) return answer;
      }
      const { pathname } = new URL(request.url);
      if (pathname === dialect.basePath || pathname.startsWith(`${dialect.basePath}/`)) {
        const answer = await server.fetch(misbehaviour === 'ignoresPaging' ? withoutPages(request) : request);
        return misbehaviour === 'filterNotFound' ? notFoundForNobody(request, answer) : answer;
      }
      return new Response('<!doctype html><title>Not found</title><p>There is no such page.</p>', {
        status: 404,
        headers: { 'content-type': 'text/html; charset=utf-8' },
      });
    },
  };
}

/**
 * The target behind a public origin.
 * Takes the targets and an origin such as https://fabrikam.askspoke.com; gives the target, undefined when nobody
 * answers there. Every subdomain of askspoke.com is the one askSpoke target, as each customer has its own.
 */
export function findVendorTarget(targets: readonly VendorTarget[], origin: string): VendorTarget | undefined {
  const exact = targets.find((each) => each.origins.includes(origin));
  if (exact !== undefined) return exact;
  if (!/^https:\/\/[a-z0-9-]+\.askspoke\.com$/.test(origin)) return undefined;
  return targets.find((each) => each.vendorId === 'askspoke');
}
