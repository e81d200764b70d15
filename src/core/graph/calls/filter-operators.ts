import { z } from 'zod';
import type { Graph } from '#core/graph/graph';
import { jobPath } from '#core/graph/paths';
import { scopes } from '#core/graph/permissions';
import type { FilterOperator } from '#shared/model/scope';
import { type JobOptions, readAll } from './reading.ts';

const OperatorSchema = z.looseObject({
  name: z.string(),
  arity: z.string().nullish(),
  supportedAttributeTypes: z.array(z.string()).nullish(),
});

/** Takes a job's ids; gives the operators that the service offers for scoping filters. Source: learn.microsoft.com/graph/api/synchronization-synchronizationschema-filteroperators */
export async function listFilterOperators(graph: Graph, options: JobOptions): Promise<readonly FilterOperator[]> {
  const found = await readAll(
    graph,
    {
      method: 'GET',
      path: `${jobPath(options)}/schema/filterOperators`,
      scopes: [scopes.synchronization],
      signal: options.signal,
    },
    { schema: OperatorSchema, what: 'the filter operators' },
  );
  return found.map(({ name, arity, supportedAttributeTypes }) => ({
    name,
    arity: arity?.toLowerCase() === 'unary' ? 'Unary' : 'Binary',
    types: [...(supportedAttributeTypes ?? [])],
  }));
}
