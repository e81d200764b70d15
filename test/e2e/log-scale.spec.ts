import { expect, test } from './fleet-test.ts';

const rows = 10_000;

test.use({ fleetOptions: { vendors: [], size: { users: 2_000, logRows: rows } } });

test('10,000 rows of the log scroll without a task over 50 ms and with few rows in the document', async ({ visit }) => {
  test.setTimeout(240_000);
  const page = await visit('/log');
  const frame = page.getByRole('table', { name: 'Provisioning log' });
  // To the end, page by page, so that all of it is there before the scrolling is measured.
  await expect
    .poll(
      async () => {
        await frame.evaluate((element) => element.scrollTo(0, element.scrollHeight));
        return Number(await frame.getAttribute('aria-rowcount'));
      },
      { timeout: 200_000, intervals: [50] },
    )
    .toBeGreaterThan(rows);
  // The machine runs other things too, and a task is measured by the clock on the wall: what the page itself costs shows
  // in every pass, what the neighbours cost does not, so the calmest of five passes counts.
  const passes: Seen[] = [];
  for (let pass = 0; pass < 5 && passes.every(({ tasks }) => tasks.length > 0); pass += 1) {
    passes.push(await frame.evaluate(scrollThrough));
  }
  test.info().annotations.push({ type: 'scrolling', description: JSON.stringify(passes) });
  expect(Math.max(...passes.map(({ most }) => most))).toBeLessThan(60);
  expect(passes.at(-1)?.tasks).toEqual([]);
});

interface Seen {
  /** Milliseconds of each main-thread task over 50 ms. */
  readonly tasks: number[];
  /** Most rows in the document at any time. */
  readonly most: number;
}

/** Runs in the page: scrolls from top to end in 400 frames. */
async function scrollThrough(element: HTMLElement | SVGElement): Promise<Seen> {
  const tasks: number[] = [];
  element.scrollTo(0, 0);
  await new Promise((resolve) => setTimeout(resolve, 300));
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) tasks.push(entry.duration);
  });
  observer.observe({ type: 'longtask' });
  let most = 0;
  const step = element.scrollHeight / 400;
  for (let at = 0; at < element.scrollHeight; at += step) {
    element.scrollTo(0, at);
    await new Promise((resolve) => requestAnimationFrame(resolve));
    most = Math.max(most, element.querySelectorAll('[role=row]').length);
  }
  // Observers are told after the frame in which a task ended.
  await new Promise((resolve) => setTimeout(resolve, 200));
  observer.disconnect();
  return { tasks, most };
}
