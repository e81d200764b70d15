import { readFileSync } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { hearInterrupts } from '#platform/interrupts';
import { openPageFile } from '#platform/open-browser';
import type { LoopbackArguments } from './arguments.ts';
import { writeEntryPage } from './entry-page.ts';
import { rehearseAnswer } from './first-answer.ts';
import { watchIdle } from './idle.ts';
import { createLateCore } from './late-core.ts';
import { createPageSession, type PageSession } from './page-session.ts';
import { type LoopbackHost, listenOnLoopback } from './server.ts';
import { openTerminal, type Terminal } from './terminal.ts';

export interface LoopbackRun extends LoopbackArguments {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly input: Readable;
  readonly output: Writable;
  /** Folder that holds `assets` and `package.json`. */
  readonly packageFolder: string;
  /** Folder of the built page. */
  readonly pageFolder: string;
}

const idleLimitMs = 10 * 60_000;
const entryPageMs = 30_000;
/** A sign-in that nobody finishes must not keep the process. */
const closingMs = 3_000;
/** A library that is being loaded sends an interrupt on; a person's second one comes later and ends the process at once. */
const sameInterruptMs = 500;
const interrupted = 130;
/** Core is opened for the first page that asks, or by now, so that what prevents it is said in time. */
const openingLatestMs = 2_000;

/**
 * Takes what the process was started with; serves the console until it is interrupted or nobody uses it any more. Raises
 * what the opening of core raised.
 */
export async function runLoopback(run: LoopbackRun): Promise<void> {
  let pressed: () => void = () => undefined;
  const terminal = openTerminal({ input: run.input, output: run.output, onLine: () => pressed() });
  const first = firstOf(run);
  const session = createPageSession(Date.now);
  const idle = { touch: (): void => undefined };
  // On few processors, opening core would hold up the browser that is being started.
  let beginOpening: () => void = () => undefined;
  const opening = new Promise<void>((resolve) => {
    beginOpening = resolve;
  }).then(async () => (await import('./served-core.ts')).openServedCore(run, terminal, first));
  const host = await listenOnLoopback({
    core: createLateCore(
      opening.then(({ core }) => core),
      () => beginOpening(),
    ),
    session,
    pageFolder: run.pageFolder,
    onUse: () => idle.touch(),
  });
  const entry = createEntry({ run, host, session, terminal, signedIn: first === 'demo' });
  pressed = entry.open;
  // Whoever reads the first line may end the host at once.
  const ended = untilEnd({ host, idle, opening });
  entry.open();
  void rehearseAnswer(host.origin, '/');
  setTimeout(beginOpening, openingLatestMs).unref();
  try {
    terminal.say(await ended);
  } finally {
    terminal.close();
    entry.remove();
    await host.close();
  }
  await Promise.race([(await opening).close(), sleep(closingMs, undefined, { ref: false })]);
}

function firstOf({ tenant, endpoints }: LoopbackRun) {
  if (endpoints !== null) return { endpoints: readFileSync(endpoints, 'utf8') };
  return tenant ? 'tenant' : 'demo';
}

interface EntryOptions {
  readonly run: LoopbackRun;
  readonly host: LoopbackHost;
  readonly session: PageSession;
  readonly terminal: Terminal;
  readonly signedIn: boolean;
}

/** One way in after another: each replaces the one before it. */
function createEntry({ run, host, session, terminal, signedIn }: EntryOptions) {
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
      const page = writeEntryPage({ origin: host.origin, code: session.issueCode(), signedIn });
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

interface Ending {
  readonly host: LoopbackHost;
  readonly idle: { touch(): void };
  readonly opening: Promise<unknown>;
}

/** Waits until somebody ends the host, or nobody uses it; gives the sentence that says which. Raises what the opening raised. */
function untilEnd({ host, idle, opening }: Ending): Promise<string> {
  return new Promise((resolve, reject) => {
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
    let firstAt: number | null = null;
    const end = (): void => {
      if (firstAt !== null && performance.now() - firstAt > sameInterruptMs) process.exit(interrupted);
      firstAt ??= performance.now();
      watch.stop();
      resolve('Ended.');
    };
    const listen = (): (() => void) => hearInterrupts(['SIGINT', 'SIGTERM', 'SIGHUP'], end);
    listen();
    // What opening loads listens for them too.
    opening.then(listen, (cause: unknown) => {
      watch.stop();
      reject(cause);
    });
  });
}
