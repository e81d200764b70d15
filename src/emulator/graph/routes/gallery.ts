import { initialAppRoles } from '#emulator/directory/app-roles';
import { collectionReply, entityReply } from '#emulator/graph/collection-reply';
import { badRequest, resourceNotFound } from '#emulator/graph/graph-fault';
import {
  type GraphCall,
  type GraphReply,
  type GraphTenant,
  objectBody,
  parameterOf,
} from '#emulator/graph/graph-tenant';
import { applicationResource, servicePrincipalResource } from '#emulator/graph/resources/application';
import { galleryPolicy, galleryTemplateResource } from '#emulator/graph/resources/gallery-template';
import { hasRight } from '#emulator/graph/rights';
import type { Route } from '#emulator/graph/route';
import type { ApplicationRecord, GalleryTemplateRecord, ServicePrincipalRecord } from '#emulator/state';

/** The gallery. Sources: learn.microsoft.com/graph/api/applicationtemplate-list, applicationtemplate-get, applicationtemplate-instantiate */
export const galleryRoutes: readonly Route[] = [
  { method: 'GET', pattern: '/applicationTemplates', scopes: [], right: 'member', handle: listTemplates },
  { method: 'GET', pattern: '/applicationTemplates/{templateId}', scopes: [], right: 'member', handle: getTemplate },
  {
    method: 'POST',
    pattern: '/applicationTemplates/{templateId}/instantiate',
    scopes: ['Application.ReadWrite.All', 'Directory.ReadWrite.All'],
    right: 'instantiate',
    handle: instantiate,
  },
];

const tip =
  'Use $select to choose only the properties your app needs, as this can lead to performance improvements. ' +
  'For example: GET applicationTemplates?$select=categories,description';

function listTemplates(call: GraphCall, tenant: GraphTenant): GraphReply {
  const items = [...tenant.state.galleryTemplates.values()].map(galleryTemplateResource);
  const reply = collectionReply(call, tenant, { items, policy: galleryPolicy, contextName: 'applicationTemplates' });
  const selects = [...call.url.searchParams.keys()].some((name) => /^\$?select$/i.test(name));
  const { '@odata.context': context, ...rest } = reply.body as Record<string, unknown>;
  return selects ? reply : { ...reply, body: { '@odata.context': context, '@microsoft.graph.tips': tip, ...rest } };
}

function getTemplate(call: GraphCall, tenant: GraphTenant): GraphReply {
  const item = galleryTemplateResource(templateOf(call, tenant));
  return entityReply(call, tenant, { item, policy: galleryPolicy, contextName: 'applicationTemplates' });
}

function instantiate(call: GraphCall, tenant: GraphTenant): GraphReply {
  const template = templateOf(call, tenant);
  const displayName = objectBody(call)?.displayName;
  if (typeof displayName !== 'string' || displayName.trim() === '') {
    throw badRequest('A value is required for property displayName of resource applicationTemplate.');
  }
  const { application, servicePrincipal } = createInstance(tenant, template, displayName);
  // A creator whose only right is to create becomes the owner; administrators do not.
  if (!hasRight(call.person, 'updateServicePrincipal', null)) servicePrincipal.owners.push(call.person.id);
  const body = {
    '@odata.context': `${tenant.origin}/v1.0/$metadata#microsoft.graph.applicationServicePrincipal`,
    application: applicationResource(application),
    servicePrincipal: servicePrincipalResource(servicePrincipal, application, tenant.state.tenantId),
  };
  return { status: 201, body };
}

function createInstance(tenant: GraphTenant, template: GalleryTemplateRecord, displayName: string) {
  const createdAt = tenant.clock.now();
  const visibleAt = createdAt + tenant.replicationDelayMs;
  const appId = tenant.newId();
  const common = { appId, displayName, applicationTemplateId: template.id, createdAt, visibleAt };
  const appRoles = initialAppRoles(template, tenant.newId);
  const application: ApplicationRecord = { ...common, id: tenant.newId(), appRoles };
  const servicePrincipal: ServicePrincipalRecord = {
    ...common,
    id: tenant.newId(),
    applicationObjectId: application.id,
    preferredSingleSignOnMode: null,
    owners: [],
  };
  tenant.state.applications.set(application.id, application);
  tenant.state.servicePrincipals.set(servicePrincipal.id, servicePrincipal);
  return { application, servicePrincipal };
}

function templateOf(call: GraphCall, tenant: GraphTenant): GalleryTemplateRecord {
  const id = parameterOf(call, 'templateId');
  const template = tenant.state.galleryTemplates.get(id.toLowerCase());
  if (template === undefined) throw resourceNotFound(id);
  return template;
}
