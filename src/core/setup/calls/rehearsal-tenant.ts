import type {
  Application,
  AppRole,
  AppRoleAssignment,
  ServicePrincipal,
  SynchronizationJob,
  SynchronizationSchema,
  SynchronizationSecret,
  SynchronizationTemplate,
} from '#core/graph/shapes';
import type { WantedObjectMapping } from '#core/schema/edit-schema';
import { ApplicationId, ServicePrincipalId, SynchronizationJobId } from '#shared/model/ids';
import { standIns } from './stand-ins.ts';

/** What stands on the one application that a rehearsal is about; it changes as the rehearsal goes on. */
export interface RehearsalTenant {
  readonly instances: ServicePrincipal[];
  servicePrincipal: ServicePrincipal | null;
  application: Application | null;
  templates: readonly SynchronizationTemplate[];
  jobs: readonly SynchronizationJob[];
  secrets: readonly SynchronizationSecret[];
  assignments: readonly AppRoleAssignment[];
  /** By job id. */
  readonly schemas: Map<string, SynchronizationSchema>;
  /** A job that is not there yet comes with a schema that nobody can know; this is enough of one to edit. */
  readonly unknownSchema: SynchronizationSchema;
  /** Roles that a new application is taken to come with. */
  readonly rolesOfNew: readonly AppRole[];
}

/** Takes what is wanted of the mappings; gives a schema that has those object mappings and says nothing else. Pure. */
export const unknownSchemaFor = (wanted: readonly WantedObjectMapping[]): SynchronizationSchema => ({
  version: null,
  directories: [],
  synchronizationRules: [
    {
      id: 'unknown',
      objectMappings: wanted.map(({ source, target }) => ({
        sourceObjectName: source,
        targetObjectName: target,
        attributeMappings: [],
      })),
    },
  ],
});

const role = (id: string, name: string): AppRole => ({
  id,
  displayName: name,
  value: name,
  isEnabled: true,
  allowedMemberTypes: ['User'],
});

/** Takes the names of the roles that assignments ask for; gives the roles of an application that is not there yet. Pure. */
export const rolesOfNewApplication = (wanted: readonly (string | undefined)[]): readonly AppRole[] => [
  role(standIns.appRoleId, wanted.find((name) => name !== undefined) ?? 'User'),
];

/** Takes a display name; makes the application and its service principal, as instantiating a template does. */
export function instantiate(tenant: RehearsalTenant, displayName: string): unknown {
  const appRoles = [...tenant.rolesOfNew];
  const application: Application = {
    id: ApplicationId.parse(standIns.applicationId),
    appId: standIns.appId,
    displayName,
    appRoles,
  };
  const servicePrincipal: ServicePrincipal = {
    id: ServicePrincipalId.parse(standIns.servicePrincipalId),
    appId: standIns.appId,
    displayName,
    appRoles,
  };
  tenant.application = application;
  tenant.servicePrincipal = servicePrincipal;
  tenant.instances.push(servicePrincipal);
  tenant.templates = [{ id: standIns.templateId, default: true }];
  return { application, servicePrincipal };
}

/** Takes a template's id; makes a job of it. */
export function addJob(tenant: RehearsalTenant, templateId: string): SynchronizationJob {
  const id = SynchronizationJobId.parse(standIns.jobId);
  const job: SynchronizationJob = { id, templateId, schedule: { state: 'Disabled' }, status: { code: 'NotRun' } };
  tenant.jobs = [...tenant.jobs, job];
  tenant.schemas.set(id, tenant.unknownSchema);
  return job;
}

/** Takes a job's id and a state; schedules it so. A rehearsal only tells what is sent when nothing goes wrong, so the job is healthy. */
export function schedule(tenant: RehearsalTenant, jobId: string, state: 'Active' | 'Paused'): void {
  tenant.jobs = tenant.jobs.map((job) =>
    job.id === jobId ? { ...job, schedule: { ...job.schedule, state }, status: { code: 'NotRun' } } : job,
  );
}
