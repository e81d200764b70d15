import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import type { Readable, Writable } from 'node:stream';
import { createConfirmingCore } from '#core/confirm/confirming-core';
import { openSwitchingConsole } from '#platform/console/switching-console';
import { openBrowser, openPageFile } from '#platform/open-browser';
import { createSettings } from '#platform/settings';
import { openUserData } from '#platform/user-data';
import type { LoopbackArguments } from './arguments.ts';
import { writeEntryPage } from './entry-page.ts';
import { watchIdle } from './idle.ts';
import { createPageSession, type PageSession } from './page-session.ts';
import { type LoopbackHost, listenOnLoopback } from './server.ts';
import { openTerminal, type Terminal } from './terminal.ts';

export interface LoopbackRun extends LoopbackArguments {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly input: Readable;
  readonly output: Writable;
  /** Folder that holds `assets`. */
  readonly packageFolder: string;
  /** Folder of the built page. */
  readonly pageFolder: string;
  readonly version: string;
}

const idleLimitMs = 10 * 60_000;
const entryPageMs = 30_000;

/** Takes what the process was started with; serves the console until it is interrupted or nobody uses it any more. */
export async function runLoopback(run: LoopbackRun): Promise<void> {
  let pressed: () => void = () => undefined;
  const terminal = openTerminal({ input: run.input, output: run.output, onLine: () => pressed() });
  const console = await openSwitchingConsole({
    kind: 'loopback',
    components: [{ name: 'Node', version: process.versions.node }],
    first: firstOf(run),
    startDemo,
    picker: null,
    updatable: false,
    dataFolder: openUserData({ platform: process.platform, env: run.env, home: homedir() }, run.dataFolder),
    openSettings: createSettings,
    packageFolder: run.packageFolder,
    openBrowser: async (url) => run.browser && (await openBrowser(url)),
    onFault: terminal.say,
    env: run.env,
    productVersion: run.version,
  });
  const session = createPageSession(Date.now);
  const idle = { touch: (): void => undefined };
  const core = createConfirmingCore(console.core, terminal.ask);
  const host = await listenOnLoopback({
    core,
    session,
    pageFolder: run.pageFolder,
    onUse: () => idle.touch(),
  });
  const entry = createEntry({ run, host, session, terminal });
  pressed = entry.open;
  entry.open();
  const why = await untilEnd(host, idle);
  terminal.say(why);
  terminal.close();
  entry.remove();
  await host.close();
  await console.close();
}

function firstOf({ tenant, endpoints }: LoopbackRun) {
  if (endpoints !== null) return { endpoints: readFileSync(endpoints, 'utf8') };
  return tenant ? 'tenant' : 'demo';
}

async function startDemo() {
  const { startDemoTenant } = await import('./demo.ts');
  return startDemoTenant();
}

interface EntryOptions {
  readonly run: LoopbackRun;
  readonly host: LoopbackHost;
  readonly session: PageSession;
  readonly terminal: Terminal;
}

/** One way in after another: each replaces the one before it. */
function createEntry({ run, host, session, terminal }: EntryOptions) {
  let remove: () => void = () => undefined;
  const show = async (path: string): Promise<void> => {
    const isOpened = run.browser && (await openPageFile(path));
    terminal.say(
      isOpened ? 'The console is open in your browser.' : `Open this page, once, within 30 seconds: ${path}`,
    );
    terminal.say('Press Enter for a new page, Ctrl+C to end.');
  };
  return {
    open(): void {
      remove();
      const page = writeEntryPage(host.origin, session.issueCode());
      const timer = setTimeout(page.remove, entryPageMs);
      timer.unref();
      remove = () => {
        clearTimeout(timer);
        page.remove();
      };
      void show(page.path);
    },
    remove: () => remove(),
  };
}

/** Waits until somebody ends the host, or nobody uses it; gives the sentence that says which. */
function untilEnd(host: LoopbackHost, idle: { touch(): void }): Promise<string> {
  return new Promise((resolve) => {
    const watch = watchIdle({
      limitMs: idleLimitMs,
      now: Date.now,
      pages: host.pages,
      onIdle: () => resolve('Ended, because no page was open any more.'),
      every: (look) => {
        const timer = setInterval(look, 15_000);
        return () => clearInterval(timer);
      },
    });
    idle.touch = watch.touch;
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => {
        watch.stop();
        resolve('Ended.');
      });
    }
  });
}
