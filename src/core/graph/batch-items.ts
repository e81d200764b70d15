import { z } from 'zod';
import type { Answer } from './answer.ts';
import type { GraphRequest } from './graph.ts';
import { queryString } from './paths.ts';

const BatchBody = z.looseObject({
  responses: z.array(
    z.looseObject({
      id: z.string(),
      status: z.number(),
      headers: z.record(z.string(), z.unknown()).nullish(),
      body: z.unknown().optional(),
    }),
  ),
});

/**
 * Takes requests; gives the body of a batch in which each has its index as id. Paths have no version, bodies name their type.
 * Source: learn.microsoft.com/graph/json-batching
 */
export function batchBodyOf(requests: readonly GraphRequest[]): {
  readonly requests: readonly Record<string, unknown>[];
} {
  return {
    requests: requests.map((request, index) => ({
      id: String(index),
      method: request.method,
      url: `${request.path}${queryString(request.query)}`,
      ...(request.body === undefined
        ? headersMember(request.headers)
        : { ...headersMember({ ...request.headers, 'Content-Type': 'application/json' }), body: request.body }),
    })),
  };
}

const headersMember = (headers: GraphRequest['headers']): { readonly headers?: Readonly<Record<string, string>> } =>
  headers === undefined ? {} : { headers };

const textOf = (body: unknown): string => {
  if (body === undefined || body === null) return '';
  return typeof body === 'string' ? body : JSON.stringify(body);
};

/** Takes the parsed body of a batch's answer; gives the answers by index, or null when it is not the answer of a batch. */
export function batchAnswersOf(body: unknown): ReadonlyMap<number, Answer> | null {
  const parsed = BatchBody.safeParse(body);
  if (!parsed.success) return null;
  return new Map(
    parsed.data.responses.map((response) => {
      const headers = Object.entries(response.headers ?? {}).map(([name, value]) => [
        name.toLowerCase(),
        String(value),
      ]);
      return [
        Number(response.id),
        { status: response.status, headers: Object.fromEntries(headers), text: textOf(response.body) },
      ];
    }),
  );
}
