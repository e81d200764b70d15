import type { z } from 'zod';
import type { TaskProgress } from '#shared/contract/events';
import { type Answer, contract, isPath, type Output, type ParsedInput, type Path } from '#shared/contract/index';
import type { Result } from '#shared/contract/result';
import { CoreError, toWireError } from './errors.ts';
import type { TaskRegistry } from './tasks.ts';

/** What a handler gets beside its input. */
export interface CallContext {
  readonly signal: AbortSignal;
  /** Tells how far a task is; does nothing in a query or mutation. */
  readonly progress: (progress: TaskProgress) => void;
}

/** Paths that core's own task registry answers. */
type RegistryPath = 'tasks.wait' | 'tasks.cancel';

/** What core must supply: a missing or misspelt handler does not compile. */
export type Handlers = {
  readonly [P in Exclude<Path, RegistryPath>]: (input: ParsedInput<P>, context: CallContext) => Promise<Output<P>>;
};

export type Dispatch = <P extends Path>(
  path: P,
  input: unknown,
  options?: { signal?: AbortSignal },
) => Promise<Result<Answer<P>>>;

type AnyHandler = (input: unknown, context: CallContext) => Promise<unknown>;

const locationPath = (issue: z.core.$ZodIssue): string => issue.path.map(String).join('.');

function badInput(error: z.ZodError): CoreError {
  const [issue] = error.issues;
  const path = issue === undefined ? '' : locationPath(issue);
  const what = path === '' ? 'The input' : `The input "${path}"`;
  return new CoreError('bad_request', `${what} is not accepted: ${issue?.message ?? 'it has another shape'}.`, {
    reason: 'invalidInput',
    nextStep: 'Correct it and call again; nothing was done.',
    location: path === '' ? {} : { path },
  });
}

const parseOrThrow = (schema: z.ZodType, value: unknown): unknown => {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw badInput(parsed.error);
  return parsed.data;
};

/**
 * Takes the handlers and the task registry; gives the one function through which every host calls core.
 * It parses what goes in and what comes out and never throws: an error of any kind is a `Result`.
 */
export function createDispatch(handlers: Handlers, tasks: TaskRegistry, onFault: (cause: unknown) => void): Dispatch {
  const answer = async (path: string, input: unknown, signal: AbortSignal): Promise<unknown> => {
    if (!isPath(path)) throw new CoreError('not_found', 'There is no such procedure.', { reason: 'unknownProcedure' });
    const procedure = contract[path];
    const parsed = parseOrThrow(procedure.input, input);
    if (path === 'tasks.wait') return tasks.wait((parsed as ParsedInput<'tasks.wait'>).taskId, signal);
    if (path === 'tasks.cancel') return { cancelling: tasks.cancel((parsed as ParsedInput<'tasks.cancel'>).taskId) };
    const handler = handlers[path] as AnyHandler;
    const run = async (context: CallContext): Promise<unknown> =>
      procedure.output.parse(await handler(parsed, context));
    if (procedure.kind === 'task') return { taskId: tasks.start(run) };
    return run({ signal, progress: () => undefined });
  };
  return async <P extends Path>(path: P, input: unknown, options: { signal?: AbortSignal } = {}) => {
    try {
      const data = await answer(path, input, options.signal ?? new AbortController().signal);
      return { ok: true, data: data as Answer<P> };
    } catch (cause) {
      if (!(cause instanceof CoreError)) onFault(cause);
      return { ok: false, error: toWireError(cause) };
    }
  };
}
