import type { Context, MiddlewareOptions } from '@microsoft/microsoft-graph-client';
import { CoreError } from '#core/rpc/errors';
import type { Answer } from './answer.ts';
import type { GraphRequest } from './graph.ts';
import type { Repeatability } from './retry-policy.ts';

/** Counts what is sent: one HTTP request with so many changes in it. */
export type CountSent = (sent: { readonly writes: number }) => void;

const readingActions = /\/(validateCredentials|parseExpression|discover|getByIds|checkMemberGroups|\$batch)$/;

/** Takes a request; says whether it changes something in the tenant or the target. */
export const isWrite = (request: { readonly method: string; readonly path: string }): boolean =>
  request.method !== 'GET' && !readingActions.test(request.path);

const repeatableMethods: ReadonlySet<string> = new Set(['GET', 'PUT', 'DELETE']);

/** Takes a request; says how often it may be sent. */
export const repeatabilityOf = (request: GraphRequest): Repeatability =>
  repeatableMethods.has(request.method) && request.create !== true ? 'idempotent' : 'once';

interface GraphCallFacts {
  readonly request: GraphRequest;
  readonly clientRequestId: string;
  readonly repeatability: Repeatability;
  readonly writes: number;
  readonly countSent: CountSent;
  /** The whole URL, for a page's link that has to be followed as it is. */
  readonly exactUrl?: string | undefined;
}

/**
 * One call on its way through the middleware. The Graph client wraps what a handler throws and reads bodies in ways of its own,
 * so both the failure and the answer travel here beside its context.
 */
export class GraphCall implements MiddlewareOptions {
  readonly facts: GraphCallFacts;
  answer: Answer | undefined;
  failure: unknown;
  /** True from the moment the current attempt was handed to the network until its answer showed that it was turned away. */
  attemptSent = false;
  /** True when the answer leaves open whether the service acted. */
  ambiguous = false;

  constructor(facts: GraphCallFacts) {
    this.facts = facts;
  }

  /** The last answer. Raises `internal` when no handler left one. */
  get answered(): Answer {
    if (this.answer === undefined) throw new CoreError('internal', 'A Graph call ended without an answer.');
    return this.answer;
  }
}

/** Takes a middleware context; gives the call that it belongs to. Raises `internal` when there is none. */
export function callOf(context: Context): GraphCall {
  const call = context.middlewareControl?.getMiddlewareOptions(GraphCall);
  if (!(call instanceof GraphCall)) throw new CoreError('internal', 'A Graph request was made outside the transport.');
  return call;
}
