import { join } from 'node:path';
import type { Core } from '#core/create-core';
import type { FilePicker, HostPort } from '#core/ports';
import type { Dispatch } from '#core/rpc/dispatch';
import { CoreError } from '#core/rpc/errors';
import { systemName } from '#platform/host/fixed-host';
import { createHostSettings } from '#platform/host/host-settings';
import { policyFile, readUpdatePolicy } from '#platform/host/machine-policy';
import { readLogEnd } from '#platform/host/read-log';
import type { CoreEvent } from '#shared/contract/events';
import { contract, isPath, type Path } from '#shared/contract/index';
import type { HostView } from '#shared/model/host';
import type { SettingsView } from '#shared/model/settings';
import {
  type ConsoleOptions,
  type ConsoleTarget,
  type EmbeddedTenant,
  type OpenConsole,
  openConsole,
} from './open-console.ts';

export interface SwitchingOptions extends Omit<ConsoleOptions, 'target' | 'host'> {
  readonly kind: 'electron' | 'loopback';
  readonly components: HostView['components'];
  /** What it works on first. */
  readonly first: HostView['target'] | { readonly endpoints: string };
  readonly startDemo: () => Promise<EmbeddedTenant>;
  readonly picker: FilePicker | null;
  /** Whether this installation can update itself. */
  readonly updatable: boolean;
  readonly onSettings?: ((settings: SettingsView) => void) | undefined;
}

/** Core that can go over to another tenant, for a window or page that stays. */
export interface SwitchingConsole {
  readonly core: Core;
  readonly settings: HostPort['settings'];
  openLink(url: string): Promise<void>;
  /** Whether an address is one of the demo tenant inside this program. */
  readonly isTenantLink: (url: string) => boolean;
  /** How many tasks run. */
  readonly running: () => number;
  /** How many plans are being carried out: their ends would leave a tenant between two states. */
  readonly applying: () => number;
  close(): Promise<void>;
}

/**
 * Takes what a host knows of machine and person; gives core on the tenant that it begins with. `host.changeTarget` and
 * changes of the connection close that one and open another behind the same functions; while a task runs they raise
 * `conflict` (reason tasksRunning). Raises what {@link openConsole} raises.
 */
export async function openSwitchingConsole(options: SwitchingOptions): Promise<SwitchingConsole> {
  const tasks = createTaskCount();
  const listeners = new Set<(event: CoreEvent) => void>();
  let target: HostView['target'] = options.first === 'demo' ? 'demo' : 'tenant';
  const refuseWhileRunning = (): void => {
    if (tasks.running() > 0) throw tasksRunning(tasks.running());
  };
  const reopen = async (to: HostView['target']): Promise<void> => {
    refuseWhileRunning();
    const next = await open(targetOf(options, to));
    const last = current;
    current = next;
    target = to;
    await last.close();
  };
  const settings = createHostSettings({
    store: options.openSettings(options.dataFolder),
    env: options.env,
    dataFolder: options.dataFolder,
    policy: readUpdatePolicy(policyFile(process.platform, options.env)),
    updatable: options.updatable,
    beforeReconnect: () => (target === 'tenant' ? refuseWhileRunning() : undefined),
    onReconnect: async () => {
      if (target === 'tenant') await reopen('tenant');
    },
    onChange: options.onSettings,
  });
  const host: HostPort = {
    view: () => ({
      kind: options.kind,
      version: options.productVersion,
      system: systemName(),
      components: [...options.components],
      target,
      canChangeTarget: true,
      canChooseFiles: options.picker !== null,
    }),
    settings,
    workOn: reopen,
    picker: options.picker,
    readLog: () => readLogEnd(join(options.dataFolder, 'logs')),
  };
  const open = async (wanted: ConsoleTarget): Promise<OpenConsole> => {
    const opened = await openConsole({ ...options, target: wanted, host });
    opened.core.subscribe((event) => {
      if (event.topic === 'task.ended') tasks.ended(event.payload.taskId);
      const told = withOpenableLinks(event, opened.forBrowser);
      for (const listener of listeners) listener(told);
    });
    return opened;
  };
  let current = await open(targetOf(options, target));
  return {
    core: {
      dispatch: forwarding(() => current, tasks),
      subscribe: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    settings,
    openLink: (url) => current.openLink(url),
    isTenantLink: (url) => current.isTenantLink(url),
    running: tasks.running,
    applying: tasks.applying,
    close: () => current.close(),
  };
}

function targetOf({ first, startDemo }: SwitchingOptions, target: HostView['target']): ConsoleTarget {
  if (target === 'demo') return { kind: 'demo', start: startDemo };
  return typeof first === 'object' ? { kind: 'endpoints', text: first.endpoints } : { kind: 'tenant' };
}

function forwarding(current: () => OpenConsole, tasks: TaskCount): Dispatch {
  return async (path, input, callOptions) => {
    const { core, forBrowser } = current();
    const result = await core.dispatch(path, input, callOptions);
    if (result.ok && isPath(path) && contract[path].kind === 'task') tasks.started(taskIdOf(result.data), path);
    return withOpenableLinks(result, forBrowser);
  };
}

interface TaskCount {
  started(taskId: string, path: Path): void;
  ended(taskId: string): void;
  readonly running: () => number;
  readonly applying: () => number;
}

/** A short task may be told to have ended before its start was answered. */
function createTaskCount(): TaskCount {
  const running = new Map<string, Path>();
  const early = new Set<string>();
  return {
    started(taskId, path) {
      if (!early.delete(taskId)) running.set(taskId, path);
    },
    ended(taskId) {
      if (!running.delete(taskId)) early.add(taskId);
    },
    running: () => running.size,
    applying: () => [...running.values()].filter((path) => path === 'setup.apply').length,
  };
}

const taskIdOf = (data: unknown): string =>
  typeof data === 'object' && data !== null && 'taskId' in data ? String(data.taskId) : '';

const linkNames = new Set(['url', 'authorizeUrl', 'browserSignOutUrl']);

/** Takes what goes to a page and how links are opened here; gives it with every link as a browser on this machine can open it. */
export function withOpenableLinks<T>(value: T, forBrowser: (url: string) => string): T {
  const walk = (part: unknown, name: string): unknown => {
    if (typeof part === 'string') return linkNames.has(name) && URL.canParse(part) ? forBrowser(part) : part;
    if (Array.isArray(part)) return part.map((member) => walk(member, ''));
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([key, member]) => [key, walk(member, key)]));
  };
  return walk(value, '') as T;
}

const tasksRunning = (count: number): CoreError =>
  new CoreError('conflict', `${count === 1 ? 'A task is' : `${count} tasks are`} still running.`, {
    reason: 'tasksRunning',
    nextStep: 'Wait for the end, or cancel it, and try again.',
  });
