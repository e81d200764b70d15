import { instantiateApplicationTemplate } from '#core/graph/calls/application-templates';
import { getApplicationByAppId } from '#core/graph/calls/applications';
import { getServicePrincipal, listServicePrincipalsByTemplate } from '#core/graph/calls/service-principals';
import { listSynchronizationTemplates } from '#core/graph/calls/synchronization-jobs';
import type { Application, ServicePrincipal, SynchronizationTemplate } from '#core/graph/shapes';
import { SynchronizationSchema } from '#core/graph/shapes';
import type { CreatedObject, IntentEntry } from '#core/journal/entry';
import { CoreError } from '#core/rpc/errors';
import { checkSchemaEdit } from '#core/schema/check-edit';
import { editSchema } from '#core/schema/edit-schema';
import { instanceOfIntent } from '#core/setup/choose-application';
import { chooseTemplate } from '#core/setup/choose-job';
import { stepIds } from '#core/setup/plan/decisions';
import { replicationToleranceMs } from '#core/setup/read-unlisted';
import { createOnce } from './create-once.ts';
import { journalApplication, type RunApplication, type SetupRun } from './run.ts';

const createdApplication = (servicePrincipal: ServicePrincipal, applicationId: string): CreatedObject => ({
  type: 'application',
  servicePrincipalId: servicePrincipal.id,
  applicationId,
  appId: servicePrincipal.appId,
  displayName: servicePrincipal.displayName,
});

async function create(
  run: SetupRun,
  choice: { readonly displayName: string; readonly open: IntentEntry | null },
): Promise<RunApplication> {
  const { graph, signal, profile, decisions } = run;
  const { template } = decisions;
  if (template === null) throw new CoreError('internal', 'A plan to create an application has no template.');
  let application: Application | null = null;
  const ownKind = (all: readonly ServicePrincipal[]) =>
    profile.addMethod === 'nonGallery' ? all.filter((one) => one.displayName === choice.displayName) : all;
  const look = (servicePrincipal: ServicePrincipal): Promise<Application> =>
    getApplicationByAppId(graph, { appId: servicePrincipal.appId, replicationToleranceMs, signal });
  const journalName = { vendor: run.configuration.vendor, name: choice.displayName, servicePrincipalId: null };
  run.reports.running(stepIds.application, `Creating "${choice.displayName}"`);
  const { open } = choice;
  const { made, found, requestId } = await createOnce<ServicePrincipal>(run, {
    step: stepIds.application,
    application: journalName,
    changes: run.changesOf(stepIds.application),
    subject: { templateId: template.id },
    open: open === null ? null : { ...open, known: open.subject.known ?? [], at: Date.parse(open.at) },
    list: async () => ownKind(await listServicePrincipalsByTemplate(graph, { templateId: template.id, signal })),
    pick: (known, now) => instanceOfIntent({ application: journalName, subject: { known: [...known] } }, now),
    create: async () => {
      const answer = await instantiateApplicationTemplate(graph, {
        templateId: template.id,
        displayName: choice.displayName,
        signal,
      });
      application = answer.application;
      return { made: answer.servicePrincipal, requestId: answer.requestId };
    },
    created: async (servicePrincipal) => {
      application ??= await look(servicePrincipal);
      return createdApplication(servicePrincipal, application.id);
    },
    applicationOf: (servicePrincipal) => journalApplication(run, servicePrincipal),
    waiting: (message) => run.reports.waiting(stepIds.application, message),
  });
  run.reports.ended(stepIds.application, {
    verified: found,
    detail: found ? `found again (${made.id})` : `created (${made.id})`,
    requestId,
  });
  return { servicePrincipal: made, application, fresh: true };
}

/** Uses the service principal of the plan, or creates it exactly once. Raises what {@link createOnce} raises. */
export async function ensureApplication(run: SetupRun): Promise<RunApplication> {
  const { application: choice } = run.decisions;
  if (choice.kind === 'create') return create(run, choice);
  const { servicePrincipal, adopts } = choice;
  const application = run.state.live?.application ?? null;
  if (adopts !== null) {
    await run.journal.outcome(adopts, {
      result: 'found',
      detail: servicePrincipal.id,
      application: journalApplication(run, servicePrincipal),
      created: [createdApplication(servicePrincipal, application?.id ?? '')],
    });
  }
  run.reports.ended(stepIds.application, {
    verified: true,
    detail: `${servicePrincipal.displayName} (${servicePrincipal.id})`,
  });
  return { servicePrincipal, application, fresh: adopts !== null };
}

/** The list of templates may stay empty for a while after the application was created. */
const emptyLooks = [2_000, 3_000, 5_000, 10_000, 10_000] as const;

async function readTemplates(
  run: SetupRun,
  { servicePrincipal }: RunApplication,
): Promise<readonly SynchronizationTemplate[]> {
  const read = () =>
    listSynchronizationTemplates(run.graph, {
      servicePrincipalId: servicePrincipal.id,
      replicationToleranceMs,
      signal: run.signal,
    });
  let templates = await read();
  for (const wait of emptyLooks) {
    if (templates.length > 0) break;
    run.reports.waiting(stepIds.job, 'Waiting for the synchronization templates of the new application');
    await run.clock.sleep(wait, run.signal);
    templates = await read();
  }
  return templates;
}

/** What is wrong with the mappings shows before the job is made, where the template tells its schema. */
function checkAgainstTemplate(run: SetupRun, template: SynchronizationTemplate): void {
  const parsed = SynchronizationSchema.safeParse(template.schema);
  if (parsed.success) checkSchemaEdit(parsed.data, editSchema(parsed.data, run.decisions.mappings));
}

/**
 * Gives the synchronization template that a job is made from; waits until a new application is visible.
 * Raises `bad_request` (noProvisioningSupport, or an unfit mapping).
 */
export async function pickTemplate(run: SetupRun, application: RunApplication): Promise<SynchronizationTemplate> {
  const known = run.state.live?.templates;
  const templates = known ?? (await readTemplates(run, application));
  const template = chooseTemplate(templates, {
    preferred: run.profile.synchronizationTemplateId,
    application: application.servicePrincipal.displayName,
  });
  if (known === undefined) checkAgainstTemplate(run, template);
  return template;
}

/** Reads a new application back; gives it with its app roles as they are now. An application that was there is given back as it is. */
export async function verifyApplication(run: SetupRun, application: RunApplication): Promise<RunApplication> {
  if (run.decisions.application.kind === 'use') return application;
  const options = { replicationToleranceMs, signal: run.signal };
  const [servicePrincipal, registration] = await Promise.all([
    getServicePrincipal(run.graph, { ...options, servicePrincipalId: application.servicePrincipal.id }),
    getApplicationByAppId(run.graph, { ...options, appId: application.servicePrincipal.appId }),
  ]);
  run.reports.ended(stepIds.application, { verified: true, detail: `created and read back (${servicePrincipal.id})` });
  return { ...application, servicePrincipal, application: registration };
}
