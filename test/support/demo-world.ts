import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EvidencePort } from '#core/audit/evidence-port';
import { type Core, createCore } from '#core/create-core';
import type { HostPort } from '#core/ports';
import { visitAuthorize } from '#emulator/admin-center/visit-authorize';
import { visitSignIn } from '#emulator/entra/visitor';
import { type ServedTenant, serveTenant } from '#emulator/serve';
import type { TenantOptions } from '#emulator/tenant-options';
import type { VendorTarget } from '#emulator/vendor-target';
import { demoClientId, parseEndpointsFile, toCloud } from '#platform/clouds';
import { createPorts } from '#platform/create-ports';
import { createFixedHost } from '#platform/host/fixed-host';
import { createSettings } from '#platform/settings';
import type { CoreEvent, TaskProgress } from '#shared/contract/events';
import type { Input, Output, Path } from '#shared/contract/index';
import type { WireError } from '#shared/contract/result';
import { projectRoot } from './project-root.ts';

/** An error that a procedure answered with. */
export class CallFailed extends Error {
  readonly error: WireError;

  constructor(path: string, error: WireError) {
    super(`${path}: ${error.code} (${error.reason ?? '-'}): ${error.message}`);
    this.error = error;
  }
}

/** The real core on the real Node ports, signed in to a demo tenant over real HTTP. */
export interface DemoWorld {
  readonly core: Core;
  readonly served: ServedTenant;
  readonly dataFolder: string;
  readonly progress: readonly TaskProgress[];
  /** Calls a procedure, waits for a task to end, raises {@link CallFailed}. */
  call<P extends Path>(path: P, input: Input<P>): Promise<Output<P>>;
  target(vendorId: string): VendorTarget;
  close(): Promise<void>;
}

export interface DemoWorldOptions extends Partial<TenantOptions> {
  /** Whom to sign in; default: the administrator. */
  readonly username?: string;
  /** An existing data folder, for a second process on the same disk. */
  readonly dataFolder?: string;
  /** A tenant that is served already. */
  readonly served?: ServedTenant;
  readonly signIn?: boolean;
  /** Whether somebody opens the page on which an application is authorized, as soon as a run asks for it. Default true. */
  readonly authorizes?: boolean;
  /** Takes the host of a program without windows; gives the one that core gets. */
  readonly host?: (fixed: HostPort) => HostPort;
  /** How a person names a folder or a bundle. */
  readonly choosePlace?: EvidencePort['choosePlace'];
}

/** Takes a configuration's file name without its ending; gives the text of that example. */
export const exampleText = (name: string): string =>
  readFileSync(join(projectRoot, 'assets/examples', `${name}.yaml`), 'utf8');

/** Opens a demo world; everything in it ends with `close`, the data folder too unless it was given. */
export async function openDemoWorld(options: DemoWorldOptions = {}): Promise<DemoWorld> {
  const {
    username = 'ada.admin@contoso.demo.example',
    signIn = true,
    authorizes = true,
    host = (fixed) => fixed,
    choosePlace = null,
    dataFolder: given,
    served: running,
    ...tenantOptions
  } = options;
  const served = running ?? (await serveTenant({ clockMode: 'warp', ...tenantOptions }));
  const dataFolder = given ?? mkdtempSync(join(tmpdir(), 'demo-world-'));
  const endpoints = parseEndpointsFile(JSON.stringify(served.endpoints));
  const settings = createSettings(dataFolder);
  const opened = createPorts({
    host: host(createFixedHost({ version: 'test', target: 'demo', settings, dataFolder, env: {} })),
    cloud: toCloud(endpoints),
    loopback: endpoints.loopback,
    targets: endpoints.targets,
    clientId: demoClientId,
    productVersion: 'test',
    dataFolder,
    settings,
    builtInProfiles: join(projectRoot, 'assets/profiles'),
    caFile: null,
    choosePlace,
    env: {},
    clock: served.tenant.clock,
    demo: true,
    demoToken: (vendorId) => served.tenant.targets.find((target) => target.vendorId === vendorId)?.mintToken() ?? null,
    openBrowser: async (url) => {
      void visitSignIn(url, { fetch, username, consent: 'accept', forOrganization: true });
    },
    onLogFailure: (cause) => {
      throw cause;
    },
  });
  const core = createCore(opened.ports);
  const progress: TaskProgress[] = [];
  core.subscribe((event: CoreEvent) => {
    if (event.topic === 'task.progressed') {
      progress.push(event.payload.progress);
      if (authorizes) visitAuthorizePage(event.payload.progress, served, username);
    }
  });
  const call = createCall(core);
  if (signIn) {
    const { permissions } = await call('session.listPermissions', {});
    await call('session.signIn', { scopes: permissions.map((permission) => permission.scope) });
  }
  return {
    core,
    served,
    dataFolder,
    progress,
    call,
    target: (vendorId) => targetOf(served, vendorId),
    close: async () => {
      await opened.close();
      if (running === undefined) await served.close();
      if (given === undefined) rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

function createCall(core: Core): DemoWorld['call'] {
  return async <P extends Path>(path: P, input: Input<P>) => {
    const answer = await core.dispatch(path, input);
    if (!answer.ok) throw new CallFailed(path, answer.error);
    const data: unknown = answer.data;
    if (typeof data !== 'object' || data === null || !('taskId' in data)) return data as Output<P>;
    const ended = await core.dispatch('tasks.wait', { taskId: data.taskId });
    if (!ended.ok) throw new CallFailed(path, ended.error);
    if (!ended.data.ok) throw new CallFailed(path, ended.data.error);
    return ended.data.data as Output<P>;
  };
}

function targetOf(served: ServedTenant, vendorId: string): VendorTarget {
  const target = served.tenant.targets.find((candidate) => candidate.vendorId === vendorId);
  if (target === undefined) throw new Error(`no vendor ${vendorId}`);
  return target;
}

function visitAuthorizePage(progress: TaskProgress, served: ServedTenant, account: string): void {
  if (progress.state !== 'personNeeded' || progress.url === undefined) return;
  const servicePrincipalId = /objectId\/([0-9a-f-]{36})/i.exec(progress.url)?.[1];
  const origin = served.endpoints.loopback['https://entra.demo.example'];
  if (servicePrincipalId === undefined || origin === undefined) return;
  void visitAuthorize(`${origin}/authorize?servicePrincipalId=${servicePrincipalId}`, { fetch, account });
}

/** What {@link setUp} may differ in. */
export interface SetUpOptions {
  readonly edit?: (text: string) => string;
  readonly rotateSecrets?: boolean;
  readonly waitForCycle?: boolean;
  /** Token to bind; default: a fresh one of the vendor. null binds none. */
  readonly token?: string | null;
}

const labels: Readonly<Record<string, string>> = { 'cloud-academy-sso': 'ApiKey', askspoke: 'ApiToken' };

/** Plans and applies the example of a vendor, confirming what has to be; gives plan and report. */
export async function setUp(world: DemoWorld, vendorId: string, options: SetUpOptions = {}) {
  const text = (options.edit ?? ((unchanged: string) => unchanged))(exampleText(vendorId));
  const configuration = await world.call('configuration.parse', { text });
  const token = options.token === undefined ? world.target(vendorId).mintToken() : options.token;
  const wantsToken = Object.keys(configuration.connection.secrets).length > 0 && token !== null;
  const secrets = wantsToken
    ? { [labels[vendorId] ?? 'SecretToken']: (await world.call('secrets.put', { value: token })).handle }
    : {};
  const plan = await world.call('setup.plan', {
    configuration,
    secrets,
    rotateSecrets: options.rotateSecrets ?? false,
  });
  const report = await world.call('setup.apply', {
    planId: plan.id,
    planHash: plan.hash,
    confirmed: plan.steps.flatMap((step) => (step.confirmation === undefined ? [] : [step.confirmation])),
    waitForCycle: options.waitForCycle ?? false,
    authorization: 'wait',
  });
  return { configuration, plan, report, token };
}
