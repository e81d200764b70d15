import type { EntraContext } from './entra-context.ts';

interface FaultText {
  readonly error: string;
  readonly suberror?: string;
  readonly text: string;
}

/**
 * Faults that the sign-in service reports, by AADSTS number.
 * Source: learn.microsoft.com/entra/identity-platform/reference-error-codes; the suberrors are those that MSAL knows.
 */
const faultTexts = {
  16000: { error: 'interaction_required', text: 'Select an account to sign in with.' },
  50011: {
    error: 'invalid_request',
    text: 'The redirect URI does not match the redirect URIs configured for the application.',
  },
  50020: {
    error: 'invalid_grant',
    text: 'The user account does not exist in the tenant and must be added as an external user first.',
  },
  50034: { error: 'invalid_grant', text: 'The user account does not exist in the directory.' },
  50049: { error: 'invalid_instance', text: 'Unknown or invalid instance.' },
  50057: { error: 'invalid_grant', text: 'The user account is disabled.' },
  50058: { error: 'login_required', text: 'A silent sign-in request was sent but no user is signed in.' },
  50076: {
    error: 'interaction_required',
    suberror: 'basic_action',
    text: 'Due to a configuration change made by your administrator, you must use multi-factor authentication.',
  },
  50173: {
    error: 'invalid_grant',
    suberror: 'bad_token',
    text: 'The provided grant has expired due to it being revoked.',
  },
  54005: { error: 'invalid_grant', text: 'The authorization code was already redeemed.' },
  65001: {
    error: 'invalid_grant',
    suberror: 'consent_required',
    text: 'The user or administrator has not consented to use the application.',
  },
  65004: { error: 'access_denied', text: 'User declined to consent to access the app.' },
  70000: { error: 'invalid_grant', text: 'The provided grant is invalid: it was issued to another application.' },
  70003: { error: 'unsupported_grant_type', text: 'The app returned an unsupported grant type.' },
  70007: {
    error: 'unsupported_response_type',
    text: 'The response type or response mode is not supported for this application.',
  },
  70008: { error: 'invalid_grant', text: 'The provided authorization code or refresh token has expired.' },
  70011: { error: 'invalid_scope', text: 'The provided value for the input parameter "scope" is not valid.' },
  70016: {
    error: 'authorization_pending',
    text: 'OAuth 2.0 device flow error. Authorization is pending. Continue polling.',
  },
  70017: { error: 'authorization_declined', text: 'The user denied the request of the device.' },
  70018: { error: 'bad_verification_code', text: 'Invalid verification code. The device code is not known.' },
  70019: { error: 'expired_token', text: 'The verification code expired.' },
  90002: { error: 'invalid_request', text: 'The tenant was not found.' },
  90033: { error: 'temporarily_unavailable', text: 'A transient error has occurred. Please try again.' },
  90055: { error: 'temporarily_unavailable', text: 'There are too many incoming requests.' },
  90093: { error: 'access_denied', text: 'The signed-in user cannot grant consent for the organization.' },
  90094: { error: 'access_denied', text: 'The grant requires admin permission.' },
  501481: {
    error: 'invalid_grant',
    text: 'The Code_Verifier does not match the code_challenge supplied in the authorization request.',
  },
  650053: { error: 'invalid_client', text: 'The application asked for a scope that does not exist on the resource.' },
  700005: { error: 'invalid_grant', text: 'The provided authorization code is intended for another tenant.' },
  700016: { error: 'unauthorized_client', text: 'The application was not found in the directory.' },
  700082: {
    error: 'invalid_grant',
    suberror: 'bad_token',
    text: 'The refresh token has expired due to inactivity, or is not known.',
  },
  900144: { error: 'invalid_request', text: 'The request body must contain a required parameter.' },
  9002313: { error: 'invalid_request', text: 'Invalid request. Request is malformed or invalid.' },
} as const satisfies Record<number, FaultText>;

/** An AADSTS number that this service can report. */
export type AadstsNumber = keyof typeof faultTexts;

/** Raised inside a route; becomes an error body, an error page or an error in the form post. */
export class SignInFault extends Error {
  readonly aadsts: AadstsNumber;
  readonly claims: string | null;

  constructor(aadsts: AadstsNumber, options: { readonly detail?: string; readonly claims?: string } = {}) {
    const { text } = faultTexts[aadsts];
    super(options.detail === undefined ? text : `${text} ${options.detail}`);
    this.name = 'SignInFault';
    this.aadsts = aadsts;
    this.claims = options.claims ?? null;
  }
}

/**
 * Takes a fault and the client's correlation id; gives the JSON body of the token endpoint: error, error_description,
 * error_codes, timestamp, trace_id, correlation_id and, where there is one, suberror and claims.
 */
export function faultBody(
  context: EntraContext,
  fault: SignInFault,
  correlationId: string | null,
): Record<string, unknown> {
  const { error, ...more }: FaultText = faultTexts[fault.aadsts];
  const timestamp = `${new Date(context.options.clock.now()).toISOString().slice(0, 19).replace('T', ' ')}Z`;
  const traceId = context.options.newId();
  const correlation = correlationId ?? context.options.newId();
  return {
    error,
    error_description: `AADSTS${fault.aadsts}: ${fault.message} Trace ID: ${traceId} Correlation ID: ${correlation} Timestamp: ${timestamp}`,
    error_codes: [fault.aadsts],
    timestamp,
    trace_id: traceId,
    correlation_id: correlation,
    ...(more.suberror === undefined ? {} : { suberror: more.suberror }),
    ...(fault.claims === null ? {} : { claims: fault.claims }),
  };
}
