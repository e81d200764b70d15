import { expect, test } from './fleet-test.ts';

test.describe.configure({ mode: 'serial' });
test.use({ fleetOptions: { vendors: ['cloud-academy-sso', 'askspoke'] } });

test('a secret is replaced while the old one works: made, tested, saved, proved, ended', async ({ visit, fleet }) => {
  const page = await visit(`/apps/${fleet.application('cloud-academy-sso')}/credentials`);
  await page.getByRole('button', { name: 'Replace with two live tokens' }).click();
  await expect(page.getByText('Generate a new API Key')).toBeVisible();
  await page.getByRole('button', { name: 'I have made the new token' }).click();
  await expect(page.getByText(/The old token works for .*hour/)).toBeVisible();

  const token = fleet.world.target('cloud-academy-sso').mintToken();
  await page.getByLabel(/^New token: /).fill(token);
  await page.getByRole('button', { name: 'Hold it' }).click();
  await page.getByRole('button', { name: 'Test the new token' }).click();
  await page.getByRole('button', { name: 'Look at what saving does' }).click();
  await page.getByRole('button', { name: /^Apply/ }).click();
  await expect(page.getByRole('status')).toContainText('Done');
  await page.getByRole('button', { name: 'Close' }).click();

  // The cycle after the save may have come already: time passes in leaps here.
  const wait = page.getByRole('button', { name: 'Wait for a cycle with it' });
  const revoke = page.getByRole('button', { name: 'I revoked the old token' });
  await expect(async () => {
    if (await wait.isVisible()) await wait.click({ timeout: 1_000 });
    await expect(revoke).toBeVisible({ timeout: 5_000 });
  }).toPass();
  await revoke.click();
  await expect(page.getByRole('button', { name: 'Replace with two live tokens' })).toBeVisible();
  const kept = await page.evaluate(() => JSON.stringify([document.documentElement.outerHTML, { ...sessionStorage }]));
  expect(kept).not.toContain(token);
});

test('a date is entered, and the register shows it above what nobody knows', async ({ visit, fleet }) => {
  const page = await visit(`/apps/${fleet.application('cloud-academy-sso')}/credentials`);
  await page.getByRole('button', { name: 'Set a date' }).click();
  await page.getByLabel('Date', { exact: true }).fill('2020-01-31');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Ended', { exact: true })).toBeVisible();
  await visit('/secrets');
  const rows = page.getByRole('table', { name: 'Secrets' }).getByRole('row');
  await expect(rows.nth(1)).toContainText('Cloud Academy');
  await expect(rows.nth(1)).toContainText('Entered by hand');
  await expect(rows.nth(2)).toContainText('The token itself');
});
