import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createTenant, type Tenant } from '#emulator/tenant';
import { openSession, type Session, setUpApplication } from './tenant-session.ts';

/** Folder of the published samples, with a slash at the end. */
export const samplesFolder = fileURLToPath(new URL('../samples/', import.meta.url));

/** The published sample of this name, read from the folder of samples. */
// biome-ignore lint/suspicious/noExplicitAny: samples are read by path.
export function sample(file: string): any {
  return JSON.parse(readFileSync(`${samplesFolder}${file}`, 'utf8'));
}

type Application = Awaited<ReturnType<typeof setUpApplication>>;

/** A tenant in which everything that the samples show has happened. */
export interface World {
  readonly tenant: Tenant;
  readonly session: Session;
  readonly application: Application;
  /** Answers by what they show. */
  readonly answers: Record<string, unknown>;
}

// biome-ignore lint/suspicious/noExplicitAny: the schema is read by path.
const userMapping = (schema: any) =>
  schema.synchronizationRules[0].objectMappings.find(
    ({ sourceObjectName }: { sourceObjectName: string }) => sourceObjectName === 'User',
  );

/** Saves a scoped schema, runs a cycle and asks on demand; gives the schema as saved. */
// biome-ignore lint/suspicious/noExplicitAny: the schema is read by path.
async function runCycle({ tenant, session, application, answers }: World): Promise<any> {
  const { job, root, jobId } = application;
  answers.jobId = jobId;
  answers.created = application.created.body;
  answers.instance = application.made.body;
  answers.secrets = (await session('GET', `${root}/secrets`)).body;
  const own = (await session('GET', `${job}/schema`)).body;
  delete own['@odata.context'];
  userMapping(own).scope = sample('filter-scope.json');
  const defaults: Readonly<Record<string, string>> = { active: 'True', preferredLanguage: 'en-US' };
  for (const mapping of userMapping(own).attributeMappings) {
    mapping.defaultValue = defaults[mapping.targetAttributeName] ?? mapping.defaultValue;
  }
  await session('PUT', `${job}/schema`, { body: own });
  answers.schema = (await session('GET', `${job}/schema`)).body;
  await session('POST', `${job}/start`);
  answers.notRun = (await session('GET', job)).body;
  await tenant.clock.advance(60_000);
  answers.active = (await session('GET', job)).body;
  answers.jobs = (await session('GET', `${root}/jobs`)).body;
  const matteo = [...tenant.state.people.values()].find(({ userPrincipalName }) =>
    userPrincipalName.startsWith('matteo'),
  );
  const ruleId = own.synchronizationRules[0].id;
  const parameters = [{ ruleId, subjects: [{ objectId: matteo?.id, objectTypeName: 'User' }] }];
  answers.onDemand = (await session('POST', `${job}/provisionOnDemand`, { body: { parameters } })).body;
  tenant.provisioning.setOnDemandShape('array');
  answers.onDemandArray = (await session('POST', `${job}/provisionOnDemand`, { body: { parameters } })).body;
  return own;
}

/** Runs a cycle that meets a conflict, then one whose token the target refuses. */
// biome-ignore lint/suspicious/noExplicitAny: the schema is read by path.
async function conflictAndRevocation({ tenant, session, application, answers }: World, own: any): Promise<void> {
  const { job } = application;
  const target = tenant.targets.find(({ vendorId }) => vendorId === 'scim');
  // Somebody is at the target already, and is not found by the attribute that matches: a conflict.
  const taken = {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
    userName: 'chloe.dubois@contoso.demo.example',
  };
  await target?.fetch(
    new Request('https://scim.demo.example/scim/Users', {
      method: 'POST',
      headers: { 'content-type': 'application/scim+json', authorization: `Bearer ${application.token}` },
      body: JSON.stringify(taken),
    }),
  );
  for (const mapping of userMapping(own).attributeMappings) {
    if (mapping.targetAttributeName === 'userName') mapping.matchingPriority = 0;
    if (mapping.targetAttributeName === 'externalId') mapping.matchingPriority = 1;
  }
  await session('PUT', `${job}/schema`, { body: own });
  const chloe = [...tenant.state.people.values()].find(({ userPrincipalName }) => userPrincipalName === taken.userName);
  await session('POST', `/servicePrincipals/${application.servicePrincipalId}/appRoleAssignedTo`, {
    body: {
      principalId: chloe?.id,
      resourceId: application.servicePrincipalId,
      appRoleId: application.made.body.application.appRoles[0].id,
    },
  });
  await tenant.clock.advance(45 * 60_000);
  answers.logs = (await session('GET', '/auditLogs/provisioning')).body;
  target?.revokeAllTokens();
  await tenant.clock.advance(3 * 3_600_000);
  answers.quarantined = (await session('GET', job)).body;
  await session('POST', `${job}/pause`);
  answers.pausedInQuarantine = (await session('GET', job)).body;
  answers.assignments = (
    await session('GET', `/servicePrincipals/${application.servicePrincipalId}/appRoleAssignedTo`)
  ).body;
}

/** Sets the application up, runs cycles with a success, a conflict and revoked tokens, and keeps each answer. */
export async function openWorld(): Promise<World> {
  const tenant = createTenant({ clockMode: 'warp', startAt: Date.parse('2026-03-02T08:00:00Z') });
  // The world's hours pass faster than a token lives.
  tenant.identity.control.setTokenLifetimeSeconds(30 * 86_400);
  const session = await openSession(tenant, 'ada.admin', [
    'User.Read',
    'User.Read.All',
    'Group.Read.All',
    'Application.ReadWrite.All',
    'AppRoleAssignment.ReadWrite.All',
    'Synchronization.ReadWrite.All',
    'ProvisioningLog.Read.All',
    'Directory.ReadWrite.All',
  ]);
  const application = await setUpApplication(session, tenant, {
    vendorId: 'scim',
    baseAddress: 'https://scim.demo.example/scim',
    assigned: ['cher', 'matteo.rossi'],
  });
  const world: World = { tenant, session, application, answers: {} };
  const schema = await runCycle(world);
  await conflictAndRevocation(world, schema);
  return world;
}
