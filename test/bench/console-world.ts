import { type Browser, type CDPSession, chromium, type Page } from '@playwright/test';
import { buildParts } from '#scripts/build-parts';
import { chromiumArguments, chromiumPath } from '#test/support/chromium';
import { type LoopbackConsole, type LoopbackConsoleOptions, openLoopbackConsole } from '#test/support/loopback-console';

const viewport = { width: 1280, height: 800 };

/** One page of the console in a browser of its own. */
export interface ConsoleWorld {
  readonly host: LoopbackConsole;
  readonly page: Page;
  /** What the browser tells about the page. */
  readonly devtools: CDPSession;
  close(): Promise<void>;
}

/** Builds what is served, where it is not built already. */
export const ensureConsole = (): Promise<unknown> => buildParts(['renderer', 'loopback']);

/** Starts a browser as the tests start it. */
export const startBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: chromiumPath(), args: [...chromiumArguments] });

/** Opens a page of the size that the console is made for. */
export const openPage = (browser: Browser): Promise<Page> =>
  browser.newPage({ viewport, locale: 'en-US', timezoneId: 'UTC', reducedMotion: 'reduce' });

/** Starts the built host and a browser; the page is not led anywhere yet. */
export async function openConsoleWorld(options: LoopbackConsoleOptions = {}): Promise<ConsoleWorld> {
  await ensureConsole();
  const host = await openLoopbackConsole(options);
  const browser = await startBrowser();
  const page = await openPage(browser);
  return {
    host,
    page,
    devtools: await page.context().newCDPSession(page),
    async close() {
      await browser.close();
      await host.close();
    },
  };
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds of processor time. */
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/** Does work on a page; gives what came of it and how much of the processor the page's longest task took, in milliseconds. */
export async function traced<T>(
  page: Page,
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly cpuMs: number }> {
  const browser = page.context().browser();
  if (browser === null) throw new Error('The page has no browser.');
  await browser.startTracing(page, { categories: ['toplevel'] });
  const result = await work();
  const trace = JSON.parse((await browser.stopTracing()).toString('utf8')) as { traceEvents: readonly TraceEvent[] };
  return { result, cpuMs: longestTask(trace.traceEvents) };
}

/** The page that was worked on is the one with the most tasks; the browser has pages of its own. */
function longestTask(events: readonly TraceEvent[]): number {
  const threads = events.filter(({ args }) => args?.name === 'CrRendererMain');
  const tasks = threads
    .map(({ pid, tid }) => events.filter((each) => each.pid === pid && each.tid === tid && /RunTask$/.test(each.name)))
    .reduce<readonly TraceEvent[]>((most, each) => (each.length > most.length ? each : most), []);
  const times = tasks.flatMap(({ tdur }) => (tdur === undefined ? [] : [tdur / 1_000]));
  if (times.length === 0) throw new Error('The browser told nothing of its tasks.');
  return times.reduce((longest, time) => Math.max(longest, time), 0);
}

/** Takes numbers, at least one; gives the middle one. */
export const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

/** Takes what a figure is called, its value and the limit; gives the figure, which is ok up to the limit. */
export const atMost = (label: string, value: number, { unit, limit }: { unit: string; limit: number }) => ({
  label,
  value,
  unit,
  limit,
  ok: value <= limit,
});
