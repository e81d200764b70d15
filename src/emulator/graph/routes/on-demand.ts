import { z } from 'zod';
import { GraphFault } from '#emulator/graph/graph-fault';
import type { GraphCall, GraphReply, GraphTenant } from '#emulator/graph/graph-tenant';
import type { Route } from '#emulator/graph/route';
import { graphFaultOf, isServiceFault } from '#emulator/graph/service-fault';
import { visibleJob } from '#emulator/graph/visibility';
import type { JobRecord } from '#emulator/state';

const Subject = z.looseObject({ objectId: z.string().min(1), objectTypeName: z.string().min(1) });
const OnDemandRequest = z.looseObject({
  parameters: z
    .array(
      z.looseObject({
        ruleId: z.string().min(1),
        subjects: z
          .array(Subject.extend({ links: z.looseObject({ members: z.array(Subject).nullish() }).nullish() }))
          .min(1),
      }),
    )
    .min(1),
});

const maximumMembers = 5;

/** Provision on demand. Source: learn.microsoft.com/graph/api/synchronization-synchronizationjob-provisionondemand */
export const onDemandRoutes: readonly Route[] = [
  {
    method: 'POST',
    pattern: '/servicePrincipals/{servicePrincipalId}/synchronization/jobs/{jobId}/provisionOnDemand',
    scopes: ['Synchronization.ReadWrite.All'],
    right: 'manageSynchronizationJobs',
    limit: 'onDemand',
    handle: provisionOnDemand,
  },
];

async function provisionOnDemand(call: GraphCall, tenant: GraphTenant): Promise<GraphReply> {
  const job = visibleJob(call, tenant);
  const parsed = OnDemandRequest.safeParse(call.body);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw refusal(`The request is not valid at '${issue?.path.join('/') ?? ''}': ${issue?.message ?? ''}`);
  }
  const { parameters } = parsed.data;
  const rules = (job.schema.synchronizationRules ?? []).map(({ id }) => id);
  const unknown = parameters.find(({ ruleId }) => !rules.includes(ruleId));
  if (unknown !== undefined) throw refusal(`The job has no synchronization rule '${unknown.ruleId}'.`);
  if (parameters.some(({ subjects }) => subjects.some(({ links }) => (links?.members?.length ?? 0) > maximumMembers))) {
    throw refusal(`A group can be provisioned on demand with at most ${maximumMembers} members.`);
  }
  if (needsStoppedJob(job, tenant)) {
    throw refusal('Stop provisioning before you provision on demand: this application uses OAuth.');
  }
  const result = await tenant.provisioning.provisionOnDemand(job, call.body);
  if (isServiceFault(result)) throw graphFaultOf(result);
  const context = `${tenant.origin}/v1.0/$metadata#microsoft.graph.stringKeyStringValuePair`;
  return { status: 200, body: { '@odata.context': context, key: result.key, value: result.value } };
}

/** Source: learn.microsoft.com/entra/identity/app-provisioning/provision-on-demand (known limitations) */
function needsStoppedJob(job: JobRecord, tenant: GraphTenant): boolean {
  const servicePrincipal = tenant.state.servicePrincipals.get(job.servicePrincipalId);
  if (servicePrincipal === undefined) return false;
  const template = tenant.provisioning.templatesOf(servicePrincipal).find(({ id }) => id === job.templateId);
  const usesOAuth = template?.metadata.some(
    ({ key, value }) => key.toLowerCase() === 'isoauthenabled' && value.toLowerCase() === 'true',
  );
  const { schedule } = tenant.provisioning.jobResource(job) as { schedule?: { state?: string } };
  return usesOAuth === true && schedule?.state === 'Active';
}

function refusal(message: string): GraphFault {
  return new GraphFault(400, 'BadRequest', { message });
}
