// The program that is killed while it archives a log: the real core on the real Node ports, one run, no person in front of it.
import { createCore } from '#core/create-core';
import { visitSignIn } from '#emulator/entra/visitor';
import { demoClientId, parseEndpointsFile, toCloud } from '#platform/clouds';
import { createPorts } from '#platform/create-ports';
import { createSettings } from '#platform/settings';
import type { WireError } from '#shared/contract/result';
import { fixedVault } from './fixed-vault.ts';
import type { FromArchiver, ToArchiver } from './kill-messages.ts';

const say = (message: FromArchiver): void => {
  process.send?.(message);
};

let now = 0;
let lastSleep = 0;
const sleepers = new Map<number, () => void>();

/** The tenant's clock stands still but for sleeps, which go through the parent. */
const clock = {
  now: () => now,
  sleep: (milliseconds: number) =>
    new Promise<void>((resolve) => {
      lastSleep += 1;
      sleepers.set(lastSleep, resolve);
      say({ kind: 'sleep', id: lastSleep, milliseconds });
    }),
};

async function run({ endpoints, dataFolder, username }: Extract<ToArchiver, { kind: 'work' }>): Promise<FromArchiver> {
  const custom = parseEndpointsFile(JSON.stringify(endpoints));
  const opened = createPorts({
    cloud: toCloud(custom),
    loopback: custom.loopback,
    clientId: demoClientId,
    productVersion: 'test',
    dataFolder,
    settings: createSettings(dataFolder),
    builtInProfiles: dataFolder,
    caFile: null,
    env: {},
    clock,
    demo: false,
    keychain: { vault: fixedVault, folder: dataFolder },
    openBrowser: (url) => visitSignIn(url, { fetch, username, consent: 'accept', forOrganization: true }),
    onLogFailure: (cause) => {
      throw cause;
    },
  });
  const { dispatch } = createCore(opened.ports);
  const finish = async (path: 'session.signIn' | 'logs.sync', input: object): Promise<WireError | null> => {
    const started = await dispatch(path, input);
    if (!started.ok) return started.error;
    const ended = await dispatch('tasks.wait', { taskId: started.data.taskId });
    if (!ended.ok) return ended.error;
    return ended.data.ok ? null : ended.data.error;
  };
  const error =
    (await finish('session.signIn', { scopes: ['ProvisioningLog.Read.All'] })) ?? (await finish('logs.sync', {}));
  await opened.close();
  return error === null ? { kind: 'done' } : { kind: 'failed', error };
}

process.on('message', (message: ToArchiver) => {
  if (message.kind === 'woke') {
    now = Math.max(now, message.now);
    sleepers.get(message.id)?.();
    sleepers.delete(message.id);
    return;
  }
  now = message.now;
  run(message).then(
    (last) => process.send?.(last, () => process.disconnect()),
    (cause: unknown) => {
      process.stderr.write(`${cause instanceof Error ? cause.stack : String(cause)}\n`);
      process.exit(1);
    },
  );
});
