import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ServedTenant, serveTenant } from '#emulator/serve';
import type { InterceptPhase, TenantOptions } from '#emulator/tenant-options';
import type { WireError } from '#shared/contract/result';
import type { ApplyReport } from '#shared/model/plan';
import { projectRoot } from '#test/support/project-root';
import type { FromChild, Round, Work } from './messages.ts';
import { createNaming, isSameRequest, type RequestName, requestText } from './request-name.ts';

/** The moment of a request at which a process is killed: before it is sent, before the tenant acts, before it answers. */
export interface KillPoint {
  readonly at: 'held' | InterceptPhase;
  readonly request: RequestName;
}

/** Gives the text by which a kill point is told. */
export const pointText = ({ at, request }: KillPoint): string => `${at} ${requestText(request)}`;

/** How a child ended. */
export type ChildEnd =
  | {
      readonly kind: 'done';
      readonly reports: readonly ApplyReport[];
      /** What the tenant received of it, in order. */
      readonly requests: readonly RequestName[];
    }
  | { readonly kind: 'failed'; readonly error: WireError }
  | { readonly kind: 'killed' }
  | { readonly kind: 'crashed'; readonly stderr: string };

/** A tenant in this process, and a folder on the disk that children share one after the other. */
export interface KillWorld {
  readonly served: ServedTenant;
  readonly dataFolder: string;
  /** Starts a new process for these commands; kills it at the given moment. */
  run(rounds: readonly Round[], killAt?: KillPoint): Promise<ChildEnd>;
  close(): Promise<void>;
}

type Watch = NonNullable<TenantOptions['intercept']>;

/** Names what the tenant receives, and lets the client die at the given point; its connection breaks with it. */
function watchFor(killAt: KillPoint | undefined, die: () => Promise<void>) {
  const naming = createNaming();
  const byIndex = new Map<number, RequestName>();
  const watch: Watch = async (phase, { index, method, path }) => {
    if (phase === 'received') byIndex.set(index, naming.next(method, path));
    const name = byIndex.get(index);
    // An answer to a process that is dead already has no name here.
    if (name === undefined || killAt?.at !== phase || !isSameRequest(killAt.request, name)) return;
    await die();
    throw new Error('The client is gone.');
  };
  return { names: naming.names, watch };
}

interface Running {
  readonly child: ChildProcess;
  readonly served: ServedTenant;
  readonly ended: Promise<unknown>;
}

/** Kills the process as the system would, and comes back when it is gone. */
async function kill({ child, ended }: Pick<Running, 'child' | 'ended'>): Promise<void> {
  child.kill('SIGKILL');
  await ended;
}

function answerSleeps({ child, served }: Running, message: FromChild): void {
  if (message.kind !== 'sleep') return;
  void served.tenant.clock.sleep(message.milliseconds).then(() => {
    if (child.connected) child.send({ kind: 'woke', id: message.id, now: served.tenant.clock.now() });
  });
}

function startChild(entry: string): {
  readonly child: ChildProcess;
  readonly ended: Promise<unknown>;
  stderr(): string;
} {
  const env = { ...process.env, NODE_OPTIONS: '' };
  const child = fork(entry, [], { execArgv: [], env, stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  let stderr = '';
  child.stderr?.on('data', (chunk) => {
    stderr += chunk;
  });
  // The last messages may come after the process is gone, never after the channel is.
  const ended = Promise.all([once(child, 'exit'), once(child, 'disconnect')]);
  return { child, ended, stderr: () => stderr };
}

/** Opens a world whose time stands still but for the waits of its children. */
export async function openKillWorld(
  entry: string,
  options: Partial<Pick<TenantOptions, 'seed' | 'replicationDelayMs'>> = {},
): Promise<KillWorld> {
  let watch: Watch = async () => undefined;
  const served = await serveTenant({
    clockMode: 'warp',
    replicationDelayMs: 300,
    ...options,
    intercept: (phase, request) => watch(phase, request),
  });
  const dataFolder = mkdtempSync(join(tmpdir(), 'kill-world-'));
  const work = (rounds: readonly Round[], killAt: KillPoint | undefined): Work => ({
    endpoints: served.endpoints,
    username: 'ada.admin@contoso.demo.example',
    dataFolder,
    builtInProfiles: join(projectRoot, 'assets/profiles'),
    now: served.tenant.clock.now(),
    rounds,
    holdAt: killAt?.at === 'held' ? killAt.request : null,
  });
  return {
    served,
    dataFolder,
    async run(rounds, killAt) {
      const { child, ended, stderr } = startChild(entry);
      const running = { child, served, ended };
      let end: ChildEnd | undefined;
      const die = async (): Promise<void> => {
        end = { kind: 'killed' };
        await kill(running);
      };
      const { names, watch: watchRequests } = watchFor(killAt, die);
      watch = watchRequests;
      child.on('message', (message: FromChild) => {
        answerSleeps(running, message);
        if (message.kind === 'held') void die();
        if (message.kind === 'failed') end = message;
        if (message.kind === 'done') end = { ...message, requests: [...names] };
      });
      child.send({ kind: 'work', work: work(rounds, killAt) });
      await ended;
      return end ?? { kind: 'crashed', stderr: stderr() };
    },
    async close() {
      await served.close();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}
