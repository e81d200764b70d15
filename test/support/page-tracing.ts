import type { Page } from '@playwright/test';

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
