import type { DirectoryDefinition } from '#core/graph/shapes';
import { GraphFault, resourceNotFound } from '#emulator/graph/graph-fault';
import { type GraphCall, type GraphReply, type GraphTenant, parameterOf } from '#emulator/graph/graph-tenant';
import type { Route } from '#emulator/graph/route';
import { recordAudit } from '#emulator/graph/synchronization/audit';
import { filterOperators } from '#emulator/graph/synchronization/filter-operators';
import { functionResources } from '#emulator/graph/synchronization/functions';
import { circumstancesOf, parseExpressionReply } from '#emulator/graph/synchronization/parse-expression';
import { checkSchema, nextSchemaVersion } from '#emulator/graph/synchronization/schema-check';
import { visibleJob } from '#emulator/graph/visibility';
import type { JobRecord } from '#emulator/state';

const read = ['Synchronization.Read.All', 'Synchronization.ReadWrite.All'];
const write = ['Synchronization.ReadWrite.All'];
const schema = '/servicePrincipals/{servicePrincipalId}/synchronization/jobs/{jobId}/schema';

/** Schema of a job. Sources: learn.microsoft.com/graph/api/synchronization-synchronizationschema-get, -update, -delete, -filteroperators, -functions, -parseexpression, synchronization-directorydefinition-discover */
export const synchronizationSchemaRoutes: readonly Route[] = [
  { method: 'GET', pattern: schema, scopes: read, right: 'readSynchronization', handle: get },
  { method: 'PUT', pattern: schema, scopes: write, right: 'manageSynchronizationSchema', handle: put },
  { method: 'PATCH', pattern: schema, scopes: write, right: 'manageSynchronizationSchema', handle: refusePatch },
  { method: 'DELETE', pattern: schema, scopes: write, right: 'manageSynchronizationSchema', handle: reset },
  {
    method: 'GET',
    pattern: `${schema}/directories`,
    scopes: read,
    right: 'readSynchronization',
    handle: listDirectories,
  },
  {
    method: 'GET',
    pattern: `${schema}/directories/{directoryId}`,
    scopes: read,
    right: 'readSynchronization',
    handle: getDirectory,
  },
  {
    method: 'POST',
    pattern: `${schema}/directories/{directoryId}/discover`,
    scopes: ['Directory.ReadWrite.All'],
    right: 'manageSynchronizationSchema',
    handle: discover,
  },
  // The two lists need the greater scope, although they only read.
  {
    method: 'GET',
    pattern: `${schema}/filterOperators`,
    scopes: write,
    right: 'readSynchronization',
    handle: listOperators,
  },
  { method: 'GET', pattern: `${schema}/functions`, scopes: write, right: 'readSynchronization', handle: listFunctions },
  {
    method: 'POST',
    pattern: `${schema}/parseExpression`,
    scopes: write,
    right: 'readSynchronization',
    handle: parse,
  },
];

function schemaContext(job: JobRecord, tenant: GraphTenant): string {
  const path = `servicePrincipals('${job.servicePrincipalId}')/synchronization/jobs('${job.id}')/schema`;
  return `${tenant.origin}/v1.0/$metadata#${path}`;
}

function get(call: GraphCall, tenant: GraphTenant): GraphReply {
  const job = visibleJob(call, tenant);
  return {
    status: 200,
    body: { '@odata.context': `${schemaContext(job, tenant)}/$entity`, ...job.schema, id: job.id },
  };
}

function put(call: GraphCall, tenant: GraphTenant): GraphReply {
  const job = visibleJob(call, tenant);
  const check = checkSchema(call.body, job.schema);
  if (!check.ok) throw new GraphFault(400, 'BadRequest', { message: check.message });
  const { '@odata.context': _context, ...sent } = check.schema as Record<string, unknown> & typeof check.schema;
  const next = { ...sent, version: nextSchemaVersion(job.schema.version) };
  store(call, tenant, { job, next });
  return { status: 204 };
}

function reset(call: GraphCall, tenant: GraphTenant): GraphReply {
  const job = visibleJob(call, tenant);
  const servicePrincipal = tenant.state.servicePrincipals.get(job.servicePrincipalId);
  const templates = servicePrincipal === undefined ? [] : tenant.provisioning.templatesOf(servicePrincipal);
  const template = templates.find(({ id }) => id === job.templateId);
  if (template === undefined) throw resourceNotFound(job.templateId);
  const next = { ...structuredClone(template.schema), version: nextSchemaVersion(job.schema.version) };
  store(call, tenant, { job, next });
  return { status: 204 };
}

interface SchemaChange {
  readonly job: JobRecord;
  readonly next: JobRecord['schema'];
}

function store(call: GraphCall, tenant: GraphTenant, { job, next }: SchemaChange): void {
  job.schema = { ...next, id: job.id };
  tenant.provisioning.schemaChanged(job);
  const servicePrincipal = tenant.state.servicePrincipals.get(job.servicePrincipalId);
  if (servicePrincipal === undefined) return;
  recordAudit(call, tenant, { activity: 'Update attribute mappings or scope', servicePrincipal });
}

/** Only PUT exists; the service answers a PATCH with this. Source: github.com/microsoftgraph/msgraph-sdk-python/issues/820 */
function refusePatch(call: GraphCall, tenant: GraphTenant): never {
  const job = visibleJob(call, tenant);
  const path = `servicePrincipals('${job.servicePrincipalId}')/synchronization/jobs('${job.id}')/schema`;
  const address = `https://syncfabric.windowsazure.com/api/${path}?api-version=2.0`;
  throw new GraphFault(404, 'UnknownError', {
    message: JSON.stringify({ Message: `No HTTP resource was found that matches the request URI '${address}'.` }),
  });
}

function listDirectories(call: GraphCall, tenant: GraphTenant): GraphReply {
  const job = visibleJob(call, tenant);
  const context = `${schemaContext(job, tenant)}/directories`;
  return { status: 200, body: { '@odata.context': context, value: job.schema.directories ?? [] } };
}

function getDirectory(call: GraphCall, tenant: GraphTenant): GraphReply {
  const job = visibleJob(call, tenant);
  const directory = directoryOf(call, job);
  return { status: 200, body: { '@odata.context': `${schemaContext(job, tenant)}/directories/$entity`, ...directory } };
}

function directoryOf(call: GraphCall, job: JobRecord): DirectoryDefinition {
  const id = parameterOf(call, 'directoryId');
  const directory = (job.schema.directories ?? []).find((candidate) => candidate.id === id || candidate.name === id);
  if (directory === undefined) throw resourceNotFound(id);
  return directory;
}

function discover(call: GraphCall, tenant: GraphTenant): GraphReply {
  const job = visibleJob(call, tenant);
  const directory = directoryOf(call, job);
  const found = {
    ...directory,
    discoverabilities: 'AttributeNames, AttributeDataTypes',
    discoveryDateTime: new Date(tenant.clock.now()).toISOString(),
    version: tenant.newId(),
  };
  return { status: 200, body: { '@odata.context': `${schemaContext(job, tenant)}/directories/$entity`, ...found } };
}

function listOperators(call: GraphCall, tenant: GraphTenant): GraphReply {
  visibleJob(call, tenant);
  const context = `${tenant.origin}/v1.0/$metadata#Collection(microsoft.graph.filterOperatorSchema)`;
  return { status: 200, body: { '@odata.context': context, value: filterOperators } };
}

function listFunctions(call: GraphCall, tenant: GraphTenant): GraphReply {
  visibleJob(call, tenant);
  return {
    status: 200,
    body: {
      '@odata.context': `${tenant.origin}/v1.0/$metadata#functions`,
      value: functionResources({ withUnpublished: tenant.faults.standing.otherVerdicts }),
    },
  };
}

function parse(call: GraphCall, tenant: GraphTenant): GraphReply {
  visibleJob(call, tenant);
  const context = `${tenant.origin}/v1.0/$metadata#microsoft.graph.parseExpressionResponse`;
  return {
    status: 200,
    body: { '@odata.context': context, ...parseExpressionReply(call.body, circumstancesOf(tenant)) },
  };
}
