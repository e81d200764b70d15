import { z } from 'zod';
import { FleetNotice } from '#shared/model/fleet';
import { TaskId } from '#shared/model/ids';
import { StepAction } from '#shared/model/plan';
import { SecretNotice } from '#shared/model/secret-care';
import { TaskOutcome } from './tasks.ts';

/** One line of a task's progress, in words; a step has a state, a wait has how long it lasts. */
export const TaskProgress = z.strictObject({
  stepId: z.string().optional(),
  state: z.enum(['running', 'waiting', 'done', 'skipped', 'failed', 'personNeeded']),
  message: z.string(),
  action: StepAction.optional(),
  verified: z.boolean().optional(),
  completed: z.number().optional(),
  total: z.number().optional(),
  /** A link that a person has to open: sign-in, device code, Authorize. */
  url: z.string().optional(),
  /** The code to type on that page, for a device code. */
  userCode: z.string().optional(),
});
export type TaskProgress = z.infer<typeof TaskProgress>;

/** Topic → payload of everything core tells without being asked. */
export const events = {
  'task.progressed': z.strictObject({ taskId: TaskId, progress: TaskProgress }),
  'task.ended': z.strictObject({ taskId: TaskId, outcome: TaskOutcome }),
  /** Applications got worse since the fleet was read before: one notice for all of them. */
  'fleet.turnedBad': FleetNotice,
  /** Secrets end soon or have ended: one notice for all of them, once a day. */
  'secrets.due': SecretNotice,
} as const;
export type Topic = keyof typeof events;
export type EventPayload<T extends Topic> = z.infer<(typeof events)[T]>;
export type CoreEvent = { [T in Topic]: { readonly topic: T; readonly payload: EventPayload<T> } }[Topic];
