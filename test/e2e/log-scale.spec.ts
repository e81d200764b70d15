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
  await frame.evaluate((element) => element.scrollTo(0, 0));
  const seen = await frame.evaluate(async (element) => {
    const tasks: number[] = [];
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
  });
  test.info().annotations.push({ type: 'scrolling', description: JSON.stringify(seen) });
  expect(seen.most).toBeLessThan(60);
  expect(seen.tasks).toEqual([]);
});
