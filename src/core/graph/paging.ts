import { z } from 'zod';
import { CoreError } from '#core/rpc/errors';
import type { GraphReply } from './graph.ts';

/** How the pages of one collection are asked for. */
export interface PageSource {
  /** Origin of this cloud's Graph, for example https://graph.microsoft.com */
  readonly origin: string;
  readonly first: () => Promise<GraphReply>;
  readonly follow: (url: string) => Promise<GraphReply>;
}

const Page = z.looseObject({ value: z.array(z.unknown()), '@odata.nextLink': z.string().nullish() });

function pageOf(reply: GraphReply): z.infer<typeof Page> {
  const parsed = Page.safeParse(reply.body);
  if (parsed.success) return parsed.data;
  throw new CoreError('graph_error', 'Microsoft Graph answered a list in a form that is not documented.', {
    reason: 'unreadableAnswer',
    nextStep: 'Try again; if it stays, report it with the request id.',
    requestId: reply.requestId,
  });
}

const pagingFault = (reason: string, message: string, requestId: string | undefined): CoreError =>
  new CoreError('graph_error', message, {
    reason,
    nextStep: 'Try again; if it stays, report it with the request id.',
    requestId,
  });

/**
 * Takes how to ask for pages; gives their items, one page at a time, empty pages left out; the next one is asked for when it is
 * wanted. Links are followed whole and never outside of this cloud's Graph.
 * Raises `graph_error` with reason `foreignNextLink` or `pagingLoop`.
 * Source: learn.microsoft.com/graph/paging
 */
export async function* readPages(source: PageSource): AsyncGenerator<readonly unknown[]> {
  const followed = new Set<string>();
  let reply = await source.first();
  for (;;) {
    const page = pageOf(reply);
    if (page.value.length > 0) yield page.value;
    const link = page['@odata.nextLink'];
    if (link === undefined || link === null || link === '') return;
    if (!URL.canParse(link) || new URL(link).origin !== source.origin) {
      throw pagingFault(
        'foreignNextLink',
        'Microsoft Graph named a next page outside of Microsoft Graph; it was not followed.',
        reply.requestId,
      );
    }
    if (followed.has(link)) {
      throw pagingFault(
        'pagingLoop',
        'Microsoft Graph named the same next page twice, so the list would never end.',
        reply.requestId,
      );
    }
    followed.add(link);
    reply = await source.follow(link);
  }
}
