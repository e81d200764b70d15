import type { Page } from '@playwright/test';
import { type DemoWorld, openDemoWorld } from '#test/support/demo-world';
import { openFleetConsole } from '#test/support/fleet-console';
import { atMost, ensureConsole, median, openPage, startBrowser } from './console-world.ts';

/** Source: issue 7, "Numbers". */
const limits = { discovery: 200, refresh: 60, usableMs: 2_000 } as const;
const latencyMs = 80;
const provisioning = 500;
const size = { users: 50, applications: provisioning, otherApplications: 2_500, running: true };
const rounds = 3;

/** Requests that the tenant answered while the work was done: counted there, not by who sends them. */
async function requestsOf(world: DemoWorld, work: () => Promise<unknown>): Promise<number> {
  const { tenant } = world.served;
  const before = tenant.requestLog.length;
  await work();
  return tenant.requestLog.slice(before).filter(({ origin }) => origin === tenant.origins.graph).length;
}

async function readFleet(batches: boolean) {
  const world = await openDemoWorld({
    size,
    latencyMs,
    replicationDelayMs: 0,
    faults: batches ? [] : [{ fault: 'no-synchronization-in-batch' }],
  });
  try {
    const lines = world.progress.length;
    const began = performance.now();
    const discovery = await requestsOf(world, () => world.call('fleet.discover', {}));
    const discoveryMs = performance.now() - began;
    const told = world.progress.length - lines;
    const refresh = batches ? await requestsOf(world, () => world.call('fleet.refresh', {})) : 0;
    const { applications, withoutBatch } = await world.call('fleet.show', {});
    const found = applications.filter(({ jobId }) => jobId !== null).length;
    return { discovery, discoveryMs, refresh, told, found, withoutBatch };
  } finally {
    await world.close();
  }
}

/** Waits, a look each frame, until rows are there and the filter leaves fewer of them; gives when, on the page's clock. */
const usableAt = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const rows = () => document.querySelectorAll('[data-fleet-row]').length;
    while (rows() === 0) await frame();
    const search = document.querySelector<HTMLInputElement>('main input[type="search"]');
    if (search === null) throw new Error('The board has no field to filter by.');
    const before = rows();
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(search, 'no such application');
    search.dispatchEvent(new Event('input', { bubbles: true }));
    while (rows() >= before) await frame();
    return performance.now();
  });

/** From the page's own start, in a browser that runs, to rows that can be filtered; nothing of the tenant is known before. */
async function usableMs(): Promise<number> {
  const fleet = await openFleetConsole({ vendors: [], size, latencyMs, replicationDelayMs: 0 });
  const browser = await startBrowser();
  try {
    const page = await openPage(browser);
    await page.goto(fleet.entry(), { waitUntil: 'commit' });
    return await usableAt(page);
  } finally {
    await browser.close();
    await fleet.close();
  }
}

/** The fleet of a large tenant at the latency of the service: requests, and when a person can work with the board. */
export async function run() {
  await ensureConsole();
  const read = await readFleet(true);
  const refused = await readFleet(false);
  const usable: number[] = [];
  for (let round = 0; round < rounds; round += 1) usable.push(await usableMs());
  return {
    name: `Fleet: 3,000 applications, ${provisioning} provision, ${latencyMs} ms a request`,
    figures: [
      atMost('first discovery', read.discovery, { unit: 'requests', limit: limits.discovery }),
      { label: 'lines of progress meanwhile', value: read.told, unit: 'lines', ok: read.told >= 10 },
      { label: 'first discovery, to its end', value: read.discoveryMs / 1_000, unit: 's', ok: true },
      atMost('refresh', read.refresh, { unit: 'requests', limit: limits.refresh }),
      { label: 'found', value: read.found, unit: 'applications', ok: read.found === provisioning },
      atMost(`page opened to rows that were filtered, median of ${rounds}`, median(usable), {
        unit: 'ms',
        limit: limits.usableMs,
      }),
      {
        label: 'batches refused: found, and it says so',
        value: refused.found,
        unit: 'applications',
        ok: refused.found === provisioning && refused.withoutBatch,
      },
      { label: 'batches refused: requests', value: refused.discovery, unit: 'requests', ok: true },
      {
        label: 'batches refused: first discovery, to its end',
        value: refused.discoveryMs / 1_000,
        unit: 's',
        ok: true,
      },
    ],
  };
}
