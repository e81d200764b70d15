import { z } from 'zod';
import type { Graph } from '#core/graph/graph';
import { jobPath, synchronizationPath } from '#core/graph/paths';
import { scopes } from '#core/graph/permissions';
import { DirectoryDefinition, SynchronizationSchema } from '#core/graph/shapes';
import {
  type Acknowledged,
  acknowledged,
  type JobOptions,
  readAll,
  readOne,
  type ServicePrincipalOptions,
  type TolerantCallOptions,
} from './reading.ts';

/** A schema carries every attribute of two directories and may take long to read or to store. */
const schemaTimeoutMs = 60_000;

/**
 * Takes a job's ids; gives its whole schema, unknown members kept. The directories are read on their own when the reply
 * lacks them, since v1.0 calls them a navigation property.
 * Source: learn.microsoft.com/graph/api/synchronization-synchronizationschema-get
 */
export async function readSchema(
  graph: Graph,
  options: JobOptions & TolerantCallOptions,
): Promise<SynchronizationSchema> {
  const path = `${jobPath(options)}/schema`;
  const request = {
    method: 'GET',
    scopes: [scopes.synchronization],
    replicationToleranceMs: options.replicationToleranceMs,
    timeoutMs: schemaTimeoutMs,
    signal: options.signal,
  } as const;
  const schema = await readOne(
    graph,
    { ...request, path },
    { schema: SynchronizationSchema, what: 'the synchronization schema' },
  );
  if (Array.isArray(schema.directories)) return schema;
  const directories = await readAll(
    graph,
    { ...request, path: `${path}/directories` },
    { schema: DirectoryDefinition, what: 'the directories of the schema' },
  );
  return { ...schema, directories };
}

/**
 * Takes a service principal and one of its synchronization templates; gives the schema that a new job starts with.
 * Source: learn.microsoft.com/graph/api/synchronization-synchronizationschema-get
 */
export const readTemplateSchema = (
  graph: Graph,
  options: ServicePrincipalOptions & { readonly templateId: string },
): Promise<SynchronizationSchema> =>
  readOne(
    graph,
    {
      method: 'GET',
      path: `${synchronizationPath(options.servicePrincipalId)}/templates/${encodeURIComponent(options.templateId)}/schema`,
      scopes: [scopes.synchronization],
      timeoutMs: schemaTimeoutMs,
      signal: options.signal,
    },
    { schema: SynchronizationSchema, what: 'the schema of a synchronization template' },
  );

const JsonRecord = z.record(z.string(), z.unknown());

/** Takes any JSON value; gives it without the control members (`@odata.…`) that the service adds and refuses to take back. */
export function withoutODataMembers(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutODataMembers);
  const record = JsonRecord.safeParse(value);
  if (!record.success) return value;
  return Object.fromEntries(
    Object.entries(record.data)
      .filter(([name]) => !/^@odata\.|@odata\.(context|navigationLink|associationLink|count)$/.test(name))
      .map(([name, member]) => [name, withoutODataMembers(member)]),
  );
}

/**
 * Takes a job's ids and a whole schema; replaces the schema: the next cycle evaluates everybody again.
 * Source: learn.microsoft.com/graph/api/synchronization-synchronizationschema-update
 */
export async function writeSchema(
  graph: Graph,
  options: JobOptions & { readonly schema: SynchronizationSchema },
): Promise<Acknowledged> {
  return acknowledged(
    await graph.request({
      method: 'PUT',
      path: `${jobPath(options)}/schema`,
      body: withoutODataMembers(options.schema),
      scopes: [scopes.synchronization],
      timeoutMs: schemaTimeoutMs,
      signal: options.signal,
    }),
  );
}
