import type {
  JobRecord,
  ProvisioningService,
  ServiceFault,
  ServicePrincipalRecord,
  SynchronizationTemplateRecord,
  TenantClock,
  TenantState,
} from '#emulator/state';
import type { TargetNetwork } from '#emulator/vendor-target';
import { testConnection } from './connection-test.ts';
import { createDefaultSchema } from './default-schema.ts';
import { type Engine, openTarget, secretsOf } from './engine.ts';
import { createEventLog } from './event-log.ts';
import { evaluateEverybody, pauseJob, restartJob, startJob } from './job-control.ts';
import { executeCycle, matchingAttribute } from './job-execution.ts';
import { toJobResource } from './job-resource.ts';
import { createJobRuntime, type JobMemory, type JobRuntime } from './job-runtime.ts';
import { isFault, readJobSettings } from './job-settings.ts';
import type { LogPart } from './log-rows.ts';
import { authorizationUrl, redeemCode } from './oauth-authorization.ts';
import { provisionOnDemand } from './on-demand.ts';
import type { OnDemandShape } from './on-demand-answer.ts';
import { type EscrowThresholds, escrowThresholdsFor } from './quarantine.ts';
import { type ImposedQuarantine, imposeQuarantine, type QuarantineEvent } from './quarantine-entry.ts';
import { createTemplate, vendorOf } from './synchronization-templates.ts';
import { ConnectionFailure } from './target-failure.ts';
import type { VendorDefinition } from './vendor-definitions.ts';

/** What the provisioning service needs. */
export interface ProvisioningServiceOptions {
  readonly state: TenantState;
  readonly clock: Pick<TenantClock, 'now'>;
  readonly network: TargetNetwork;
  readonly newId: () => string;
  /** Tenant milliseconds until a new job is visible. Default 1,500. */
  readonly replicationDelayMs?: number;
  /** Log rows kept, beside those of the history. Default 400,000. */
  readonly logCapacity?: number;
  /** Log rows from before the tenant's first moment. */
  readonly logHistory?: LogPart | undefined;
  /** Objects a page of the progress bar. Default 10: the service's own page would make a demo tenant one page. */
  readonly pageSize?: number;
  /** Default: the service's own for a large directory, scaled down for a small one. */
  readonly escrowThresholds?: EscrowThresholds;
  /** Real milliseconds, for durations in the log. Default: the runtime's monotonic clock. */
  readonly stopwatch?: () => number;
}

/** The provisioning service with what the tenant, its admin centre and tests use beside the Graph routes. */
export interface EmulatedProvisioningService extends ProvisioningService {
  /** When the next cycle is due, in tenant milliseconds; null when no job is active. */
  nextDueAt(): number | null;
  /** Lets the service remember runs of a job that a generated tenant has from before its first moment. */
  recall(job: JobRecord, memory: JobMemory): void;
  /** Which of the two documented forms provisionOnDemand answers in. Default `object`. */
  setOnDemandShape(shape: OnDemandShape): void;
  /** The vendor's sign-in page for Authorize; null when the application does not use OAuth. */
  authorizationUrl(servicePrincipalId: string, back: { redirectUri: string; state: string }): string | null;
  /** Keeps a job in quarantine for a cause; null takes the cause back. */
  imposeQuarantine(job: JobRecord, imposed: ImposedQuarantine | null): void;
  /** Ends Authorize: exchanges the code and saves the tokens; false when the vendor refuses it. */
  completeAuthorization(servicePrincipalId: string, code: { code: string; redirectUri: string }): Promise<boolean>;
}

const defaultLogCapacity = 400_000;

const faultOf = (failure: ConnectionFailure): ServiceFault => ({
  status: 400,
  code: failure.code,
  message: failure.message,
});

/**
 * Makes the provisioning service of a tenant.
 * Takes the tenant's state, its clock, the network to the targets and an id maker; gives the service. Cycles run when
 * `runDueCycles` is called after time has moved on, one at a time.
 * Source: learn.microsoft.com/entra/identity/app-provisioning/how-provisioning-works
 */
export function createProvisioningService(options: ProvisioningServiceOptions): EmulatedProvisioningService {
  const events = createEventLog({ capacity: options.logCapacity ?? defaultLogCapacity, history: options.logHistory });
  let shape: OnDemandShape = 'object';
  const quarantines: QuarantineEvent[] = [];
  const engine: Engine = {
    ...options,
    stopwatch: options.stopwatch ?? (() => performance.now()),
    pageSize: options.pageSize ?? 10,
    escrowThresholds: () => options.escrowThresholds ?? escrowThresholdsFor(options.state.people.size),
    onDemandShape: () => shape,
    log: events.add,
    quarantined: (event) => quarantines.unshift(event),
  };
  const jobs = createJobBook(engine, options.replicationDelayMs ?? 1_500);
  const now = (): number => options.clock.now();
  const cycles = createCycleRunner(engine, jobs);

  return {
    templatesOf: (servicePrincipal) => templatesOf(options.state, servicePrincipal),
    validateCredentials: (servicePrincipalId, templateId, credentials) =>
      validateCredentials(engine, { servicePrincipalId, templateId, credentials }),
    createJob: jobs.create,
    deleteJob: jobs.remove,
    start(job) {
      startJob(jobs.of(job), now());
      return null;
    },
    pause: (job) => pauseJob(jobs.of(job)),
    restart: (job, resetScopes) => restartJob(jobs.of(job), resetScopes, now()),
    schemaChanged: (job) => evaluateEverybody(jobs.of(job), now()),
    // Every cycle reads the secrets anew, so nothing has to be told to a job.
    secretsChanged: () => {},
    jobResource: (job) => toJobResource(jobs.of(job), readJobSettings(secretsOf(engine, job.servicePrincipalId))),
    provisionOnDemand: (job, parameters) => provisionOnDemand(engine, jobs.of(job), parameters),
    logRows: events.rows,
    quarantines: () => quarantines,
    imposeQuarantine: (job, imposed) => imposeQuarantine(engine, jobs.of(job), imposed),
    runDueCycles: cycles.runDue,
    get busy() {
      return cycles.busy();
    },
    nextDueAt: () => jobs.nextDueAt(),
    recall: (job, memory) => void Object.assign(jobs.of(job), memory),
    setOnDemandShape(next) {
      shape = next;
    },
    authorizationUrl(servicePrincipalId, back) {
      const oauth = vendorById(options.state, servicePrincipalId)?.oauth ?? null;
      return oauth === null ? null : authorizationUrl(oauth, back);
    },
    async completeAuthorization(servicePrincipalId, code) {
      const vendor = vendorById(options.state, servicePrincipalId);
      return vendor === null ? false : redeemCode(engine, { vendor, servicePrincipalId }, code);
    },
  };
}

function vendorById(state: TenantState, servicePrincipalId: string): VendorDefinition | null {
  const servicePrincipal = state.servicePrincipals.get(servicePrincipalId);
  return servicePrincipal === undefined ? null : vendorOf(servicePrincipal, state);
}

function templatesOf(
  state: TenantState,
  servicePrincipal: ServicePrincipalRecord,
): readonly SynchronizationTemplateRecord[] {
  const vendor = vendorOf(servicePrincipal, state);
  return vendor === null ? [] : [createTemplate(vendor, servicePrincipal.applicationTemplateId ?? '')];
}

interface CredentialTest {
  readonly servicePrincipalId: string;
  readonly templateId: string;
  readonly credentials: ReadonlyMap<string, string>;
}

async function validateCredentials(engine: Engine, test: CredentialTest): Promise<ServiceFault | null> {
  const vendor = vendorById(engine.state, test.servicePrincipalId);
  if (vendor === null || vendor.templateId !== test.templateId) {
    return { status: 400, code: 'TemplateNotFound', message: `The template '${test.templateId}' was not found.` };
  }
  const client = openTarget(engine, { vendor, ...test });
  if (isFault(client)) return client;
  const job = [...engine.state.jobs.values()].find((each) => each.servicePrincipalId === test.servicePrincipalId);
  const attribute = job === undefined ? 'userName' : matchingAttribute({ job });
  try {
    await testConnection(client, { attribute, value: engine.newId() });
    return null;
  } catch (cause) {
    if (cause instanceof ConnectionFailure) return faultOf(cause);
    throw cause;
  }
}

interface JobBook {
  create(servicePrincipalId: string, templateId: string): JobRecord;
  remove(job: JobRecord): void;
  of(job: JobRecord): JobRuntime;
  due(): readonly JobRuntime[];
  nextDueAt(): number | null;
}

/** The jobs of the tenant with the service's memory of each; jobs made by a seed get theirs when first asked for. */
function createJobBook(engine: Engine, replicationDelayMs: number): JobBook {
  const { state } = engine;
  const runtimes = new Map<string, JobRuntime>();
  const of = (job: JobRecord): JobRuntime => {
    const known = runtimes.get(job.id);
    if (known !== undefined) return known;
    const vendor = vendorById(state, job.servicePrincipalId);
    if (vendor === null) throw new Error(`The job ${job.id} belongs to an application without provisioning.`);
    const runtime = createJobRuntime(job, vendor);
    runtimes.set(job.id, runtime);
    return runtime;
  };
  return {
    create(servicePrincipalId, templateId) {
      const vendor = vendorById(state, servicePrincipalId);
      if (vendor === null || vendor.templateId !== templateId) {
        throw new Error(`The service principal ${servicePrincipalId} offers no template '${templateId}'.`);
      }
      const id = `${templateId}.${state.tenantId.replaceAll('-', '')}.${engine.newId()}`;
      const createdAt = engine.clock.now();
      const schema = { ...createDefaultSchema(vendor), id };
      const visibleAt = createdAt + replicationDelayMs;
      const job: JobRecord = { id, servicePrincipalId, templateId, schema, createdAt, visibleAt };
      state.jobs.set(id, job);
      of(job);
      return job;
    },
    remove(job) {
      state.jobs.delete(job.id);
      runtimes.delete(job.id);
    },
    of,
    due: () => [...runtimes.values()].filter((each) => each.nextRunAt !== null && each.nextRunAt <= engine.clock.now()),
    nextDueAt() {
      const times = [...runtimes.values()].flatMap((each) => each.nextRunAt ?? []);
      return times.length === 0 ? null : Math.min(...times);
    },
  };
}

/** Runs due cycles one after the other; calls made meanwhile wait and look again. */
function createCycleRunner(engine: Engine, jobs: JobBook) {
  let last: Promise<void> = Promise.resolve();
  let waiting = 0;
  const runAll = async (): Promise<void> => {
    for (let due = jobs.due(); due.length > 0; due = jobs.due()) {
      for (const runtime of due) await executeCycle(engine, runtime);
    }
  };
  return {
    runDue(): Promise<void> {
      waiting += 1;
      // A cycle that broke off must not keep the next ones from running; its own caller hears of it.
      last = last.then(runAll, runAll).finally(() => {
        waiting -= 1;
      });
      return last;
    },
    busy: () => waiting > 0,
  };
}
