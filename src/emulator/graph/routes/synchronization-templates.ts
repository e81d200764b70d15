import { resourceNotFound } from '#emulator/graph/graph-fault';
import { type GraphCall, type GraphReply, type GraphTenant, parameterOf } from '#emulator/graph/graph-tenant';
import type { Route } from '#emulator/graph/route';
import { filterOperators } from '#emulator/graph/synchronization/filter-operators';
import { functionResources } from '#emulator/graph/synchronization/functions';
import { circumstancesOf, parseExpressionReply } from '#emulator/graph/synchronization/parse-expression';
import { synchronizedServicePrincipal, visibleApplication } from '#emulator/graph/visibility';
import type { ServicePrincipalRecord, SynchronizationTemplateRecord } from '#emulator/state';

const read = ['Synchronization.Read.All', 'Synchronization.ReadWrite.All'];
const write = ['Synchronization.ReadWrite.All'];

type Finder = (call: GraphCall, tenant: GraphTenant) => ServicePrincipalRecord;

function routesUnder(root: string, find: Finder): readonly Route[] {
  const templates = `${root}/synchronization/templates`;
  const template = `${templates}/{templateId}`;
  const right = 'readSynchronization';
  return [
    {
      method: 'GET',
      pattern: templates,
      scopes: read,
      right,
      handle: (call, tenant) => list(find(call, tenant), tenant),
    },
    {
      method: 'GET',
      pattern: template,
      scopes: read,
      right,
      handle: (call, tenant) => get(call, tenant, find(call, tenant)),
    },
    {
      method: 'GET',
      pattern: `${template}/schema`,
      scopes: read,
      right,
      handle: (call, tenant) => getSchema(call, tenant, find(call, tenant)),
    },
    {
      method: 'GET',
      pattern: `${template}/schema/filterOperators`,
      scopes: write,
      right,
      handle: (call, tenant) => {
        templateOf(call, tenant, find(call, tenant));
        const context = `${tenant.origin}/v1.0/$metadata#Collection(microsoft.graph.filterOperatorSchema)`;
        return { status: 200, body: { '@odata.context': context, value: filterOperators } };
      },
    },
    {
      method: 'GET',
      pattern: `${template}/schema/functions`,
      scopes: write,
      right,
      handle: (call, tenant) => {
        templateOf(call, tenant, find(call, tenant));
        const context = `${tenant.origin}/v1.0/$metadata#functions`;
        return {
          status: 200,
          body: {
            '@odata.context': context,
            value: functionResources({ withUnpublished: tenant.faults.standing.otherVerdicts }),
          },
        };
      },
    },
    {
      method: 'POST',
      pattern: `${template}/schema/parseExpression`,
      scopes: write,
      right,
      handle: (call, tenant) => {
        templateOf(call, tenant, find(call, tenant));
        const context = `${tenant.origin}/v1.0/$metadata#microsoft.graph.parseExpressionResponse`;
        const reply = parseExpressionReply(call.body, circumstancesOf(tenant));
        return { status: 200, body: { '@odata.context': context, ...reply } };
      },
    },
  ];
}

/** Templates of an application. Sources: learn.microsoft.com/graph/api/synchronization-synchronization-list-templates, synchronization-synchronizationtemplate-get */
export const synchronizationTemplateRoutes: readonly Route[] = [
  ...routesUnder('/servicePrincipals/{servicePrincipalId}', synchronizedServicePrincipal),
  ...routesUnder('/applications/{applicationId}', servicePrincipalOfApplication),
];

function servicePrincipalOfApplication(call: GraphCall, tenant: GraphTenant): ServicePrincipalRecord {
  const application = visibleApplication(call, tenant);
  const record = [...tenant.state.servicePrincipals.values()].find(({ appId }) => appId === application.appId);
  if (record === undefined) throw resourceNotFound(application.id);
  return record;
}

function templateResource(template: SynchronizationTemplateRecord): Record<string, unknown> {
  const { id, applicationId, isDefault, factoryTag, description, metadata, schema } = template;
  return { id, applicationId, default: isDefault, description, discoverable: true, factoryTag, metadata, schema };
}

function list(servicePrincipal: ServicePrincipalRecord, tenant: GraphTenant): GraphReply {
  const context = `${tenant.origin}/v1.0/$metadata#servicePrincipals('${servicePrincipal.id}')/synchronization/templates`;
  const value = tenant.provisioning.templatesOf(servicePrincipal).map(templateResource);
  return { status: 200, body: { '@odata.context': context, value } };
}

function get(call: GraphCall, tenant: GraphTenant, servicePrincipal: ServicePrincipalRecord): GraphReply {
  const context = `${tenant.origin}/v1.0/$metadata#servicePrincipals('${servicePrincipal.id}')/synchronization/templates/$entity`;
  const template = templateOf(call, tenant, servicePrincipal);
  return { status: 200, body: { '@odata.context': context, ...templateResource(template) } };
}

function getSchema(call: GraphCall, tenant: GraphTenant, servicePrincipal: ServicePrincipalRecord): GraphReply {
  const { id, schema } = templateOf(call, tenant, servicePrincipal);
  const path = `servicePrincipals('${servicePrincipal.id}')/synchronization/templates('${id}')/schema/$entity`;
  return { status: 200, body: { '@odata.context': `${tenant.origin}/v1.0/$metadata#${path}`, ...schema } };
}

function templateOf(
  call: GraphCall,
  tenant: GraphTenant,
  servicePrincipal: ServicePrincipalRecord,
): SynchronizationTemplateRecord {
  const id = parameterOf(call, 'templateId');
  const template = tenant.provisioning.templatesOf(servicePrincipal).find((candidate) => candidate.id === id);
  if (template === undefined) throw resourceNotFound(id);
  return template;
}
