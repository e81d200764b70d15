import { z } from 'zod';
import type { Graph, GraphReply, GraphRequest } from '#core/graph/graph';
import { CoreError } from '#core/rpc/errors';

/** What every call of a typed Graph function may carry. */
export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
}

/** Milliseconds during which an object that was just created may still be invisible; see `GraphRequest`. */
export interface TolerantCallOptions extends CallOptions {
  readonly replicationToleranceMs?: number | undefined;
}

/** Names a service principal by its object id. */
export interface ServicePrincipalOptions extends CallOptions {
  readonly servicePrincipalId: string;
}

/** Names a synchronization job. */
export interface JobOptions extends ServicePrincipalOptions {
  readonly jobId: string;
}

/** What a call without a result gives. */
export interface Acknowledged {
  readonly requestId: string | undefined;
}

/**
 * Takes a schema, a part of a reply and the request id; gives the parsed part, unknown members kept.
 * Raises `graph_error` (reason unreadableAnswer) naming the first member that is not as documented.
 */
export function readAs<S extends z.ZodType>(
  schema: S,
  value: unknown,
  source: { readonly what: string; readonly requestId: string | undefined },
): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const place = issue === undefined || issue.path.length === 0 ? '' : ` at ${issue.path.map(String).join('.')}`;
  throw new CoreError(
    'graph_error',
    `Microsoft Graph answered ${source.what} in a form that is not documented${place}.`,
    {
      reason: 'unreadableAnswer',
      nextStep: 'Try again; if it stays, report it with the request id.',
      requestId: source.requestId,
    },
  );
}

/** Takes the Graph, a request, a schema of the reply's body and its name in words; gives the parsed body. Raises what both raise. */
export async function readOne<S extends z.ZodType>(
  graph: Graph,
  request: GraphRequest,
  expected: { readonly schema: S; readonly what: string },
): Promise<z.output<S>> {
  const reply = await graph.request(request);
  return readAs(expected.schema, reply.body, { what: expected.what, requestId: reply.requestId });
}

/** Takes the Graph, a request for a collection, a schema of one item and its name in words; gives all items of all pages. */
export async function readAll<S extends z.ZodType>(
  graph: Graph,
  request: GraphRequest,
  expected: { readonly schema: S; readonly what: string },
): Promise<z.output<S>[]> {
  const items: z.output<S>[] = [];
  const schema = z.array(expected.schema);
  for await (const page of graph.pages(request)) {
    items.push(...readAs(schema, page, { what: expected.what, requestId: undefined }));
  }
  return items;
}

/** Takes a reply; gives what a call without a result gives. */
export const acknowledged = (reply: GraphReply): Acknowledged => ({ requestId: reply.requestId });

/** Takes a read; gives null where the service says that there is no such object. Raises every other fault. */
export async function orNullWhenMissing<T>(read: Promise<T>): Promise<T | null> {
  try {
    return await read;
  } catch (cause) {
    if (cause instanceof CoreError && cause.code === 'not_found') return null;
    throw cause;
  }
}
