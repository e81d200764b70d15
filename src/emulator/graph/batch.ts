import { z } from 'zod';
import { GraphFault } from './graph-fault.ts';
import type { GraphReply } from './graph-tenant.ts';

const BatchItem = z.looseObject({
  id: z.string().min(1),
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
  url: z.string().regex(/^\//, 'must be relative and begin with /'),
  headers: z.record(z.string(), z.string()).nullish(),
  body: z.unknown().optional(),
  dependsOn: z.array(z.string()).nullish(),
});
type BatchItem = z.infer<typeof BatchItem>;

const maximumItems = 20;

/** Answers one request of a batch; never raises. */
export type BatchItemHandler = (item: {
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  readonly body: unknown;
}) => Promise<GraphReply>;

/**
 * Answers `$batch`: up to 20 requests, each with its own outcome; one that depends on a failed one is 424. The answers
 * come in another order than the requests, as they may. Raises a GraphFault 400 for a body that is no batch.
 * Source: learn.microsoft.com/graph/json-batching
 */
export async function answerBatch(body: unknown, handle: BatchItemHandler): Promise<GraphReply> {
  const items = readItems(body);
  const replies = new Map<string, GraphReply>();
  let open = [...items];
  while (open.length > 0) {
    const ready = open.filter((item) => (item.dependsOn ?? []).every((id) => replies.has(id)));
    if (ready.length === 0) throw invalidBatch('The dependencies of the batch form a circle.');
    const answered = await Promise.all(ready.map((item) => answerItem(item, replies, handle)));
    for (const [index, item] of ready.entries()) {
      const reply = answered[index];
      if (reply !== undefined) replies.set(item.id, reply);
    }
    open = open.filter((item) => !replies.has(item.id));
  }
  const responses = items.toReversed().map(({ id }) => responseOf(id, replies.get(id)));
  return { status: 200, body: { responses } };
}

function readItems(body: unknown): readonly BatchItem[] {
  const requests = z.looseObject({ requests: z.array(z.unknown()).min(1) }).safeParse(body);
  if (!requests.success) throw invalidBatch("The batch needs a list 'requests' with at least one request.");
  if (requests.data.requests.length > maximumItems) {
    throw invalidBatch(`Number of batch request steps exceeds the maximum value of ${maximumItems}.`);
  }
  const items = requests.data.requests.map((request, index) => {
    const parsed = BatchItem.safeParse(request);
    if (parsed.success) return parsed.data;
    const issue = parsed.error.issues[0];
    throw invalidBatch(`Request ${index + 1} of the batch: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`);
  });
  const ids = new Set(items.map(({ id }) => id));
  if (ids.size !== items.length) throw invalidBatch('The ids of the requests must be unique.');
  const unknown = items.flatMap(({ dependsOn }) => dependsOn ?? []).find((id) => !ids.has(id));
  if (unknown !== undefined) throw invalidBatch(`A request depends on '${unknown}', which is not in the batch.`);
  return items;
}

async function answerItem(
  item: BatchItem,
  replies: ReadonlyMap<string, GraphReply>,
  handle: BatchItemHandler,
): Promise<GraphReply> {
  if ((item.dependsOn ?? []).some((id) => (replies.get(id)?.status ?? 500) >= 400)) {
    return failed(424, 'FailedDependency', 'A request on which this one depends has failed.');
  }
  const headers = headersOf(item);
  if (headers === null) return failed(400, 'BadRequest', 'A header of the request is not valid.');
  if (item.body !== undefined && !/json/i.test(headers.get('Content-Type') ?? '')) {
    return failed(400, 'BadRequest', 'A request with a body needs the header Content-Type.');
  }
  return handle({ method: item.method, url: item.url, headers, body: item.body });
}

function headersOf({ headers }: BatchItem): Headers | null {
  try {
    return new Headers(headers ?? {});
  } catch (cause) {
    if (cause instanceof TypeError) return null;
    throw cause;
  }
}

function failed(status: number, code: string, message: string): GraphReply {
  return { status, body: { error: { code, message } } };
}

function responseOf(id: string, reply: GraphReply | undefined): Record<string, unknown> {
  const { status = 500, headers = {}, body } = reply ?? {};
  const withType = body === undefined ? {} : { 'Content-Type': 'application/json' };
  return {
    id,
    status,
    headers: { 'Cache-Control': 'no-cache', ...withType, ...headers },
    ...(body === undefined ? {} : { body }),
  };
}

function invalidBatch(message: string): GraphFault {
  return new GraphFault(400, 'BadRequest', { message });
}
