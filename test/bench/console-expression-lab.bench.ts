import type { CDPSession, Page } from '@playwright/test';
import { openFleetConsole } from '#test/support/fleet-console';
import { atMost, ensureConsole, median, openPage, startBrowser } from './console-world.ts';

const mappings = 200;
const keystrokes = 120;
/** Source: issue 5, "Numbers". */
const allowedMs = 16;

interface AttributeList {
  attributes?: { name: string }[] | null | undefined;
}

const numbered = (count: number, name: string): { name: string }[] =>
  Array.from({ length: count }, (_, index) => ({ name: `${name}${index}` }));

/** Gives an application's schema as many mappings, and both sides as many attributes. */
function enlarge(fleet: Awaited<ReturnType<typeof openFleetConsole>>): void {
  for (const job of fleet.world.served.tenant.state.jobs.values()) {
    const objects = (job.schema.directories ?? []).map((one) => one.objects?.find(({ name }) => /^user$/i.test(name)));
    for (const [index, object] of objects.entries())
      (object as AttributeList | undefined)?.attributes?.push(...numbered(mappings, index === 0 ? 'from' : 'to'));
    const users = job.schema.synchronizationRules?.[0]?.objectMappings?.find((one) => one.sourceObjectName === 'User');
    const there = users?.attributeMappings ?? [];
    for (let index = 0; there.length < mappings; index += 1)
      there.push({
        targetAttributeName: `to${index}`,
        source: { type: 'Attribute', name: `from${index}`, expression: `[from${index}]`, parameters: [] },
      });
  }
}

/** Notes in the page when something is typed and when the first person's value has changed because of it. */
const watch = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const times: number[] = [];
    let began = 0;
    const note = (): void => {
      began = performance.now();
    };
    document.addEventListener('beforeinput', note, { capture: true });
    // Keys that the editor handles by itself, as Backspace.
    document.addEventListener('keydown', note, { capture: true });
    const cell = document.querySelector('[data-lab="ours"]');
    if (cell === null) throw new Error('The lab shows no value.');
    new MutationObserver(() => {
      if (began > 0) times.push(performance.now() - began);
      began = 0;
    }).observe(cell, { subtree: true, childList: true, characterData: true });
    Object.assign(window, { labTimes: times });
  });

const answered = (page: Page, count: number) =>
  page.waitForFunction((wanted) => (Reflect.get(window, 'labTimes') as number[]).length >= wanted, count, {
    polling: 'raf',
  });

async function openLab(page: Page, id: string): Promise<void> {
  await page.evaluate((place) => {
    window.location.hash = place;
  }, `/apps/${id}/mappings`);
  await page.getByRole('button', { name: 'Edit the mapping of displayName', exact: true }).click();
  await page.getByRole('radio', { name: 'Expression' }).click();
  await page.getByRole('textbox', { name: 'Expression editor' }).click();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText('Join(" ", [givenName], Switch([department], "x", "Sales", "y"), "a")');
  await page.getByText('Alex y a', { exact: true }).waitFor();
  // Into the last text: each character from here on is another value.
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
}

/** Processor time of the page's main thread so far, in milliseconds: unlike time on the clock it is the same on a busy machine. */
async function threadTime(devtools: CDPSession): Promise<number> {
  const { metrics } = await devtools.send('Performance.getMetrics');
  return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1_000;
}

/** How long the lab takes to answer a keystroke: the value of our evaluator on the page, with a schema of 200 mappings. */
export async function run() {
  await ensureConsole();
  const fleet = await openFleetConsole({ vendors: ['airstack'], replicationDelayMs: 0 });
  const browser = await startBrowser();
  try {
    enlarge(fleet);
    const page = await openPage(browser);
    await page.goto(fleet.entry());
    await openLab(page, fleet.application('airstack'));
    await watch(page);
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
    const before = { page: await threadTime(devtools), host: process.cpuUsage() };
    for (let count = 1; count <= keystrokes; count += 1) {
      await page.keyboard.press(count % 9 === 0 ? 'Backspace' : 'k');
      await answered(page, count);
    }
    const host = process.cpuUsage(before.host);
    const used = { page: (await threadTime(devtools)) - before.page, host: (host.user + host.system) / 1_000 };
    const times = await page.evaluate(() => Reflect.get(window, 'labTimes') as number[]);
    const sorted = times.toSorted((one, other) => one - other);
    const slowest = sorted[Math.floor(sorted.length * 0.95)] ?? 0;
    return {
      name: `Expression lab, a schema of ${mappings} mappings`,
      figures: [
        atMost(`keystroke to value on the page, median of ${times.length}`, median(times), {
          unit: 'ms',
          limit: allowedMs,
        }),
        { label: 'the same, 95 of 100', value: slowest, unit: 'ms', ok: true },
        { label: 'processor time a keystroke, page', value: used.page / keystrokes, unit: 'ms', ok: true },
        {
          label: 'processor time a keystroke, host and test driver',
          value: used.host / keystrokes,
          unit: 'ms',
          ok: true,
        },
      ],
    };
  } finally {
    await browser.close();
    await fleet.close();
  }
}
