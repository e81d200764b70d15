import { CoreError } from '#core/rpc/errors';
import { GraphCallError } from './graph-error.ts';

interface TargetFaultRule {
  readonly code: 'target_unreachable' | 'target_refused';
  readonly reason: string;
  /** Looked for in the service's code and text together: both are the connector's own words and no list of them is published. */
  readonly matches: RegExp;
  readonly sentence: string;
  readonly nextStep: string;
}

/** The first rule that fits decides, so what stops a connection stands before what an answer may say. */
const rules: readonly TargetFaultRule[] = [
  {
    code: 'target_unreachable',
    reason: 'targetDnsFailure',
    matches: /enotfound|name ?resolution|could not be resolved|no such host|getaddrinfo|\bdns\b/i,
    sentence: 'The host of the tenant URL cannot be found.',
    nextStep: 'Check the tenant URL for a slip, and that its host can be reached from the internet.',
  },
  {
    code: 'target_unreachable',
    reason: 'targetTlsFailure',
    matches: /certificate|\btls\b|\bssl\b|self[_ -]signed|trust relationship|secure channel/i,
    sentence: 'The tenant URL has no certificate that the provisioning service trusts.',
    nextStep: 'Ask the vendor for a tenant URL whose certificate is valid and publicly trusted.',
  },
  {
    code: 'target_unreachable',
    reason: 'targetTimeout',
    matches: /timed? ?-?out|deadline/i,
    sentence: 'The tenant URL did not answer in time.',
    nextStep: 'Try again; if it stays, ask the vendor whether the endpoint is up.',
  },
  {
    code: 'target_unreachable',
    reason: 'targetUnreachable',
    matches:
      /econnrefused|econnreset|unreachable|unable to connect|(actively refused|refused the connection)|connection (was )?(refused|reset|closed)/i,
    sentence: 'The tenant URL cannot be reached by the provisioning service.',
    nextStep: 'Check the tenant URL, and that its host accepts connections from the internet.',
  },
  {
    // Not a refusal: what a target says while it is ill says nothing about the credentials.
    code: 'target_unreachable',
    reason: 'targetServerFault',
    matches:
      /(status|code|answered|error|http)\D{0,15}\b50[0-4]\b|internal server error|service unavailable|bad gateway/i,
    sentence: 'The application behind the tenant URL met a fault of its own.',
    nextStep: 'Try again later; if it stays, ask the vendor whether the endpoint is up.',
  },
  {
    code: 'target_refused',
    reason: 'targetUnauthorized',
    matches:
      /\b401\b|\b403\b|unauthori[sz]ed|forbidden|invalid (credential|token)|credentials? (are|is) invalid|access denied|expired/i,
    sentence: 'The target refused the secret token.',
    nextStep: 'Make a new token on the vendor side, check that it belongs to this tenant URL, and enter it again.',
  },
  {
    code: 'target_refused',
    reason: 'targetNotFound',
    matches: /\b404\b|not found/i,
    sentence: 'The tenant URL answered that there is nothing at that address.',
    nextStep: 'Check the path of the tenant URL; a SCIM endpoint answers an empty list, not 404, when nobody matches.',
  },
  {
    code: 'target_refused',
    reason: 'targetNotScim',
    matches:
      /html|could not be parsed|cannot be parsed|incompatible|unexpected (character|token|content)|not (valid )?(json|scim)/i,
    sentence: 'What answers at the tenant URL is not a SCIM endpoint.',
    nextStep: 'Check that the tenant URL is the SCIM address of the vendor and not its web site.',
  },
  {
    code: 'target_refused',
    reason: 'targetWrongFilterResult',
    matches: /multipleentries|several entries|more than one|filter/i,
    sentence: 'The target answered a search with people that were not asked for.',
    nextStep: 'Tell the vendor that its SCIM endpoint must honour filters on the matching attribute.',
  },
];

const otherwise: Omit<TargetFaultRule, 'matches'> = {
  code: 'target_refused',
  reason: 'targetRefused',
  sentence: 'The connection test of the provisioning service failed.',
  nextStep: 'Check the tenant URL and the secret token with the vendor.',
};

/** Answers in which only Graph itself can have spoken: not visible yet, no right, throttled. */
const aboutOurCall: ReadonlySet<string> = new Set(['graph_error', 'conflict']);

/**
 * Takes what a connection test raised; gives it as `target_unreachable` or `target_refused` with the service's own text, or
 * unchanged when it says nothing about the target: no sign-in, no role, throttling, no network here, an unknown key of ours.
 * Source: learn.microsoft.com/graph/api/synchronization-synchronizationjob-validatecredentials (failures are not documented there)
 */
export function asTargetFault(cause: unknown): unknown {
  if (!(cause instanceof GraphCallError) || !aboutOurCall.has(cause.code)) return cause;
  const { status, codes, message } = cause.service;
  if (message === '') return cause;
  const ownBody =
    codes.includes('RequestMissingRequiredParameter') || /Requested value '.*' was not found/i.test(message);
  if (ownBody) return cause;
  const said = `${codes.join(' ')} ${message}`;
  const rule = rules.find((candidate) => candidate.matches.test(said)) ?? (status < 500 ? otherwise : undefined);
  if (rule === undefined) return cause;
  return new CoreError(rule.code, `${rule.sentence} The service says: ${message}`, {
    reason: rule.reason,
    nextStep: rule.nextStep,
    requestId: cause.details.requestId,
    clientRequestId: cause.details.clientRequestId,
  });
}
