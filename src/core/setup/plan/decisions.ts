import type { WantedObjectMapping } from '#core/schema/edit-schema';
import type { ApplicationChoice, JobChoice, TemplateFacts } from '#core/setup/live-state';
import type { PlanStep, StepAction } from '#shared/model/plan';
import type { WantedAssignment } from './access.ts';
import type { RunningDecision } from './running.ts';
import type { SettingsDecision } from './settings-decision.ts';

/** What a plan decided, as values that the steps carry out; never shown. */
export interface SetupDecisions {
  readonly template: TemplateFacts | null;
  readonly application: ApplicationChoice;
  /** null: decided after the application was created. */
  readonly job: JobChoice | null;
  readonly settings: SettingsDecision;
  readonly oauth: boolean;
  readonly mappings: readonly WantedObjectMapping[];
  /** Version of the schema that the plan was made on; null: there was none. */
  readonly schemaVersion: string | null;
  readonly schemaChanges: boolean;
  readonly assignments: readonly WantedAssignment[];
  /** A person has to authorize in the admin center. */
  readonly authorize: boolean;
  readonly running: RunningDecision;
}

/** Stable ids of the steps of a setup. */
export const stepIds = {
  application: 'application.create',
  job: 'job.create',
  test: 'credentials.test',
  settings: 'settings.save',
  prove: 'credentials.prove',
  schema: 'schema.edit',
  role: 'appRole.add',
  assignments: 'assignments.add',
  authorize: 'authorize',
  start: 'job.start',
  restart: 'job.restart',
  pause: 'job.pause',
  health: 'health.check',
} as const;

const writing: ReadonlySet<StepAction> = new Set(['create', 'update', 'remove', 'start', 'stop', 'restart']);

/** Takes a step; says whether it changes something in the tenant. Pure. */
export const isWrite = (step: { readonly action: StepAction }): boolean => writing.has(step.action);

type StepDraft = Pick<PlanStep, 'id' | 'title' | 'reason' | 'action'> & Partial<PlanStep>;

/** Takes a step's own members; gives the step with empty lists for the others. Pure. */
export const planStep = (draft: StepDraft): PlanStep => ({ changes: [], requests: [], ...draft });
