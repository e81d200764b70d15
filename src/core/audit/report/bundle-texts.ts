import { z } from 'zod';
import { ProvisioningConfiguration } from '#shared/model/configuration';

const text = z.string().nullish();

/** The files of an application, as far as people are shown them; they were written by this program a moment ago. */
export const ApplicationFile = z.looseObject({
  id: z.string(),
  appId: z.string(),
  displayName: z.string(),
  vendor: text,
  createdDateTime: text,
  appRoles: z.array(
    z.looseObject({ id: z.string(), displayName: text, value: text, isEnabled: z.boolean().nullish() }),
  ),
  owners: z.array(z.looseObject({ id: z.string(), displayName: text, userPrincipalName: text })).nullable(),
});
export type ApplicationFile = z.infer<typeof ApplicationFile>;

export const AssignmentFile = z.array(
  z.looseObject({
    principalId: z.string(),
    principalType: text,
    displayName: text,
    userPrincipalName: text,
    role: text,
    appRoleId: z.string(),
    createdDateTime: text,
    members: z.looseObject({ people: z.number(), groups: z.number(), others: z.number() }).nullable(),
  }),
);
export type AssignmentFile = z.infer<typeof AssignmentFile>;

export const SettingsFile = z.array(z.looseObject({ key: z.string(), value: z.unknown() }));
export type SettingsFile = z.infer<typeof SettingsFile>;

export const StatusFile = z.looseObject({
  asOf: z.string(),
  jobs: z.array(
    z.looseObject({
      jobId: z.string(),
      status: z
        .looseObject({
          code: text,
          lastExecution: z.looseObject({ state: text, timeEnded: text }).nullish(),
          quarantine: z.looseObject({ reason: text }).nullish(),
        })
        .nullable(),
    }),
  ),
});
export type StatusFile = z.infer<typeof StatusFile>;

/** What people are shown of one application. */
export interface ApplicationTexts {
  readonly application: ApplicationFile;
  readonly configuration: ProvisioningConfiguration;
  readonly assignments: AssignmentFile;
  readonly settings: SettingsFile;
  readonly status: StatusFile;
  readonly schedule: string;
}

const JobFile = z.looseObject({ schedule: z.looseObject({ state: text, interval: text }) });

/** Takes how a file of the bundle is read and the folder of an application; gives what people are shown of it. */
export async function readTexts(read: (path: string) => Promise<string>, folder: string): Promise<ApplicationTexts> {
  const parsed = async <S extends z.ZodType>(path: string, schema: S): Promise<z.output<S>> =>
    schema.parse(JSON.parse(await read(path)));
  const place = `configuration/${folder}`;
  const [application, configuration, assignments, settings, status] = await Promise.all([
    parsed(`${place}/application.json`, ApplicationFile),
    parsed(`${place}/configuration.json`, ProvisioningConfiguration),
    parsed(`${place}/assignments.json`, AssignmentFile),
    parsed(`${place}/settings.json`, SettingsFile),
    parsed(`observations/${folder}/status.json`, StatusFile),
  ]);
  const jobName = status.jobs.length > 1 ? 'job-1.json' : 'job.json';
  const job = status.jobs.length === 0 ? null : await parsed(`${place}/${jobName}`, JobFile);
  const schedule = job === null ? 'no job' : `${job.schedule.state ?? '?'}, every ${job.schedule.interval ?? '?'}`;
  return { application, configuration, assignments, settings, status, schedule };
}
