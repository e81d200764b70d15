import type { ErrorCode } from '#shared/contract/result';

/** What a fault of a sign-in means: which faults it covers, and what a person is told. */
export interface SignInRule {
  /** AADSTS numbers. Source: learn.microsoft.com/entra/identity-platform/reference-error-codes */
  readonly numbers?: readonly number[];
  /** Suberrors, OAuth errors and MSAL's own error codes. */
  readonly names?: readonly string[];
  readonly code: ErrorCode;
  readonly reason: string;
  readonly message: string;
  readonly nextStep: string;
}

const signInAgain = 'Sign in again.';
const checkClient = 'Check the application registration, or choose another application (client) id.';

/**
 * Faults by number and name; the first rule that fits is taken, numbers before names. `{scopes}` stands for the
 * permissions that were asked for.
 */
export const signInRules: readonly SignInRule[] = [
  {
    numbers: [90093, 90094, 90095, 90008],
    code: 'consent_required',
    reason: 'adminConsentRequired',
    message: 'Only an administrator can consent to {scopes}.',
    nextStep: 'Send an administrator the link for admin consent, then sign in again.',
  },
  {
    numbers: [65001, 65005],
    names: ['consent_required'],
    code: 'consent_required',
    reason: 'consentMissing',
    message: 'Nobody has consented to {scopes} for this application yet.',
    nextStep: 'Sign in again with these permissions, or send an administrator the link for admin consent.',
  },
  {
    numbers: [65004],
    code: 'consent_required',
    reason: 'consentDeclined',
    message: 'The consent to {scopes} was declined.',
    nextStep: 'Sign in again and accept, or send an administrator the link for admin consent.',
  },
  {
    numbers: [50011],
    code: 'unauthenticated',
    reason: 'redirectUriNotRegistered',
    message: 'The application registration does not allow sign-in on this machine.',
    nextStep:
      'Add the redirect URI http://localhost under "Mobile and desktop applications" of the application registration.',
  },
  {
    numbers: [7000218, 700025],
    names: ['invalid_client_secret'],
    code: 'unauthenticated',
    reason: 'notAPublicClient',
    message: 'The application registration asks for a client secret, so a desktop program cannot use it.',
    nextStep: 'Set "Allow public client flows" to Yes in the application registration.',
  },
  {
    numbers: [700016, 90013],
    names: ['unauthorized_client'],
    code: 'unauthenticated',
    reason: 'applicationNotFound',
    message: 'The tenant does not know the application (client) id.',
    nextStep: checkClient,
  },
  {
    numbers: [650053, 70011, 500011, 650057],
    names: ['invalid_scope', 'invalid_resource'],
    code: 'unauthenticated',
    reason: 'permissionUnknown',
    message: 'This cloud does not know one of {scopes}.',
    nextStep: 'Check that the right cloud is chosen.',
  },
  {
    numbers: [90002, 900023],
    code: 'unauthenticated',
    reason: 'tenantNotFound',
    message: 'The sign-in service does not know the tenant.',
    nextStep: 'Check the tenant id or domain, and that the right cloud is chosen.',
  },
  {
    numbers: [50020, 51004, 50034],
    code: 'unauthenticated',
    reason: 'notAMember',
    message: 'This account does not exist in the tenant.',
    nextStep: 'Choose another account, or have the account invited to the tenant.',
  },
  {
    numbers: [50057],
    code: 'unauthenticated',
    reason: 'accountDisabled',
    message: 'This account is disabled.',
    nextStep: 'Choose another account, or ask an administrator to enable it.',
  },
  {
    numbers: [50105],
    code: 'unauthenticated',
    reason: 'notAssigned',
    message: 'The application requires assignment, and this account is not assigned to it.',
    nextStep: 'Ask an administrator to assign the account to the application that is used for sign-in.',
  },
  {
    numbers: [53000, 53001, 53002, 53003, 53009, 530032],
    code: 'unauthenticated',
    reason: 'blockedByConditionalAccess',
    message: 'A Conditional Access policy of the tenant blocks this sign-in.',
    nextStep: 'Sign in from a device or place that the policy allows, or ask the administrator of the policy.',
  },
  {
    numbers: [50072, 50074, 50076, 50078, 50079, 50125, 50129, 50158, 53004, 16000, 50058, 50097],
    names: [
      'interaction_required',
      'login_required',
      'basic_action',
      'additional_action',
      'ui_not_allowed',
      'interrupted_user',
    ],
    code: 'unauthenticated',
    reason: 'interactionRequired',
    message: 'The tenant asks you to sign in again, for example with a second factor.',
    nextStep: signInAgain,
  },
  {
    numbers: [50173, 70008, 70043, 700081, 700082, 700084, 50133, 54005],
    names: ['bad_token', 'no_tokens_found', 'refresh_token_expired', 'user_password_expired', 'token_refresh_required'],
    code: 'unauthenticated',
    reason: 'signInExpired',
    message: 'The sign-in has expired or was revoked.',
    nextStep: signInAgain,
  },
  {
    names: ['user_cancelled', 'user_canceled', 'device_code_polling_cancelled'],
    code: 'cancelled',
    reason: 'signInCancelled',
    message: 'The sign-in was cancelled.',
    nextStep: signInAgain,
  },
  {
    numbers: [70017],
    names: ['authorization_declined'],
    code: 'unauthenticated',
    reason: 'deviceCodeDeclined',
    message: 'The sign-in with the device code was declined.',
    nextStep: signInAgain,
  },
  {
    numbers: [70018, 70019],
    names: ['expired_token', 'bad_verification_code', 'device_code_expired'],
    code: 'timeout',
    reason: 'deviceCodeExpired',
    message: 'The device code expired before it was used.',
    nextStep: 'Sign in again to get a new code.',
  },
  {
    numbers: [90033, 90023, 50196],
    names: ['temporarily_unavailable', 'server_error', 'service_unavailable'],
    code: 'offline',
    reason: 'signInServiceBusy',
    message: 'The sign-in service cannot answer right now.',
    nextStep: 'Try again in a minute.',
  },
  {
    names: ['access_denied'],
    code: 'unauthenticated',
    reason: 'accessDenied',
    message: 'The sign-in service refused the sign-in.',
    nextStep: signInAgain,
  },
  {
    names: ['invalid_grant', 'invalid_request', 'no_account_found', 'no_account_in_silent_request'],
    code: 'unauthenticated',
    reason: 'signInRefused',
    message: 'The sign-in service does not accept the sign-in any more.',
    nextStep: signInAgain,
  },
  {
    names: [
      'loopback_server_timeout',
      'invalid_loopback_server_address_type',
      'loopback_server_query_response_not_supported',
    ],
    code: 'unauthenticated',
    reason: 'listenerFailed',
    message: 'The answer of the browser did not reach the program on this machine.',
    nextStep: 'Check that a firewall allows connections to 127.0.0.1, or sign in with --device-code.',
  },
];
