import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Core, createCore } from '#core/create-core';
import type { Ports } from '#core/ports';
import { visitSignIn } from '#emulator/entra/visitor';
import { demoClientId, parseEndpointsFile, toCloud } from '#platform/clouds';
import { createPorts } from '#platform/create-ports';
import { createFixedHost } from '#platform/host/fixed-host';
import { createSettings } from '#platform/settings';
import { createSystemClock } from '#platform/system-clock';
import { ensureCli } from '#scripts/cli-bundle';
import type { TaskProgress } from '#shared/contract/events';
import type { Input, Output, Path } from '#shared/contract/index';
import { exampleText } from '#test/support/demo-world';
import { projectRoot } from '#test/support/project-root';

/** Core of this process in front of a large demo tenant of another one. */
export interface ImpactWorld {
  readonly ports: Ports;
  /** Takes a public address of Graph; gives the one on which this machine answers. */
  readonly local: (url: string) => string;
  call<P extends Path>(path: P, input: Input<P>, onProgress?: (progress: TaskProgress) => void): Promise<Output<P>>;
  close(): Promise<void>;
}

interface Served {
  readonly child: ChildProcess;
  readonly endpoints: string;
  readonly administrator: string;
}

async function serve(people: number, tokens: string): Promise<Served> {
  const entry = await ensureCli();
  const child = spawn(process.execPath, [entry, 'demo', 'serve', '--users', String(people), '--tokens', tokens], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const line = await new Promise<string>((resolve, reject) => {
    let printed = '';
    child.stdout.on('data', (data: Buffer) => {
      printed += data.toString('utf8');
      if (printed.includes('\n')) resolve(printed);
    });
    child.once('exit', (code) => reject(new Error(`demo serve ended with exit code ${code}.`)));
  });
  return { child, ...(JSON.parse(line) as Omit<Served, 'child'>) };
}

function portsFor(served: Served, dataFolder: string): { readonly ports: Ports; close(): Promise<void> } {
  const endpoints = parseEndpointsFile(readFileSync(served.endpoints, 'utf8'));
  const settings = createSettings(dataFolder);
  return createPorts({
    host: createFixedHost({ version: 'bench', target: 'demo', settings, dataFolder, env: {} }),
    cloud: toCloud(endpoints),
    loopback: endpoints.loopback,
    targets: endpoints.targets,
    clientId: demoClientId,
    productVersion: 'bench',
    dataFolder,
    settings,
    builtInProfiles: join(projectRoot, 'assets/profiles'),
    caFile: null,
    env: { PROVISIONING_NO_KEYCHAIN: '1' },
    clock: createSystemClock(),
    demo: true,
    openBrowser: async (url) => {
      void visitSignIn(url, { fetch, username: served.administrator, consent: 'accept', forOrganization: true });
    },
    onLogFailure: (cause) => {
      throw cause;
    },
  });
}

function createCall(core: Core): ImpactWorld['call'] {
  return async <P extends Path>(path: P, input: Input<P>, onProgress?: (progress: TaskProgress) => void) => {
    const stop = core.subscribe((event) => {
      if (event.topic === 'task.progressed') onProgress?.(event.payload.progress);
    });
    try {
      const answer = await core.dispatch(path, input);
      if (!answer.ok) throw new Error(`${path}: ${answer.error.message}`);
      const data: unknown = answer.data;
      if (typeof data !== 'object' || data === null || !('taskId' in data)) return data as Output<P>;
      const ended = await core.dispatch('tasks.wait', { taskId: data.taskId });
      if (!ended.ok) throw new Error(`${path}: ${ended.error.message}`);
      if (!ended.data.ok) throw new Error(`${path}: ${ended.data.error.message}`);
      return ended.data.data as Output<P>;
    } finally {
      stop();
    }
  };
}

/** Takes how many people the tenant has; serves it, signs in and sets Airstack up for everybody, job paused. */
export async function openImpactWorld(people: number): Promise<ImpactWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'impact-bench-'));
  const tokens = join(folder, 'tokens.json');
  const served = await serve(people, tokens);
  const { ports, close } = portsFor(served, join(folder, 'data'));
  const call = createCall(createCore(ports));
  const { permissions } = await call('session.listPermissions', {});
  await call('session.signIn', { scopes: permissions.map(({ scope }) => scope) });
  const text = exampleText('airstack')
    .replace('people: assigned', 'people: everyone')
    .replace(/^assignments:\n(?: {2}- .*\n)+/m, '')
    .replace('provisioning: on', 'provisioning: off');
  const configuration = await call('configuration.parse', { text });
  const value = (JSON.parse(readFileSync(tokens, 'utf8')) as Record<string, string>).airstack ?? '';
  const { handle } = await call('secrets.put', { value });
  const plan = await call('setup.plan', { configuration, secrets: { SecretToken: handle } });
  await call('setup.apply', { planId: plan.id, planHash: plan.hash });
  const { loopback } = parseEndpointsFile(readFileSync(served.endpoints, 'utf8'));
  return {
    ports,
    call,
    local(url) {
      const { origin, pathname, search } = new URL(url);
      return `${loopback[origin] ?? origin}${pathname}${search}`;
    },
    async close() {
      await close();
      const gone = new Promise((resolve) => served.child.once('exit', resolve));
      served.child.kill('SIGTERM');
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
