import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './fleet-test.ts';

// Fluent's own focus guards: aria-hidden, and focusable for a moment on purpose.
const focusGuards = 'i[aria-hidden][tabindex]';

const themes = [
  { name: 'light', media: { colorScheme: 'light' } },
  { name: 'dark', media: { colorScheme: 'dark' } },
  { name: 'high contrast', media: { contrast: 'more' } },
] as const;

async function violationsOf(page: Page): Promise<readonly string[]> {
  // Colours that are on their way from one theme to the next are nobody's.
  await page.waitForFunction(() => document.getAnimations().every(({ playState }) => playState !== 'running'));
  const { violations } = await new AxeBuilder({ page }).exclude(focusGuards).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
}

async function exportAll(page: Page): Promise<void> {
  await page.getByLabel('Logs and audit events').selectOption('0');
  await page.getByLabel('Ticket').fill('CHG-1042');
  await page.getByRole('button', { name: 'Export evidence' }).click();
  await expect(page.getByText('Evidence was written')).toBeVisible({ timeout: 60_000 });
}

test.describe.configure({ timeout: 240_000 });

test('exports evidence, verifies it, and says intact and author proven apart', async ({ visit }) => {
  const page = await visit('/evidence');
  await exportAll(page);
  const row = page.getByRole('table', { name: 'Evidence that is kept here' }).getByRole('row').nth(1);
  await expect(row).toContainText('COMPLETE');
  await expect(row).toContainText('CHG-1042');
  await row.getByRole('button', { name: 'Verify' }).click();
  const card = page.getByRole('region', { name: 'Verify' });
  await card.getByRole('button', { name: 'Verify' }).click();
  await expect(card.getByText('Intact: Yes', { exact: true })).toBeVisible({ timeout: 60_000 });
  await expect(card.getByText('Author proven: No', { exact: true })).toBeVisible();
  const fingerprint = await page
    .getByText(/^[0-9a-f]{64}$/)
    .first()
    .innerText();
  await card.getByLabel('Fingerprint that its author told you').fill(fingerprint);
  await card.getByRole('button', { name: 'Verify' }).click();
  await expect(card.getByText('Author proven: Yes', { exact: true })).toBeVisible({ timeout: 60_000 });
  for (const { media } of themes) {
    await page.emulateMedia(media);
    expect(await violationsOf(page)).toEqual([]);
  }
});

test('watches drift: nothing first, then a change in words, which is denied and planned back', async ({
  visit,
  fleet,
}) => {
  const page = await visit('/evidence');
  await exportAll(page);
  await page.getByRole('button', { name: 'Compare', exact: true }).first().click();
  await page.getByRole('button', { name: 'Compare now' }).click();
  await expect(page.getByText('The tenant is as the baseline says')).toBeVisible({ timeout: 60_000 });
  const id = fleet.application('airstack');
  fleet.world.served.tenant.state.secrets.get(id)?.set('SyncAll', 'true');
  await page.getByRole('button', { name: 'Compare now' }).click();
  await expect(page.getByText('Scope: people changes from assigned only to everyone.')).toBeVisible({
    timeout: 60_000,
  });
  await page.getByRole('button', { name: 'Decide… people' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: 'Deny it' }).check();
  await dialog.getByLabel('Reason').fill('Nobody asked for it');
  await dialog.getByLabel('Owner').fill('Ada');
  expect(await violationsOf(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Keep the decision' }).click();
  await expect(page.getByText('Ada: Nobody asked for it')).toBeVisible({ timeout: 60_000 });
  for (const { media } of themes) {
    await page.emulateMedia(media);
    expect(await violationsOf(page)).toEqual([]);
  }
  await page.getByRole('button', { name: 'Plan the repair' }).click();
  await expect(page.getByText(/Scope/).first()).toBeVisible({ timeout: 60_000 });
});

test('has evidence in the place of the first export of an application', async ({ visit, fleet }) => {
  const page = await visit(`/apps/${fleet.application('airstack')}/export`);
  await expect(page.getByRole('heading', { name: 'Export evidence' })).toBeVisible();
  await page.getByLabel('Logs and audit events').selectOption('0');
  await page.getByRole('button', { name: 'Export evidence' }).click();
  await expect(page.getByText('Evidence was written')).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole('heading', { name: 'Configuration' })).toBeVisible();
});
