import { z } from 'zod';
import { CoreError, type ErrorDetails } from '#core/rpc/errors';
import type { ErrorCode } from '#shared/contract/result';
import { type Answer, contentOf } from './answer.ts';
import type { GraphRequest } from './graph.ts';
import { rolesFor } from './permissions.ts';
import { retryAfterMs } from './retry-after.ts';
import { withoutSecrets } from './secret-keys.ts';
import { withoutAuthorization } from './service-text.ts';

/** What the service itself said: HTTP status, its error codes from the outermost to the innermost, its text. */
export interface ServiceFault {
  readonly status: number;
  readonly codes: readonly string[];
  readonly message: string;
}

/** An error answer of Graph as a {@link CoreError}; `service` stays inside core. */
export class GraphCallError extends CoreError {
  readonly service: ServiceFault;

  constructor(
    described: { readonly code: ErrorCode; readonly message: string; readonly details: ErrorDetails },
    service: ServiceFault,
  ) {
    super(described.code, described.message, described.details);
    this.service = service;
  }
}

const deepestNesting = 10;
const longestMessage = 600;

const ErrorNode = z.looseObject({
  code: z.string().nullish(),
  message: z.string().nullish(),
  'request-id': z.string().nullish(),
  'client-request-id': z.string().nullish(),
  innerError: z.unknown().optional(),
  innererror: z.unknown().optional(),
});
type ErrorNode = z.infer<typeof ErrorNode>;

const ErrorBody = z.looseObject({ error: ErrorNode });

function nodesOf(body: unknown): readonly ErrorNode[] {
  const parsed = ErrorBody.safeParse(body);
  if (!parsed.success) return [];
  const nodes: ErrorNode[] = [];
  let node: ErrorNode | undefined = parsed.data.error;
  while (node !== undefined && nodes.length < deepestNesting) {
    nodes.push(node);
    const inner = ErrorNode.safeParse(node.innerError ?? node.innererror);
    node = inner.success ? inner.data : undefined;
  }
  return nodes;
}

const filled = (text: string | null | undefined): text is string => typeof text === 'string' && text.trim() !== '';

const firstFilled = (texts: readonly (string | null | undefined)[]): string | undefined => texts.find(filled);

const onOneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim().slice(0, longestMessage);

/** Takes an error answer and the secrets of its request; gives what the service said, without them, and Graph's ids. */
export function serviceFaultOf(
  answer: Answer,
  secrets: readonly string[],
): ServiceFault & { readonly requestId: string | undefined; readonly clientRequestId: string | undefined } {
  const content = contentOf(answer);
  const nodes = content.kind === 'json' ? nodesOf(content.value) : [];
  const message = firstFilled(nodes.map((node) => node.message)) ?? '';
  return {
    status: answer.status,
    codes: nodes.map((node) => node.code).filter(filled),
    message: onOneLine(withoutAuthorization(withoutSecrets(message, secrets))),
    requestId: firstFilled([answer.headers['request-id'], ...nodes.map((node) => node['request-id'])]),
    clientRequestId: firstFilled([
      answer.headers['client-request-id'],
      ...nodes.map((node) => node['client-request-id']),
    ]),
  };
}

const lastingCodes: ReadonlySet<string> = new Set([
  'insufficient_claims',
  'Authentication_RequestFromNonPremiumTenantOrB2CTenant',
]);

/** Takes an answer; says whether its refusal will stay however long one waits. */
export const isLasting = (answer: Answer): boolean =>
  serviceFaultOf(answer, []).codes.some((code) => lastingCodes.has(code));

interface Verdict {
  readonly code: ErrorCode;
  readonly reason?: string;
  readonly sentence: string;
  readonly nextStep: string;
}

const signInVerdict = (reason: string): Verdict => ({
  code: 'unauthenticated',
  reason,
  sentence: 'Microsoft Graph did not accept the sign-in.',
  nextStep: 'Sign in again.',
});

const roleVerdict = (request: GraphRequest): Verdict => ({
  code: 'role_missing',
  sentence: 'You have no right to do this in the tenant.',
  nextStep:
    `Ask for the Entra role ${rolesFor(request.path)}; the permission ${request.scopes.join(', ')} must be consented to as well. ` +
    'After a role was activated, refresh the session.',
});

const byServiceCode: Readonly<Record<string, (request: GraphRequest) => Verdict>> = {
  insufficient_claims: () => signInVerdict('claimsChallenge'),
  Authorization_RequestDenied: roleVerdict,
  Authentication_RequestFromNonPremiumTenantOrB2CTenant: () => ({
    code: 'license_required',
    sentence: 'This tenant has no Microsoft Entra ID P1 or P2 licence, which the provisioning log needs.',
    nextStep: 'Get a premium licence for the tenant, or look at the status of the job instead.',
  }),
};

const byStatus: Readonly<Record<number, Verdict>> = {
  401: signInVerdict('tokenRefused'),
  403: {
    code: 'forbidden',
    sentence: 'Microsoft Graph refused this.',
    nextStep: 'Read the reason of the service; a policy of the tenant may forbid it.',
  },
  404: {
    code: 'not_found',
    sentence: 'Microsoft Graph does not know this object.',
    nextStep: 'Check that it was not deleted; a new object may need a few minutes to become visible.',
  },
  409: {
    code: 'conflict',
    sentence: 'Microsoft Graph refused this because it conflicts with what is there.',
    nextStep: 'Read the current state and try again.',
  },
  429: {
    code: 'throttled',
    sentence: 'Microsoft Graph asks to be called less often.',
    nextStep: 'Wait and try again.',
  },
  501: {
    code: 'unsupported_in_cloud',
    sentence: 'Microsoft Graph does not offer this in this cloud.',
    nextStep: 'Do this step in the admin center.',
  },
};

const statusAliases: Readonly<Record<number, number>> = { 410: 404, 412: 409, 423: 409 };

const refusedVerdict: Verdict = {
  code: 'graph_error',
  reason: 'requestRefused',
  sentence: 'Microsoft Graph refused the request.',
  nextStep: 'Read the reason of the service and mend what it names.',
};

const serviceVerdict: Verdict = {
  code: 'graph_error',
  reason: 'serviceFault',
  sentence: 'Microsoft Graph met a fault of its own.',
  nextStep: 'Try again in a few minutes; what was done already is found again.',
};

function verdictOf(fault: ServiceFault, request: GraphRequest): Verdict {
  if (fault.status === 401 || fault.status === 403) {
    const known = fault.codes.find((code) => Object.hasOwn(byServiceCode, code));
    const verdict = known === undefined ? undefined : byServiceCode[known]?.(request);
    if (verdict !== undefined) return verdict;
  }
  const listed = byStatus[statusAliases[fault.status] ?? fault.status];
  return listed ?? (fault.status >= 500 ? serviceVerdict : refusedVerdict);
}

const described = (fault: ServiceFault): string => {
  const code = fault.codes[0] === undefined ? '' : ` ${fault.codes[0]}`;
  const text = fault.message === '' ? '' : `: ${fault.message}`;
  return `${fault.status}${code}${text}`;
};

/**
 * Takes an error answer, its request and the ids of the call; gives the error with its code of the closed list.
 * `ambiguous` marks a create that may have happened: its reason becomes `ambiguousCreate`.
 * Source: learn.microsoft.com/graph/errors
 */
export function graphErrorOf(
  answer: Answer,
  request: GraphRequest,
  call: { readonly clientRequestId: string; readonly now: number; readonly ambiguous: boolean },
): GraphCallError {
  const { requestId, clientRequestId, ...fault } = serviceFaultOf(answer, request.secretValues ?? []);
  const verdict = verdictOf(fault, request);
  const details: ErrorDetails = {
    reason: call.ambiguous ? 'ambiguousCreate' : verdict.reason,
    nextStep: call.ambiguous ? ambiguousNextStep : verdict.nextStep,
    requestId,
    clientRequestId: clientRequestId ?? call.clientRequestId,
    retryAfterMs: retryAfterMs(answer.headers, call.now),
  };
  const message = `${verdict.sentence} (${request.method} ${request.path} answered ${described(fault)})`;
  return new GraphCallError({ code: verdict.code, message, details }, fault);
}

const ambiguousNextStep = 'The object may have been created: look it up before creating it again.';

/** Takes an error of the way to Graph; gives the same for a create whose answer was lost. */
export const asAmbiguousCreate = (error: CoreError): CoreError =>
  new CoreError(error.code, error.message, {
    ...error.details,
    reason: 'ambiguousCreate',
    nextStep: ambiguousNextStep,
  });

/** Takes the ids of a call; gives the error for a web page that answered in Graph's place. */
export const captivePortal = (call: { readonly host: string; readonly clientRequestId: string }): CoreError =>
  new CoreError(
    'offline',
    `A web page answered in the place of ${call.host}: something stands between this machine and Microsoft Graph.`,
    {
      reason: 'captivePortal',
      nextStep: 'Open a browser and sign in to the network, or ask who runs the proxy to let this host through.',
      clientRequestId: call.clientRequestId,
    },
  );

/** Takes the ids of a call; gives the error for a 2xx answer that is not JSON. */
export const unreadableAnswer = (call: {
  readonly requestId: string | undefined;
  readonly clientRequestId: string;
}): CoreError =>
  new CoreError('graph_error', 'Microsoft Graph answered with something that is not JSON.', {
    reason: 'unreadableAnswer',
    nextStep: 'Try again; if it stays, report it with the request id.',
    requestId: call.requestId,
    clientRequestId: call.clientRequestId,
  });
