import type { z } from 'zod';

/** How a procedure behaves: a query reads, a mutation changes something, a task is long, reports progress and can be cancelled. */
export const procedureKinds = ['query', 'mutation', 'task'] as const;
export type ProcedureKind = (typeof procedureKinds)[number];

/** One row of the contract: what goes in, what comes out. */
export interface Procedure<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly kind: ProcedureKind;
  readonly summary: string;
  readonly input: I;
  readonly output: O;
}

interface Definition<I extends z.ZodType, O extends z.ZodType> {
  /** One sentence for help and documentation. */
  readonly summary: string;
  readonly input: I;
  readonly output: O;
}

/** Takes summary, input and output schema; gives a procedure that only reads. */
export const query = <I extends z.ZodType, O extends z.ZodType>(definition: Definition<I, O>) =>
  ({ kind: 'query', ...definition }) as const satisfies Procedure<I, O>;

/** Takes summary, input and output schema; gives a procedure that changes something. */
export const mutation = <I extends z.ZodType, O extends z.ZodType>(definition: Definition<I, O>) =>
  ({ kind: 'mutation', ...definition }) as const satisfies Procedure<I, O>;

/** Takes summary, input and output schema; gives a long procedure: a call answers with a task id, the output comes with `tasks.wait`. */
export const task = <I extends z.ZodType, O extends z.ZodType>(definition: Definition<I, O>) =>
  ({ kind: 'task', ...definition }) as const satisfies Procedure<I, O>;
