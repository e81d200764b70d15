import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './fleet-test.ts';

const rows = 12_000;
const exported = join(mkdtempSync(join(tmpdir(), 'exports-')), 'log');
const screenshots = process.env.E2E_SCREENSHOTS;

test.describe.configure({ mode: 'serial' });
test.use({
  fleetOptions: {
    vendors: ['airstack'],
    size: { users: 2_000, logRows: rows },
    host: (fixed) => ({
      ...fixed,
      picker: {
        chooseConfiguration: async () => null,
        chooseFolder: async () => null,
        chooseCertificates: async () => null,
        chooseBundle: async () => null,
        chooseBundleFolder: async () => null,
        chooseExport: async (name) => `${exported}-${name}`,
      },
    }),
  },
});

const focusGuards = 'i[aria-hidden][tabindex]';

async function expectNoViolation(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).exclude(focusGuards).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
}

/** Leaves pictures in the themes and sizes in which somebody looks at them, where that is asked for. */
async function picture(page: Page, name: string): Promise<void> {
  if (screenshots === undefined) return;
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const [width, height] of [
      [1280, 800],
      [1920, 1080],
    ] as const) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height });
      await page.screenshot({ path: join(screenshots, `${name}-${colorScheme}-${width}.png`) });
    }
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 1280, height: 800 });
}

const countOf = (page: Page): Promise<number> =>
  page
    .getByRole('table', { name: 'Provisioning log' })
    .getAttribute('aria-rowcount')
    .then((text) => Number(text) - 1);

test('an archive begins from the page, tells how far it is, and has every row', async ({ visit }) => {
  const page = await visit('/log');
  await expect(page.getByText('Read from the service')).toBeVisible();
  await picture(page, 'log-live');
  await page.getByRole('button', { name: 'Begin an archive' }).click();
  await expect(page.getByRole('button', { name: 'Synchronise the log' })).toBeVisible({ timeout: 120_000 });
  await expect.poll(() => countOf(page)).toBeGreaterThanOrEqual(rows);
  await expect(page.getByText(/^12,\d{3} rows, .*read until/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Keep a recovery key' })).toBeVisible();
  await expectNoViolation(page);
  await picture(page, 'log-archive');
});

test('every row can be scrolled to, by the bar and by the keyboard, and few are drawn', async ({ visit }) => {
  const page = await visit('/log');
  const table = page.getByRole('table', { name: 'Provisioning log' });
  await expect.poll(() => countOf(page)).toBeGreaterThanOrEqual(rows);
  await table.evaluate((element) => element.scrollTo(0, element.scrollHeight / 2));
  await expect(table.locator('[data-index="6000"]')).toBeVisible();
  await expect(table.locator('[data-index="6000"] [role=cell]')).toHaveCount(7);
  expect(await table.getByRole('row').count()).toBeLessThan(60);
  await table.getByRole('row').nth(5).focus();
  await page.keyboard.press('End');
  await expect(table.locator(':focus')).toHaveAttribute('aria-rowindex', String((await countOf(page)) + 1));
  await page.keyboard.press('Home');
  await expect(table.locator(':focus')).toHaveAttribute('aria-rowindex', '2');
});

test('filters and words narrow the rows, and an entry shows both pieces of advice', async ({ visit }) => {
  const page = await visit('/log');
  await expect.poll(() => countOf(page)).toBeGreaterThanOrEqual(rows);
  await page.getByLabel('Search everything').fill('EntryConflict');
  await expect.poll(() => countOf(page)).toBeLessThan(1_000);
  await page.getByLabel('Result').selectOption('failure');
  await expect.poll(() => countOf(page)).toBeGreaterThan(10);
  await page.getByRole('table').getByRole('row').nth(2).click();
  const detail = page.getByRole('dialog');
  await expect(detail.getByText('The service recommends')).toBeVisible();
  await expect(detail.getByText('The documentation says')).toBeVisible();
  await expect(detail.getByText('Steps', { exact: true })).toBeVisible();
  await expectNoViolation(page);
  await picture(page, 'log-entry');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await page.getByLabel('Search everything').fill('stands nowhere');
  await expect(page.getByText('Nothing fits these filters')).toBeVisible();
  await page.getByRole('button', { name: 'Clear filters' }).click();
});

test('identical failures are grouped with their trend, and lead to their rows', async ({ visit }) => {
  const page = await visit('/log');
  await page.getByRole('tab', { name: 'Failures grouped' }).click();
  const groups = page.getByRole('list', { name: 'Failures grouped' });
  await expect(groups.getByRole('listitem').first()).toContainText('EntryConflict');
  await expect(groups.getByRole('img', { name: /^Trend from/ }).first()).toBeVisible();
  await expectNoViolation(page);
  await picture(page, 'log-groups');
  const words = (await groups.getByRole('listitem').first().textContent()) ?? '';
  const count = Number(/(\d+) failures/.exec(words)?.[1]);
  await groups
    .getByRole('button', { name: /^Show rows/ })
    .first()
    .click();
  await expect.poll(() => countOf(page)).toBe(count);
  await page.getByRole('button', { name: 'One group of failures' }).click();
  await expect.poll(() => countOf(page)).toBeGreaterThanOrEqual(rows);
});

test('what is shown is written into a file, and a recovery key into another', async ({ visit }) => {
  const page = await visit('/log');
  await page.getByLabel('Result').selectOption('failure');
  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('menuitem', { name: 'JSON' }).click();
  await expect(page.getByText(/rows written to log-provisioning-log\.json/)).toBeVisible({ timeout: 60_000 });
  const entries = JSON.parse(readFileSync(`${exported}-provisioning-log.json`, 'utf8')) as { status: string }[];
  expect(new Set(entries.map(({ status }) => status))).toEqual(new Set(['failure']));
  await page.getByRole('button', { name: 'Keeping and protection' }).click();
  const panel = page.getByRole('dialog');
  await expect(panel.getByText('the key vault of this machine', { exact: true })).toBeVisible();
  await panel.getByRole('button', { name: 'Write a recovery key' }).click();
  await expect(panel.getByText('Keep it where this machine is not')).toBeVisible();
  expect(readFileSync(`${exported}-log-archive-recovery-key.txt`, 'utf8')).toContain('Recovery key of the log archive');
  await expectNoViolation(page);
  await picture(page, 'log-protection');
  await panel.getByLabel('Rows are kept for').selectOption('730');
  await expect(panel.getByLabel('Rows are kept for')).toHaveValue('730');
});

test('the tab of an application shows only its rows', async ({ fleet, visit }) => {
  const page = await visit(`/apps/${fleet.application('airstack')}/log`);
  await expect.poll(() => countOf(page)).toBeGreaterThan(0);
  expect(await countOf(page)).toBeLessThan(rows);
  await expect(page.getByRole('table').getByRole('row').nth(1)).toContainText('Airstack');
  await expectNoViolation(page);
  await picture(page, 'log-tab');
});

for (const media of [{ colorScheme: 'dark' }, { contrast: 'more' }, { forcedColors: 'active' }] as const) {
  test(`has no violation in ${Object.values(media)[0]}`, async ({ page, visit }) => {
    await page.emulateMedia(media);
    await visit('/log');
    await expect.poll(() => countOf(page)).toBeGreaterThanOrEqual(rows);
    await expectNoViolation(page);
    await page.getByRole('tab', { name: 'Failures grouped' }).click();
    await expect(page.getByRole('list', { name: 'Failures grouped' })).toBeVisible();
    await expectNoViolation(page);
  });
}
