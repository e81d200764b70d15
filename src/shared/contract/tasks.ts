import { z } from 'zod';
import { TaskId } from '#shared/model/ids';
import { mutation, query } from './define.ts';
import { WireError } from './result.ts';

/** What `tasks.wait` gives: the output of the task's own procedure, already parsed with that procedure's schema. */
export const TaskOutcome = z.discriminatedUnion('ok', [
  z.strictObject({ ok: z.literal(true), data: z.unknown() }),
  z.strictObject({ ok: z.literal(false), error: WireError }),
]);
export type TaskOutcome = z.infer<typeof TaskOutcome>;

/** Procedures about long-running tasks of this process. */
export const tasksContract = {
  'tasks.wait': query({
    summary: 'Wait for a task to end and get its outcome',
    input: z.strictObject({ taskId: TaskId }),
    output: TaskOutcome,
  }),
  'tasks.cancel': mutation({
    summary: 'Ask a task to stop; what it had begun is finished or undone by running it again',
    input: z.strictObject({ taskId: TaskId }),
    output: z.strictObject({ cancelling: z.boolean() }),
  }),
} as const;
