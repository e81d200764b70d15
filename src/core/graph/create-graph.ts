import type { Cloud } from '#shared/model/session';
import { type Answer, contentOf } from './answer.ts';
import { createBatch } from './batch.ts';
import type { Graph, GraphCounts, GraphReply, GraphRequest, ObserveReply } from './graph.ts';
import { type CountSent, GraphCall, isWrite, repeatabilityOf } from './graph-call.ts';
import { asAmbiguousCreate, captivePortal, graphErrorOf, unreadableAnswer } from './graph-error.ts';
import { readPages } from './paging.ts';
import { createTransport, type Transport, type TransportPorts } from './transport.ts';

interface Wiring {
  readonly ports: TransportPorts;
  readonly transport: Transport;
  readonly countSent: CountSent;
  readonly observe: ObserveReply;
}

function replyOf(answer: Answer, call: GraphCall, cloud: Cloud): GraphReply {
  const { clientRequestId, request } = call.facts;
  const content = contentOf(answer);
  const requestId = answer.headers['request-id'];
  const redirected = answer.status >= 300;
  if (redirected || content.kind === 'page') throw captivePortal({ host: new URL(cloud.graph).host, clientRequestId });
  if (content.kind === 'other') {
    const error = unreadableAnswer({ requestId, clientRequestId });
    throw request.create === true ? asAmbiguousCreate(error) : error;
  }
  return {
    status: answer.status,
    body: content.kind === 'json' ? content.value : null,
    headers: answer.headers,
    requestId,
  };
}

function isPageOfSomebodyElse(answer: Answer): boolean {
  return answer.status < 500 && contentOf(answer).kind === 'page';
}

/** Sends one request; `exactUrl` follows a page's link as it is. */
async function send(wiring: Wiring, request: GraphRequest, exactUrl?: string): Promise<GraphReply> {
  const { ports, transport, countSent } = wiring;
  const call = new GraphCall({
    request,
    exactUrl,
    clientRequestId: ports.newId(),
    repeatability: repeatabilityOf(request),
    writes: isWrite(request) ? 1 : 0,
    countSent,
  });
  const answer = await transport(call);
  if (answer.status >= 400 && !isPageOfSomebodyElse(answer)) {
    const { clientRequestId } = call.facts;
    throw graphErrorOf(answer, request, {
      clientRequestId,
      now: ports.clock.now(),
      ambiguous: call.ambiguous && request.create === true,
    });
  }
  const reply = replyOf(answer, call, ports.identity.cloud);
  wiring.observe(request, reply);
  return reply;
}

const nothingCounted: CountSent = () => undefined;
const nobody: ObserveReply = () => undefined;

function createCounted({ ports, transport, observe }: Omit<Wiring, 'countSent'>): ReturnType<Graph['counted']> {
  let requests = 0;
  let writes = 0;
  const countSent: CountSent = (sent) => {
    requests += 1;
    writes += sent.writes;
  };
  const counts = (): GraphCounts => ({ requests, writes });
  return { graph: assemble({ ports, transport, countSent, observe }), counts };
}

function assemble(wiring: Wiring): Graph {
  const { ports, transport, countSent, observe } = wiring;
  const { cloud } = ports.identity;
  const request: Graph['request'] = (asked) => send(wiring, asked);
  const page = async (asked: GraphRequest, exactUrl?: string): Promise<GraphReply> => {
    const reply = await send(wiring, asked, exactUrl);
    asked.onReply?.(reply);
    return reply;
  };
  return {
    cloud,
    request,
    pages: (asked) =>
      readPages({
        origin: new URL(cloud.graph).origin,
        first: () => page(asked),
        follow: (url) => page(asked, url),
      }),
    batch: createBatch({ ports, transport, countSent, observe, request }),
    counted: (observer = nobody) =>
      createCounted({
        ports,
        transport,
        observe(asked, reply) {
          observer(asked, reply);
          observe(asked, reply);
        },
      }),
  };
}

/**
 * Takes the ports; gives the one way to Microsoft Graph of the cloud that was signed in to. Every method raises `CoreError`
 * with Graph's request-id where there is one, or an AbortError when the caller's signal fired.
 */
export function createGraph(ports: TransportPorts): Graph {
  return assemble({ ports, transport: createTransport(ports), countSent: nothingCounted, observe: nobody });
}
