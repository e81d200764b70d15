// The program that the kill loop kills: the real core on the real Node ports, one command, no person in front of it.
import { createCore } from '#core/create-core';
import type { Clock, NetworkFetch } from '#core/ports';
import { visitSignIn } from '#emulator/entra/visitor';
import { demoClientId, parseEndpointsFile, toCloud } from '#platform/clouds';
import { createPorts } from '#platform/create-ports';
import { createSettings } from '#platform/settings';
import type { Input, Output, Path } from '#shared/contract/index';
import type { WireError } from '#shared/contract/result';
import type { ApplyReport, Plan } from '#shared/model/plan';
import type { FromChild, FromParent, Round, Work } from './messages.ts';
import { createNaming, isSameRequest } from './request-name.ts';

class Failed extends Error {
  readonly error: WireError;

  constructor(error: WireError) {
    super(error.message);
    this.error = error;
  }
}

const say = (message: FromChild): void => {
  process.send?.(message);
};

/** The tenant's clock stands still but for sleeps, so a copy of it is right as long as every sleep goes through the parent. */
function createRemoteClock(start: number): Clock & { woke(id: number, now: number): void } {
  let now = start;
  let last = 0;
  const sleepers = new Map<number, () => void>();
  return {
    now: () => now,
    sleep: (milliseconds, signal) =>
      new Promise((resolve, reject) => {
        last += 1;
        const id = last;
        sleepers.set(id, resolve);
        signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
        say({ kind: 'sleep', id, milliseconds });
      }),
    woke(id, moment) {
      now = Math.max(now, moment);
      sleepers.get(id)?.();
      sleepers.delete(id);
    },
  };
}

/** A network that stops before the request that is named, and never goes on. */
function createHoldingNetwork(network: NetworkFetch, { graph, holdAt }: HoldOptions): NetworkFetch {
  const naming = createNaming();
  return (request) => {
    if (holdAt === null || !request.url.startsWith(graph)) return network(request);
    if (!isSameRequest(naming.next(request.method, new URL(request.url).pathname), holdAt)) return network(request);
    say({ kind: 'held' });
    return new Promise<Response>(() => undefined);
  };
}

interface HoldOptions {
  readonly graph: string;
  readonly holdAt: Work['holdAt'];
}

type Call = <P extends Path>(path: P, input: Input<P>) => Promise<Output<P>>;

function createCall(core: ReturnType<typeof createCore>): Call {
  return async <P extends Path>(path: P, input: Input<P>) => {
    const answer = await core.dispatch(path, input);
    if (!answer.ok) throw new Failed(answer.error);
    const data: unknown = answer.data;
    if (typeof data !== 'object' || data === null || !('taskId' in data)) return data as Output<P>;
    const ended = await core.dispatch('tasks.wait', { taskId: data.taskId });
    if (!ended.ok) throw new Failed(ended.error);
    if (!ended.data.ok) throw new Failed(ended.data.error);
    return ended.data.data as Output<P>;
  };
}

async function planOf(
  call: Call,
  round: Round,
  secrets: Record<string, Output<'secrets.put'>['handle']>,
): Promise<Plan> {
  if (round.command === 'rollback') {
    const { snapshots } = await call('snapshots.list', {});
    const first = snapshots.find(({ moment }) => moment === 'after');
    if (first === undefined) throw new Error('There is no snapshot to go back to.');
    return call('snapshots.planRollback', { id: first.id, secrets });
  }
  const configuration = await call('configuration.parse', { text: round.configuration });
  return round.command === 'apply'
    ? call('setup.plan', { configuration, secrets })
    : call('setup.planUndo', { configuration });
}

async function carryOut(call: Call, round: Round): Promise<ApplyReport> {
  const secrets: Record<string, Output<'secrets.put'>['handle']> = {};
  for (const [label, value] of Object.entries(round.secrets)) {
    secrets[label] = (await call('secrets.put', { value })).handle;
  }
  const plan = await planOf(call, round, secrets);
  const confirmed = plan.steps.flatMap((step) => step.confirmation ?? []);
  return call('setup.apply', { planId: plan.id, planHash: plan.hash, confirmed });
}

async function run(work: Work, clock: Clock): Promise<FromChild> {
  const endpoints = parseEndpointsFile(JSON.stringify(work.endpoints));
  const { username } = work;
  const opened = createPorts({
    cloud: toCloud(endpoints),
    loopback: endpoints.loopback,
    clientId: demoClientId,
    productVersion: 'test',
    dataFolder: work.dataFolder,
    settings: createSettings(work.dataFolder),
    builtInProfiles: work.builtInProfiles,
    caFile: null,
    env: {},
    clock,
    demo: true,
    openBrowser: (url) => visitSignIn(url, { fetch, username, consent: 'accept', forOrganization: true }),
    onLogFailure: (cause) => {
      throw cause;
    },
  });
  const { graph } = endpoints;
  const network = createHoldingNetwork(opened.ports.network, { graph, holdAt: work.holdAt });
  const call = createCall(createCore({ ...opened.ports, network }));
  const { permissions } = await call('session.listPermissions', {});
  await call('session.signIn', { scopes: permissions.map((permission) => permission.scope) });
  const reports: ApplyReport[] = [];
  for (const round of work.rounds) reports.push(await carryOut(call, round));
  await opened.close();
  return { kind: 'done', reports };
}

let clock: ReturnType<typeof createRemoteClock> | undefined;

process.on('message', (message: FromParent) => {
  if (message.kind === 'woke') {
    clock?.woke(message.id, message.now);
    return;
  }
  clock = createRemoteClock(message.work.now);
  run(message.work, clock)
    .catch((cause: unknown): FromChild => {
      if (cause instanceof Failed) return { kind: 'failed', error: cause.error };
      throw cause;
    })
    .then(
      (last) => process.send?.(last, () => process.disconnect()),
      (cause: unknown) => {
        process.stderr.write(`${cause instanceof Error ? cause.stack : String(cause)}\n`);
        process.exit(1);
      },
    );
});
