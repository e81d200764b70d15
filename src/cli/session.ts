import { mkdtempSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Core, createCore } from '#core/create-core';
import { CoreError } from '#core/rpc/errors';
import { createPorts } from '#platform/create-ports';
import { openBrowser } from '#platform/open-browser';
import { cloudKey, createSettings, type SettingsStore } from '#platform/settings';
import { openUserData } from '#platform/user-data';
import type { TaskProgress } from '#shared/contract/events';
import type { Path } from '#shared/contract/index';
import type { Cloud } from '#shared/model/session';
import { type Caller, createCaller } from './calls.ts';
import type { DemoTenant } from './demo.ts';
import { failure } from './failure.ts';
import type { GlobalFlags } from './flags.ts';
import type { Invocation } from './invocation.ts';
import type { Output } from './output.ts';
import { askingForConsent, signInIfNobodyIs } from './sign-in.ts';
import { chooseClientId, chooseTarget, type Target } from './target.ts';

/** The core, open for one command. */
export interface CliSession {
  readonly call: Caller['call'];
  /** Gives everything that core tells to the listener until the function that comes back is called. */
  readonly onEvent: Core['subscribe'];
  readonly cloud: Cloud;
  readonly clientId: string | null;
  readonly settings: SettingsStore;
  /** The tenant of `--demo`, whose vendors this process can act for; null elsewhere. */
  readonly demo: DemoTenant | null;
  /** Whether somebody is there to answer questions. */
  readonly interactive: boolean;
  /** Takes a public URL; gives the one that a browser on this machine can open. */
  readonly forBrowser: (url: string) => string;
  /**
   * Signs in when nobody is signed in, or as the account that `--account` names. Takes the permissions that the command
   * needs beyond the ordinary ones, so that they are asked for in one go. Raises {@link CommandFailure}.
   */
  ensureSignedIn(further?: readonly string[]): Promise<void>;
  /** Takes a path that a person gave, and what it is for; gives its handle. */
  placeOf(path: string, what: 'newBundle' | 'bundle'): Promise<string>;
  /** Raises `bad_request` (reason clientIdMissing) when there is no application (client) id to sign in with. */
  requireClientId(): void;
  /** Lets what core writes for the work go into that file. */
  writingTo<T>(path: string, work: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/**
 * Takes an invocation; gives the core on the cloud that its flags name, with this user's files. Raises `bad_request` for
 * flags that do not fit, `storage_corrupt` for settings that cannot be read.
 */
export async function openSession(invocation: Invocation): Promise<CliSession> {
  const { flags, output } = invocation;
  const files = openFiles(invocation);
  let target: Target | null = null;
  try {
    const settings = createSettings(files.folder);
    target = await chooseTarget(flags, settings.read(), output.note);
    return openOn(invocation, { files, settings, target });
  } catch (cause) {
    // A demo tenant that goes on being served would keep the process alive after its error.
    await target?.demo?.close();
    files.remove();
    throw cause;
  }
}

interface Opening {
  readonly files: SessionFiles;
  readonly settings: SettingsStore;
  readonly target: Target;
}

function openOn(invocation: Invocation, { files, settings, target }: Opening): CliSession {
  const { host, flags, output } = invocation;
  const clientId = chooseClientId(flags, settings.read(), target);
  let named: string | null = null;
  const { ports, forBrowser, close } = createPorts({
    cloud: target.cloud,
    loopback: target.loopback,
    targets: target.targets,
    clientId,
    productVersion: host.version,
    dataFolder: files.folder,
    settings,
    builtInProfiles: join(host.packageRoot, 'assets', 'profiles'),
    caFile: flags.ca ?? null,
    env: host.env,
    clock: target.clock,
    demo: target.demo !== null,
    chooseExport: async () => named ?? refuseUnnamed(),
    choosePlace: async () => (named === null ? null : { path: named, exact: true }),
    openBrowser: browserOf(target, flags, output),
    onLogFailure: () => output.note('The log file cannot be written; the command goes on without it.'),
  });
  const core = createCore(ports);
  const caller = createCaller({
    core,
    host,
    output,
    forBrowser,
    opensBrowser: flags.browser,
    visitor: target.demo?.administrator ?? null,
    onProgress: visitorOf(target),
  });
  const requireClientId = (): void => {
    if (clientId === null) throw clientIdMissing(target.cloud);
  };
  const signingIn = { call: caller.call, flags, output, requireClientId };
  return {
    call: askingForConsent(signingIn),
    onEvent: core.subscribe,
    cloud: target.cloud,
    clientId,
    settings,
    demo: target.demo,
    interactive: host.stdin.isTTY === true,
    forBrowser,
    requireClientId,
    ensureSignedIn: (further) => signInIfNobodyIs(signingIn, further),
    async writingTo(path, work) {
      named = resolve(path);
      try {
        return await work();
      } finally {
        named = null;
      }
    },
    async placeOf(path, what) {
      named = resolve(path);
      const { place } = await caller.call('evidence.choosePlace', { what });
      named = null;
      if (place === null)
        throw failure('internal', 'placeLost', { message: 'The path was lost.', nextStep: 'Run the command again.' });
      return place.handle;
    },
    close: async () => {
      caller.close();
      await close();
      await target.demo?.close();
      files.remove();
    },
  };
}

/** Takes the session's settings and a client id that was given; keeps it for later commands on the same cloud. */
export function rememberClientId(session: Pick<CliSession, 'settings' | 'cloud'>, clientId: string): void {
  const { clientIds } = session.settings.read();
  session.settings.update({ clientIds: { ...clientIds, [cloudKey(session.cloud)]: clientId } });
}

/** This user's files, or a folder that goes with the command. */
interface SessionFiles {
  readonly folder: string;
  remove(): void;
}

/** A demo tenant ends with its command, so what belongs to it goes into a folder that ends with it too. */
function openFiles({ host, flags }: Invocation): SessionFiles {
  if (flags.demo && flags.dataDir === undefined) {
    const folder = mkdtempSync(join(tmpdir(), 'provisioning-demo-'));
    return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
  }
  const system = { platform: process.platform, env: host.env, home: homedir() };
  return { folder: openUserData(system, flags.dataDir ?? null), remove: () => undefined };
}

function browserOf(target: Target, flags: GlobalFlags, output: Output): (url: string) => Promise<void> {
  return async (url) => {
    if (target.demo !== null) target.demo.visit(url);
    else if (flags.browser && !(await openBrowser(url)))
      output.note('No browser could be started here; open the address yourself.');
  };
}

/** On the tenant of `--demo` nobody is there to open a page, so the demo's visitor does: Authorize, for example. */
function visitorOf({ demo }: Target): ((path: Path, progress: TaskProgress) => void) | undefined {
  if (demo === null) return undefined;
  return (path, progress) => {
    if (path !== 'session.signIn' && progress.url !== undefined) demo.visit(progress.url);
  };
}

/** A procedure that is called by its own name has no way to say where a file goes. */
function refuseUnnamed(): never {
  throw new CoreError('bad_request', 'A call by its own name cannot say where a file goes.', {
    reason: 'noFileWindow',
    nextStep: 'Use "log export --out FILE" or "archive recovery-key --out FILE".',
  });
}

function clientIdMissing(cloud: Cloud): Error {
  return failure('bad_request', 'clientIdMissing', {
    message: `No application (client) id is known for the cloud "${cloud.name}".`,
    nextStep: [
      'Register an application of your own once in this tenant (admin center, App registrations, New registration;',
      'platform "Mobile and desktop applications" with redirect address http://localhost; allow public client flows),',
      'then run "login --client-id ID"; the id is remembered.',
    ].join(' '),
  });
}
