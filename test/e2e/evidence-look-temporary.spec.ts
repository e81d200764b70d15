import { expect, test } from './fleet-test.ts';

test.describe.configure({ timeout: 240_000 });

test('look', async ({ visit }) => {
  const page = await visit('/evidence');
  await page.getByLabel('Logs and audit events').selectOption('1');
  await page.getByRole('button', { name: 'Export evidence' }).click();
  await expect(page.getByText('Evidence was written')).toBeVisible({ timeout: 90_000 });
  await page.getByRole('button', { name: 'Verify', exact: true }).last().click();
  await page.getByRole('region', { name: 'Verify' }).getByRole('button', { name: 'Verify' }).click();
  await expect(page.getByText('Intact: Yes', { exact: true })).toBeVisible({ timeout: 60_000 });
  for (const [name, width, height, colorScheme] of [
    ['light-1280', 1280, 2200, 'light'],
    ['dark-1920', 1920, 1900, 'dark'],
  ] as const) {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: `.cache/e2e/look-${name}.png` });
  }
  const path = await page.getByText(/\/evidence\/evidence-\d/).first().innerText();
  const { readFileSync, writeFileSync } = await import('node:fs');
  writeFileSync('.cache/e2e/look-report.html', readFileSync(`${path}/report.html`));
  writeFileSync('.cache/e2e/look-report.xlsx', readFileSync(`${path}/report.xlsx`));
  await page.goto(`file://${process.cwd()}/.cache/e2e/look-report.html`);
  await page.setViewportSize({ width: 1280, height: 2600 });
  await page.emulateMedia({ colorScheme: 'light' });
  await page.screenshot({ path: '.cache/e2e/look-report.png' });
  const { AxeBuilder } = await import('@axe-core/playwright');
  const { violations } = await new AxeBuilder({ page }).analyze();
  writeFileSync('.cache/e2e/look-axe.json', JSON.stringify(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html).slice(0, 3)]), null, 1));
});
