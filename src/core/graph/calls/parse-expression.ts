import { z } from 'zod';
import type { Graph } from '#core/graph/graph';
import { jobPath } from '#core/graph/paths';
import { scopes } from '#core/graph/permissions';
import { ServiceText } from '#core/graph/service-text';
import { type JobOptions, readOne } from './reading.ts';

/** What the service says about an expression. Source: learn.microsoft.com/graph/api/resources/synchronization-parseexpressionresponse */
const ParsedByService = z.looseObject({
  parsingSucceeded: z.boolean().nullish(),
  evaluationSucceeded: z.boolean().nullish(),
  evaluationResult: z.array(z.string()).nullish(),
  error: z.looseObject({ code: z.string().nullish(), message: ServiceText.nullish() }).nullish(),
});
export type ParsedByService = z.infer<typeof ParsedByService>;

type Value = string | number | boolean | null | readonly string[];

const property = ([key, value]: readonly [string, Value]): Readonly<Record<string, unknown>> =>
  Array.isArray(value)
    ? { key, 'value@odata.type': '#Collection(String)', value }
    : { key, value: typeof value === 'boolean' ? (value ? 'True' : 'False') : value === null ? null : String(value) };

/**
 * Takes a job's ids, an expression and one object's values by attribute; asks the service to parse and evaluate it. It reads
 * only, although it is a POST; a bad expression is an answer, not an error.
 * Source: learn.microsoft.com/graph/api/synchronization-synchronizationschema-parseexpression
 */
export const parseByService = (
  graph: Graph,
  options: JobOptions & { readonly expression: string; readonly values: Readonly<Record<string, Value>> },
): Promise<ParsedByService> =>
  readOne(
    graph,
    {
      method: 'POST',
      path: `${jobPath(options)}/schema/parseExpression`,
      body: {
        expression: options.expression,
        targetAttributeDefinition: null,
        testInputObject: {
          definition: null,
          properties: Object.entries(options.values)
            .filter(([, value]) => value !== null)
            .map(property),
        },
      },
      scopes: [scopes.synchronization],
      signal: options.signal,
    },
    { schema: ParsedByService, what: 'what the service says about the expression' },
  );
