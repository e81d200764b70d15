import type { RegistrationCheck } from '#shared/contract/registration';

type Aspect = RegistrationCheck['what'];

interface Fault {
  readonly what: Aspect;
  readonly detail: string;
  readonly nextStep: string;
}

const tenantFault: Omit<Fault, 'detail'> = {
  what: 'tenant',
  nextStep: 'Check the tenant id or domain, and that the cloud is the right one.',
};
const applicationFault: Omit<Fault, 'detail'> = {
  what: 'application',
  nextStep:
    'Copy the application (client) id from the overview of the app registration, not the object id, and check that it was registered in this tenant.',
};

/** What the sign-in service says about a registration, by AADSTS number. Source: learn.microsoft.com/entra/identity-platform/reference-error-codes */
const faults: Readonly<Record<string, Fault>> = {
  '90002': { ...tenantFault, detail: 'The sign-in service knows no such tenant.' },
  '900023': { ...tenantFault, detail: 'That is neither a tenant id nor a domain.' },
  '900021': { ...tenantFault, detail: 'That is not a valid tenant.' },
  '700016': { ...applicationFault, detail: 'The tenant has no application with that id.' },
  '700038': { ...applicationFault, detail: 'That is not a valid application id.' },
  '7000112': {
    what: 'application',
    detail: 'The application is switched off in this tenant.',
    nextStep: 'Switch it on: Enterprise applications, Properties, Enabled for users to sign in.',
  },
  '50011': {
    what: 'redirect',
    detail: 'The redirect address http://localhost is not registered.',
    nextStep: 'Add it under Authentication as "Mobile and desktop applications", without a port.',
  },
};

/** Answers of a sign-in that was asked to show nothing: the registration is in order, there is only nobody signed in. */
const inOrder: ReadonlySet<string> = new Set(['50058', '65001', '50076', '50079', '16000', '16001', '50020', '65004']);

const passedDetails: Readonly<Record<Aspect, string>> = {
  tenant: 'The tenant is there.',
  application: 'The application is registered in it.',
  redirect: 'A sign-in on this machine may come back to it.',
};

const order: readonly Aspect[] = ['tenant', 'application', 'redirect'];

const notKnown = 'The sign-in service did not come to it.';

/** Takes the page that the sign-in service answered with; gives the AADSTS number in it, or null. Pure. */
export const aadstsIn = (page: string): string | null => /AADSTS(\d{4,8})/.exec(page)?.[1] ?? null;

/**
 * Takes the page that the sign-in service answered a silent sign-in with; gives what it says about the registration, aspect by
 * aspect. An answer that is not known here leaves all of them unknown, with its number. Pure.
 */
export function readRegistration(page: string): readonly RegistrationCheck[] {
  const number = aadstsIn(page);
  if ((number !== null && inOrder.has(number)) || /login_required|interaction_required|consent_required/.test(page))
    return order.map(passed);
  const fault = number === null ? undefined : faults[number];
  if (fault === undefined) return order.map((what) => unknown(what, number));
  const failedAt = order.indexOf(fault.what);
  return order.map((what, index) => {
    if (index < failedAt) return passed(what);
    return index === failedAt
      ? { state: 'failed', ...fault }
      : { what, state: 'unknown', detail: notKnown, nextStep: null };
  });
}

const passed = (what: Aspect): RegistrationCheck => ({
  what,
  state: 'passed',
  detail: passedDetails[what],
  nextStep: null,
});

const unknown = (what: Aspect, number: string | null): RegistrationCheck => ({
  what,
  state: 'unknown',
  detail:
    number === null ? 'The sign-in service answered something else.' : `The sign-in service answered AADSTS${number}.`,
  nextStep: 'Try to sign in: the sign-in itself says more.',
});
