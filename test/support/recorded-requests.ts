import { z } from 'zod';
import type { Tenant } from '#emulator/tenant';

/** One request to Graph as it came; those inside a batch stand for themselves. */
export interface SentRequest {
  readonly method: string;
  /** Path after the version, with its query. */
  readonly path: string;
  readonly body: unknown;
}

const Batch = z.object({
  requests: z.array(z.object({ method: z.string(), url: z.string(), body: z.unknown().optional() })),
});

/** Takes a tenant; from now on collects every request that its Graph is sent. */
export function recordRequests(tenant: Tenant): readonly SentRequest[] {
  const sent: SentRequest[] = [];
  const answer = tenant.fetch.bind(tenant);
  const note = async (request: Request): Promise<void> => {
    const { pathname, search } = new URL(request.url);
    if (!pathname.startsWith('/v1.0/')) return;
    const text = await request.clone().text();
    const body: unknown = text === '' ? undefined : JSON.parse(text);
    const path = pathname.slice('/v1.0'.length);
    if (path !== '/$batch') sent.push({ method: request.method, path: `${path}${search}`, body });
    else sent.push(...Batch.parse(body).requests.map((one) => ({ method: one.method, path: one.url, body: one.body })));
  };
  Object.assign(tenant, {
    fetch: async (request: Request): Promise<Response> => {
      await note(request);
      return answer(request);
    },
  });
  return sent;
}
