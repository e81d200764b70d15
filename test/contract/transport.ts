import type { ServedTenant } from '#emulator/serve';
import type { TaskProgress } from '#shared/contract/events';
import { contract, isPath } from '#shared/contract/index';
import type { Result } from '#shared/contract/result';
import type { HostView } from '#shared/model/host';

/** What a caller heard of a call, in the order in which it came. */
export type Heard =
  | { readonly kind: 'progress'; readonly taskId: string | null; readonly progress: TaskProgress }
  | { readonly kind: 'ended'; readonly taskId: string | null };

/** What came of a call; for a task, of the task. */
export interface Called {
  readonly result: Result<unknown>;
  readonly heard: readonly Heard[];
}

export interface CallOptions {
  /** An abort is the caller giving up: it cancels a task and aborts everything else. */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: (() => void) | undefined;
}

/** What the command line takes instead of `call` for what needs a process of its own. */
export interface CommandForm {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** One way from a caller to core. Everything that the contract promises has to hold on each of them. */
export interface Transport {
  readonly name: string;
  readonly served: ServedTenant;
  /** The program that is called, and what it can do beside carrying calls. */
  readonly host: HostView['kind'];
  readonly choosesFiles: boolean;
  readonly changesTarget: boolean;
  /** Whether one call can use what another left in the process: handles, plans, tasks, a sign-in without a keychain. */
  readonly oneProcess: boolean;
  call(path: string, input: unknown, options?: CallOptions): Promise<Called>;
  /** Starts a task without waiting for it; null where a caller cannot do so. */
  readonly start: ((path: string, input: unknown) => Promise<Result<unknown>>) | null;
  /** Runs a command in place of `call`; null where there are no commands. */
  readonly command: ((form: CommandForm) => Promise<Called>) | null;
  close(): Promise<void>;
}

/** Takes any text; says whether it names a task. */
export const isTaskPath = (path: string): boolean => isPath(path) && contract[path].kind === 'task';

/** What a call answered, as data. Raises when it was an error, with that error. */
export function dataOf({ result }: Called): unknown {
  if (result.ok) return result.data;
  throw new Error(JSON.stringify(result.error));
}
