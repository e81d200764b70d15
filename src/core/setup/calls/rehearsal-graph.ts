import { z } from 'zod';
import type { Graph, GraphReply, GraphRequest } from '#core/graph/graph';
import { isWrite } from '#core/graph/graph-call';
import { CoreError } from '#core/rpc/errors';
import type { Cloud } from '#shared/model/session';
import { answerRehearsed } from './rehearsal-routes.ts';
import type { RehearsalTenant } from './rehearsal-tenant.ts';
import type { Capture } from './stand-ins.ts';

/** One request as it would be sent, with stand-ins for what is not there yet. */
export interface RecordedRequest {
  readonly request: GraphRequest;
  readonly write: boolean;
  /** Sent together with others, at most 20 in one. */
  readonly batched: boolean;
  readonly captures: readonly Capture[];
}

const Listed = z.looseObject({ value: z.array(z.unknown()) });

/** Takes what stands on the application; gives a Graph that sends nothing, answers from it, and the requests that it was handed. */
export function createRehearsalGraph(
  tenant: RehearsalTenant,
  cloud: Cloud,
): { readonly graph: Graph; readonly recorded: readonly RecordedRequest[] } {
  const recorded: RecordedRequest[] = [];
  const answer = (request: GraphRequest, batched: boolean): GraphReply => {
    const index = recorded.push({ request, write: isWrite(request), batched, captures: [] }) - 1;
    const { body, captures = [] } = answerRehearsed(tenant, request);
    recorded[index] = { request, write: isWrite(request), batched, captures };
    return { status: body === null ? 204 : 200, body, headers: {}, requestId: undefined };
  };
  const graph: Graph = {
    cloud,
    request: async (request) => answer(request, false),
    async *pages(request) {
      yield Listed.parse(answer(request, false).body).value;
    },
    batch: async (requests) =>
      requests.map((request) => {
        try {
          return { ok: true, reply: answer(request, true) };
        } catch (cause) {
          if (cause instanceof CoreError) return { ok: false, error: cause };
          throw cause;
        }
      }),
    counted: () => ({ graph, counts: () => ({ requests: 0, writes: 0 }) }),
  };
  return { graph, recorded };
}
