import type { FieldValue } from '#core/profiles/connection-facts';
import { CoreError } from '#core/rpc/errors';
import type { Warning } from '#shared/model/plan';
import { type TenantUrlProblem, tenantUrlProblem } from '#shared/wizard/tenant-url-problem';

const refuse = (reason: string, message: string, nextStep: string): CoreError =>
  new CoreError('bad_request', message, { reason, nextStep, location: { path: 'connection.tenantUrl' } });

/** Takes a tenant URL; gives its host with a port that is not 443, or the text itself when it is not a URL. Pure. */
export function hostOf(tenantUrl: string): string {
  return URL.canParse(tenantUrl) ? new URL(tenantUrl).host : tenantUrl;
}

const refusals: Readonly<Record<TenantUrlProblem, () => CoreError>> = {
  notUrl: () => refuse('tenantUrlInvalid', 'The tenant URL is not a URL.', 'Write it as https://host/path.'),
  notHttps: () =>
    refuse(
      'tenantUrlNotHttps',
      'The tenant URL does not start with https://, so the secret token would travel unprotected.',
      'Ask the vendor for the https address.',
    ),
  hasCredentials: () =>
    refuse(
      'tenantUrlHasCredentials',
      'The tenant URL carries a user name or a password.',
      'Take everything between https:// and @ out of it.',
    ),
  hasFragment: () =>
    refuse(
      'tenantUrlHasFragment',
      'The tenant URL has a "#" part, which is never sent to a server.',
      'Take everything from # on out of it.',
    ),
};

/** Takes a tenant URL; raises `bad_request` (tenantUrlInvalid, tenantUrlNotHttps, tenantUrlHasCredentials, tenantUrlHasFragment). Pure. */
export function checkTenantUrl(tenantUrl: string): void {
  const problem = tenantUrlProblem(tenantUrl);
  if (problem !== null) throw refusals[problem]();
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const withoutTrailingSlash = (text: string): string => text.replace(/\/+$/, '');

function templatePattern(template: string): RegExp {
  const parts = withoutTrailingSlash(template).split(/\{[^}]*\}/);
  return new RegExp(`^${parts.map(escaped).join('.+')}$`, 'i');
}

/** Takes what a profile says about the tenant URL; gives the values it allows in words, or null when it allows any. */
function expectation(value: FieldValue): { readonly fits: (url: string) => boolean; readonly words: string } | null {
  const same = (one: string, other: string): boolean => withoutTrailingSlash(one) === withoutTrailingSlash(other);
  if (value.kind === 'fixed' && value.value !== undefined) {
    const fixed = value.value;
    return { fits: (url) => same(url, fixed), words: fixed };
  }
  if (value.kind === 'choice' && value.choices !== undefined) {
    const choices = value.choices;
    return {
      fits: (url) => choices.some((choice) => same(url, choice.value)),
      words: choices.map((choice) => choice.value).join(' or '),
    };
  }
  if (value.kind === 'template' && value.template !== undefined) {
    const pattern = templatePattern(value.template);
    return { fits: (url) => pattern.test(withoutTrailingSlash(url)), words: value.template };
  }
  return null;
}

// Flags such as aadOptscim062020 stand after the address and belong to the person, not to the vendor.
const withoutQuery = (tenantUrl: string): string => {
  const url = new URL(tenantUrl);
  return `${url.origin}${url.pathname}`;
};

/**
 * Takes a valid tenant URL and what the vendor's profile says about it; gives a warning when they do not fit, else null.
 * Not a refusal: vendors move, and an article may be older than the address. Pure.
 */
export function tenantUrlWarning(tenantUrl: string, value: FieldValue, vendor: string): Warning | null {
  const expected = expectation(value);
  if (expected === null || expected.fits(withoutQuery(tenantUrl))) return null;
  if ((value.examples ?? []).some((example) => withoutTrailingSlash(example) === withoutTrailingSlash(tenantUrl)))
    return null;
  return {
    code: 'tenantUrlUnexpected',
    message: `The tenant URL ${tenantUrl} is not what the document of ${vendor} names: ${expected.words}.`,
    nextStep: 'Check the address with the vendor before the secret token is sent to it.',
  };
}
