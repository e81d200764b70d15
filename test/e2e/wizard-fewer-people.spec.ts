import type { Page } from '@playwright/test';
import { expect, test } from './page-test.ts';
import { enter, type ServedConsole, serveConsole } from './served-console.ts';
import { stepNames, wizardOf } from './wizard-page.ts';

test.use({ actionTimeout: 30_000 });

let world: ServedConsole;
test.beforeEach(async () => {
  world = await serveConsole();
  world.target('airstack').acceptToken(token);
});
test.afterEach(() => world.close());

const token = 'the token of a test';
const hour = 3_600_000;
const email = 'identity-team@contoso.demo.example';

const activeAccounts = (): number =>
  world
    .target('airstack')
    .users()
    .filter(({ active }) => active !== false).length;

/** Answers a set-up of Airstack as far as the review. */
async function answer(page: Page, about: { readonly application: RegExp; readonly people: RegExp }): Promise<void> {
  const wizard = wizardOf(page);
  await wizard.openPicker();
  await wizard.begin('airstack');
  await wizard.goTo('vendorSide');
  for (const box of await page.getByRole('checkbox').all()) await box.check();
  await wizard.goTo('application');
  await page.getByRole('radio', { name: about.application }).check();
  await wizard.goTo('credentials');
  const field = page.getByLabel('Secret Token for Azure');
  await field.fill(token);
  await field.press('Enter');
  await expect(page.locator('[data-secret="held"]')).toBeVisible();
  await wizard.goTo('scope');
  await page.getByRole('radio', { name: about.people }).check();
  await wizard.goTo('safety');
  await page.getByRole('textbox', { name: 'E-mail address' }).fill(email);
  await wizard.goTo('review');
}

test('whoever narrows an application in the wizard types how many people lose their accounts', async ({ page }) => {
  test.setTimeout(240_000);
  await enter(page, await world.openHost());
  await answer(page, { application: /Add a new application/, people: /^Everybody in the directory/ });
  await page.getByRole('button', { name: /^Carry out/ }).click();
  await expect(page.getByRole('button', { name: stepNames.tryOne })).toHaveCount(2, { timeout: 60_000 });
  const wizard = wizardOf(page);
  await wizard.goTo('turnOn');
  await page.getByRole('button', { name: 'Turn on provisioning' }).click();
  await expect(page.locator('[data-turned-on]')).toBeVisible({ timeout: 30_000 });
  await world.served.tenant.clock.advance(2 * hour);
  const leaving = activeAccounts();
  expect(leaving).toBeGreaterThan(1);

  await answer(page, { application: /^Use “Airstack”/, people: /^Only assigned/ });
  const go = page.getByRole('button', { name: /^Carry out/ });
  const field = page.getByLabel(`Type ${leaving} to confirm`);
  await expect(field).toBeVisible({ timeout: 30_000 });
  await page.getByRole('checkbox').check();
  await expect(go).toBeDisabled();
  await field.fill(String(leaving - 1));
  await expect(go).toBeDisabled();
  await field.fill(String(leaving));
  await expect(go).toBeEnabled();
});
