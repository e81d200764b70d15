import type { Person } from '#emulator/state';
import { faultBody, SignInFault } from './aadsts-faults.ts';
import {
  activePerson,
  displayNameOf,
  type EntraContext,
  type EntraTenant,
  isMember,
  personByName,
} from './entra-context.ts';
import { dropExpired, newSecretText, type SignInFlow } from './grant-store.ts';
import { consentingRoles } from './graph-permissions.ts';
import type { Incoming } from './incoming.ts';
import {
  accountPage,
  approvalPage,
  consentPage,
  errorPage,
  messagePage,
  type PageError,
  responsePage,
} from './pages.ts';
import { clientInfoOf } from './token-issuer.ts';

const flowLifetimeMs = 15 * 60_000;
const codeLifetimeMs = 10 * 60_000;

/** Takes what a sign-in is about; remembers it for 15 minutes and gives it with an id that nobody can guess. */
export function beginFlow(
  context: EntraContext,
  about: Omit<SignInFlow, 'id' | 'personId' | 'needsApproval' | 'expiresAt'>,
): SignInFlow {
  const now = context.options.clock.now();
  dropExpired(context.grants.flows, now);
  const flow = { ...about, id: newSecretText(), personId: null, needsApproval: false, expiresAt: now + flowLifetimeMs };
  context.grants.flows.set(flow.id, flow);
  return flow;
}

/** Takes a fault; gives it as a page shows it. */
export const pageError = (fault: SignInFault): PageError => ({ code: `AADSTS${fault.aadsts}`, text: fault.message });

/** Gives the page that asks who signs in, with the people of this browser session. */
export function askForAccount(
  context: EntraContext,
  flow: SignInFlow,
  options: { readonly incoming: Incoming; readonly loginHint: string; readonly fault?: SignInFault },
): Response {
  const signedIn = peopleOfSession(context, options.incoming).map((person) => ({
    username: person.userPrincipalName,
    displayName: displayNameOf(person),
  }));
  return accountPage({
    flowId: flow.id,
    clientName: flow.client.displayName,
    loginHint: options.loginHint,
    signedIn,
    error: options.fault === undefined ? null : pageError(options.fault),
    ...(options.fault === undefined ? {} : { status: 400 }),
  });
}

/** People who are signed in in the browser that sent the request and still may be. */
export function peopleOfSession(context: EntraContext, incoming: Incoming): readonly Person[] {
  const ids = incoming.sessionId === null ? undefined : context.grants.sessions.get(incoming.sessionId);
  return [...(ids ?? [])].map((id) => activePerson(context, id)).filter((person) => person !== null);
}

/** Answers the account page: signs the person in in this browser, then goes on to consent or to the answer. */
export function handleLogin(context: EntraContext, incoming: Incoming): Response {
  const flow = liveFlow(context, incoming);
  if (flow === null) return expiredPage();
  const username = incoming.form.get('username') ?? '';
  const person = personByName(context, username);
  if (person === null) return askAgain(context, flow, { incoming, username, fault: new SignInFault(50034) });
  if (!person.accountEnabled) return askAgain(context, flow, { incoming, username, fault: new SignInFault(50057) });
  if (flow.tenant !== null && !isMember(context, person, flow.tenant)) {
    const fault = new SignInFault(50020, { detail: `The tenant is '${flow.tenant.tenantName}'.` });
    return askAgain(context, flow, { incoming, username, fault });
  }
  const sessionId = incoming.sessionId ?? newSecretText();
  const session = context.grants.sessions.get(sessionId) ?? new Set();
  context.grants.sessions.set(sessionId, session.add(person.id));
  const cookie = `ESTSDEMO=${sessionId}; Path=/; HttpOnly; SameSite=Lax`;
  return afterAccount(context, flow, { person, headers: { 'set-cookie': cookie } });
}

function askAgain(
  context: EntraContext,
  flow: SignInFlow,
  { incoming, username, fault }: { incoming: Incoming; username: string; fault: SignInFault },
): Response {
  return askForAccount(context, flow, { incoming, loginHint: username, fault });
}

/** Goes on with a known person: the consent page, the page for people who cannot consent, or the answer. */
export function afterAccount(
  context: EntraContext,
  flow: SignInFlow,
  { person, headers = {} }: { readonly person: Person; readonly headers?: Readonly<Record<string, string>> },
): Response {
  flow.personId = person.id;
  const tenant = tenantOfFlow(context, flow);
  const isForOrganization = flow.purpose.kind === 'adminConsent';
  const missing = missingScopes(context, flow, person);
  if (!isForOrganization && missing.length === 0 && flow.prompt !== 'consent')
    return finish(context, flow, { person, headers });
  const consentsForAll = mayConsentForAll(context, tenant, person);
  const needsAdmin = isForOrganization || missing.some((scope) => context.settings.adminConsentScopes.has(scope));
  flow.needsApproval = needsAdmin && !consentsForAll;
  if (flow.needsApproval) return approvalPage({ flowId: flow.id, client: flow.client, scopes: flow.scopes, headers });
  return consentPage({
    flowId: flow.id,
    client: flow.client,
    username: person.userPrincipalName,
    tenant,
    scopes: flow.scopes,
    forOrganization: isForOrganization ? 'always' : consentsForAll ? 'offered' : 'no',
    headers,
  });
}

/** Scopes of the flow that the person would have to consent to. */
export function missingScopes(context: EntraContext, flow: SignInFlow, person: Person): readonly string[] {
  const subject = {
    tenantId: tenantOfFlow(context, flow).tenantId,
    clientId: flow.client.clientId,
    personId: person.id,
  };
  return context.grants.missingConsent(subject, [...flow.scopes.graph, ...flow.scopes.openId]);
}

// Roles of the demo tenant mean nothing in a tenant where the person is a guest.
const mayConsentForAll = (context: EntraContext, tenant: EntraTenant, person: Person): boolean =>
  tenant.tenantId === context.options.state.tenantId &&
  person.roles.some(({ displayName }) => consentingRoles.has(displayName));

/** Answers the consent page: remembers the consent, or hands the refusal to the application. */
export function handleConsent(context: EntraContext, incoming: Incoming): Response {
  const flow = liveFlow(context, incoming);
  const person = flow?.personId == null ? null : activePerson(context, flow.personId);
  if (flow === null || person === null) return expiredPage();
  if (incoming.form.get('decision') !== 'accept' || flow.needsApproval) {
    const isAdminConsent = flow.purpose.kind === 'adminConsent';
    const number = flow.needsApproval ? (isAdminConsent ? 90093 : 90094) : 65004;
    return refuse(context, flow, new SignInFault(number));
  }
  // The rights are asked for again here, so that a forged box cannot consent for everybody.
  const tenant = tenantOfFlow(context, flow);
  const wantsAll = flow.purpose.kind === 'adminConsent' || incoming.form.get('forOrganization') === 'true';
  context.grants.consent(
    {
      tenantId: tenant.tenantId,
      clientId: flow.client.clientId,
      personId: wantsAll && mayConsentForAll(context, tenant, person) ? null : person.id,
    },
    [...flow.scopes.graph, ...flow.scopes.openId],
  );
  return finish(context, flow, { person, headers: {} });
}

function finish(
  context: EntraContext,
  flow: SignInFlow,
  { person, headers }: { readonly person: Person; readonly headers: Readonly<Record<string, string>> },
): Response {
  const { purpose } = flow;
  const tenant = tenantOfFlow(context, flow);
  context.grants.flows.delete(flow.id);
  const required = context.grants.requiredPolicies.get(person.id);
  if (required !== undefined && flow.claims.policyIds.includes(required))
    context.grants.requiredPolicies.delete(person.id);
  if (purpose.kind === 'device') {
    const device = context.grants.devices.get(purpose.deviceCode);
    if (device?.outcome === 'pending') device.outcome = { personId: person.id, tenant };
    const text = `You have signed in to ${flow.client.displayName} on your device. You may now close this window.`;
    return messagePage({ title: 'Signed in', text, outcome: 'deviceApproved', headers });
  }
  if (purpose.kind === 'adminConsent') {
    return redirectBack(purpose, {
      admin_consent: 'True',
      tenant: tenant.tenantId,
      scope: flow.scopes.asked.join(' '),
    });
  }
  const code = `1.${newSecretText()}`;
  const { redirectUri, challenge, nonce } = purpose;
  const expiresAt = context.options.clock.now() + codeLifetimeMs;
  dropExpired(context.grants.codes, context.options.clock.now());
  const grant = {
    personId: person.id,
    tenant,
    clientId: flow.client.clientId,
    redirectUri,
    challenge,
    nonce,
    expiresAt,
  };
  context.grants.codes.set(code, { ...grant, redeemed: false });
  const clientInfo = purpose.wantsClientInfo ? { client_info: clientInfoOf(context, person) } : {};
  return respond(purpose, { code, ...clientInfo, session_state: context.options.newId() }, headers);
}

/** Takes a fault that ended a flow; gives it to the application the way its purpose says. */
export function refuse(context: EntraContext, flow: SignInFlow, fault: SignInFault): Response {
  const { purpose } = flow;
  context.grants.flows.delete(flow.id);
  const { error, error_description } = faultBody(context, fault, null);
  const fields = { error: String(error), error_description: String(error_description) };
  if (purpose.kind === 'adminConsent') return redirectBack(purpose, fields);
  if (purpose.kind === 'authorize') {
    return respond(purpose, fault.aadsts === 65004 ? { ...fields, error_subcode: 'cancel' } : fields);
  }
  const device = context.grants.devices.get(purpose.deviceCode);
  if (device !== undefined) device.outcome = 'declined';
  return messagePage({ title: 'Not signed in', text: 'You may close this window.', outcome: 'deviceDeclined' });
}

interface Returning {
  readonly redirectUri: string;
  readonly state: string | null;
}

function respond(
  to: Returning,
  fields: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return responsePage(to.redirectUri, to.state === null ? fields : { ...fields, state: to.state }, headers);
}

function redirectBack(to: Returning, fields: Readonly<Record<string, string>>): Response {
  const location = new URL(to.redirectUri);
  for (const [name, value] of Object.entries(fields)) location.searchParams.set(name, value);
  if (to.state !== null) location.searchParams.set('state', to.state);
  return new Response(null, { status: 302, headers: { location: location.href, 'cache-control': 'no-store' } });
}

/** The tenant that a flow is about: the one of its path, else the person's home tenant. */
export function tenantOfFlow(context: EntraContext, flow: SignInFlow): EntraTenant {
  if (flow.tenant !== null) return flow.tenant;
  const { tenantId, tenantName, domain } = context.options.state;
  return { tenantId, tenantName, domain };
}

function liveFlow(context: EntraContext, incoming: Incoming): SignInFlow | null {
  const flow = context.grants.flows.get(incoming.form.get('flow') ?? '');
  return flow !== undefined && context.options.clock.now() < flow.expiresAt ? flow : null;
}

const expiredPage = (): Response =>
  errorPage({ code: 'AADSTS9002313', text: 'This sign-in page has expired. Begin again in the application.' });
