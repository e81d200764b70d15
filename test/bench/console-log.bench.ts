import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { ensureCli } from '#scripts/cli-bundle';
import { enter } from '#test/e2e/served-console';
import { traced } from '#test/support/page-tracing';
import { atMost, type ConsoleWorld, median, openConsoleWorld } from './console-world.ts';

const logRows = 10_000;
const passes = 3;
const allowedTaskMs = 50;
/** The window shows about twenty rows; some more are drawn above and below. */
const allowedRows = 60;

/** A tenant of a process of its own; gives the file that describes it. */
async function serveTenant(folder: string) {
  const size = ['--log-rows', String(logRows), '--tokens', join(folder, 'tokens.json')];
  const child = spawn(process.execPath, [await ensureCli(), 'demo', 'serve', ...size], {
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
  return { endpoints: (JSON.parse(line) as { endpoints: string }).endpoints, close: () => child.kill('SIGTERM') };
}

/** What one way through the whole log showed. */
interface Pass {
  readonly rows: number;
  readonly mostDrawn: number;
  /** Main-thread tasks that lasted over 50 ms, in milliseconds. */
  readonly longTasks: readonly number[];
}

/** A pass, and the processor time of the longest task in it. */
interface TracedPass {
  readonly result: Pass;
  readonly cpuMs: number;
}

/** Scrolls to the end of the log, a part of a window each frame, while its pages are read. */
const scrollThrough = (page: Page, rows: number): Promise<Pass> =>
  page.evaluate(async (wanted) => {
    const frame = document.querySelector<HTMLElement>('[role="table"]');
    if (frame === null) throw new Error('There is no log.');
    const longTasks: number[] = [];
    const observer = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) longTasks.push(duration);
    });
    observer.observe({ type: 'longtask' });
    const read = (): number => Number(frame.getAttribute('aria-rowcount')) - 1;
    const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const isAtEnd = (): boolean => frame.scrollTop + frame.clientHeight >= frame.scrollHeight - 2;
    let mostDrawn = 0;
    // A log that is not read to its end must not be scrolled for ever.
    for (let frames = 0; frames < 20_000 && !(isAtEnd() && read() >= wanted); frames += 1) {
      frame.scrollBy(0, 480);
      await nextFrame();
      mostDrawn = Math.max(mostDrawn, frame.querySelectorAll('[data-index]').length);
    }
    await nextFrame();
    for (const { duration } of observer.takeRecords()) longTasks.push(duration);
    observer.disconnect();
    return { rows: read(), mostDrawn, longTasks };
  }, rows);

async function openLog({ page }: ConsoleWorld): Promise<void> {
  await page.evaluate(() => {
    window.location.hash = '/log';
  });
  await page.locator('[role="table"] [data-index]').first().waitFor();
}

async function measure(world: ConsoleWorld): Promise<readonly TracedPass[]> {
  await enter(world.page, world.host);
  await openLog(world);
  const found: TracedPass[] = [];
  for (let pass = 0; pass <= passes; pass += 1) {
    await world.page.locator('[role="table"]').evaluate((frame) => frame.scrollTo({ top: 0 }));
    found.push(await traced(world.page, () => scrollThrough(world.page, logRows)));
  }
  return found;
}

/** Scrolling through a log, from a tenant of another process. */
export async function run() {
  const folder = mkdtempSync(join(tmpdir(), 'bench-log-'));
  const tenant = await serveTenant(folder);
  try {
    const world = await openConsoleWorld({ args: ['--endpoints', tenant.endpoints] });
    try {
      return {
        name: `Console: scrolling through ${logRows} log rows (noisy on a busy machine)`,
        figures: figuresOf(await measure(world)),
      };
    } finally {
      await world.close();
    }
  } finally {
    tenant.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function figuresOf(found: readonly TracedPass[]) {
  const rows = Math.min(...found.map(({ result }) => result.rows));
  const [whileRead = 0, ...onceRead] = found.map(({ result }) => Math.max(0, ...result.longTasks));
  const inTime = { unit: 'ms', limit: allowedTaskMs };
  return [
    { label: 'rows scrolled through', value: rows, unit: 'rows', ok: rows >= logRows },
    atMost('most rows drawn at once', Math.max(...found.map(({ result }) => result.mostDrawn)), {
      unit: 'rows',
      limit: allowedRows,
    }),
    // A task lasts longer than it works where other programs take the processor.
    atMost('longest task, processor time', Math.max(...found.map(({ cpuMs }) => cpuMs)), inTime),
    atMost('longest task over 50 ms while rows are read', whileRead, inTime),
    atMost(`longest task over 50 ms once read, median of ${passes}`, median(onceRead), inTime),
  ];
}
