import type { Core } from '#core/create-core';
import type { TaskProgress } from '#shared/contract/events';
import { contract, type Input, type Path, type Output as ProcedureOutput } from '#shared/contract/index';
import type { Result } from '#shared/contract/result';
import type { TaskOutcome } from '#shared/contract/tasks';
import type { TaskId } from '#shared/model/ids';
import { CommandFailure, failure } from './failure.ts';
import type { CliHost } from './host.ts';
import type { Output } from './output.ts';

/**
 * Takes a path and an input; raises `bad_request` (reason invalidInput) when the contract does not take it. Core checks
 * again: this one only comes before a sign-in, which nobody should go through for an input that is wrong.
 */
export function checkInput(path: Path, input: unknown): void {
  const parsed = contract[path].input.safeParse(input);
  const [issue] = parsed.error?.issues ?? [];
  if (issue === undefined) return;
  const where = issue.path.length === 0 ? '' : `${issue.path.map(String).join('.')}: `;
  throw failure('bad_request', 'invalidInput', {
    message: `${where}${issue.message}`,
    nextStep: 'Add --help to see what the command takes.',
  });
}

/** Calls procedures one after another. */
export interface Caller {
  /** Calls a procedure and, for a task, waits for its end. Raises {@link CommandFailure}. */
  call<P extends Path>(path: P, input: Input<P>): Promise<ProcedureOutput<P>>;
  close(): void;
}

interface CallerOptions {
  readonly core: Core;
  readonly host: CliHost;
  readonly output: Output;
  /** Takes a public URL; gives the one that a browser on this machine can open. */
  readonly forBrowser: (url: string) => string;
  /** False where addresses are only printed. */
  readonly opensBrowser: boolean;
  /** Who signs in by itself, on a demo tenant; null where a person has to open the address. */
  readonly visitor: string | null;
  /** Told each line of progress, beside its being printed. */
  readonly onProgress?: ((path: Path, progress: TaskProgress) => void) | undefined;
}

/**
 * Takes the core and where to print; gives a caller that prints the progress of tasks, and on SIGINT cancels what runs:
 * the second SIGINT ends the process at once.
 */
export function createCaller(options: CallerOptions): Caller {
  const { core, host, output, forBrowser, onProgress } = options;
  let running: { readonly path: Path; cancel: () => void } | null = null;
  let interrupted = false;
  const stopListening = core.subscribe((event) => {
    if (event.topic !== 'task.progressed' || running === null) return;
    const told = event.payload.progress;
    const progress = told.url === undefined ? told : { ...told, url: forBrowser(told.url) };
    onProgress?.(running.path, progress);
    tell(options, running.path, progress);
  });
  const stopInterrupts = host.onInterrupt(() => {
    if (interrupted || running === null) return host.exitNow(130);
    interrupted = true;
    output.note('Cancelling … what has begun is ended cleanly; press Ctrl+C again to stop at once.');
    running.cancel();
  });
  const call = async <P extends Path>(path: P, input: Input<P>): Promise<ProcedureOutput<P>> => {
    const controller = new AbortController();
    running = { path, cancel: () => controller.abort() };
    try {
      const answer: unknown = unwrap(await core.dispatch(path, input, { signal: controller.signal }));
      if (contract[path].kind !== 'task') return answer as ProcedureOutput<P>;
      const { taskId } = answer as { readonly taskId: TaskId };
      running = { path, cancel: () => void core.dispatch('tasks.cancel', { taskId }) };
      if (interrupted) running.cancel();
      const outcome: TaskOutcome = unwrap(await core.dispatch('tasks.wait', { taskId }));
      return unwrap(outcome) as ProcedureOutput<P>;
    } finally {
      running = null;
    }
  };
  const close = (): void => {
    stopListening();
    stopInterrupts();
  };
  return { call, close };
}

function tell(
  { output, visitor, opensBrowser }: Pick<CallerOptions, 'output' | 'visitor' | 'opensBrowser'>,
  path: Path,
  progress: TaskProgress,
): void {
  const { url } = progress;
  if (path !== 'session.signIn' || url === undefined) output.progress(progress);
  else if (visitor === null) {
    const isOnlyPrinted = !opensBrowser && progress.userCode === undefined;
    output.signIn({ ...progress, url, ...(isOnlyPrinted ? { message: 'Sign in at this address.' } : {}) });
  } else output.note(`What stands in for a browser in the demo signs in as ${visitor}.`);
}

function unwrap<T>(result: Result<T>): T {
  if (result.ok) return result.data;
  throw new CommandFailure(result.error);
}
