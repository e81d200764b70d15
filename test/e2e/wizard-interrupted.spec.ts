import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './page-test.ts';
import { consentAt, enter, type ServedConsole, serveConsole } from './served-console.ts';
import { answerAll, stepNames, type WizardPage, wizardOf } from './wizard-page.ts';

test.use({ actionTimeout: 30_000 });

const token = 'the token of a test';
const answers = {
  vendor: 'airstack',
  person: ['sof', 'Sofia Nyberg'],
  email: 'identity-team@contoso.demo.example',
} as const;

let world: ServedConsole;

test.beforeEach(async () => {
  world = await serveConsole();
  for (const target of world.served.tenant.targets) target.acceptToken(token);
});
test.afterEach(() => world.close());

async function handOver(page: Page): Promise<void> {
  const field = page.locator('input[type="password"]');
  await field.fill(token);
  await field.press('Enter');
  await expect(page.locator('[data-secret="held"]')).toBeVisible();
}

/** Answers the dialog that asks for a permission, in the page and in the browser. */
async function consent(page: Page, scope: string, answer: 'accept' | 'decline'): Promise<void> {
  const dialog = page.getByRole('alertdialog', { name: 'Permission needed' });
  if (await dialog.isHidden()) await page.getByRole('button', { name: 'Ask for consent' }).first().click();
  await expect(dialog).toContainText(scope);
  await dialog.getByRole('button', { name: 'Ask in the browser' }).click();
  const link = dialog.getByRole('link', { name: 'Open the page' });
  await consentAt((await link.getAttribute('href')) ?? '', answer);
}

test('a permission that is missing in the middle is asked for with its reason, and the set-up goes on', async ({
  page,
}) => {
  test.setTimeout(240_000);
  await enter(page, await world.openHost(), 'first');
  const wizard = wizardOf(page);
  await wizard.openPicker();
  await wizard.begin(answers.vendor);
  await wizard.goTo('scope');
  const search = page.getByRole('searchbox', { name: 'Search people and groups' });
  await search.fill(answers.person[0]);
  await expect(page.getByRole('alert').first()).toContainText('A permission is missing');
  // Nobody is asked for anything that was not explained.
  await page.getByRole('button', { name: 'Ask for consent' }).first().click();
  const dialog = page.getByRole('alertdialog', { name: 'Permission needed' });
  await expect(dialog).toContainText('Find people by their user principal name');
  const { violations } = await new AxeBuilder({ page }).exclude('i[aria-hidden][tabindex]').analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog).toBeHidden();

  await consent(page, 'User.ReadBasic.All', 'decline');
  await expect(dialog.getByRole('alert')).toContainText('declined');
  await consent(page, 'User.ReadBasic.All', 'accept');
  await expect(dialog).toBeHidden();
  // What was refused is asked again by itself.
  await expect(page.getByRole('button', { name: `Add ${answers.person[1]}` })).toBeVisible();
  await search.fill('');
  await wizard.goTo('prerequisites');
  await answerAll(wizard, answers, { credentials: handOver });
  await page.getByRole('button', { name: /^Carry out/ }).click();
  await expect(page.getByRole('alert')).toContainText('A permission is missing');
  // Nothing was written before it.
  const added = () =>
    [...world.served.tenant.state.servicePrincipals.values()].filter(({ displayName }) => displayName === 'Airstack');
  expect(added()).toHaveLength(0);
  await consent(page, 'AppRoleAssignment.ReadWrite.All', 'accept');
  await expect(dialog).toBeHidden();
  await page.getByRole('button', { name: 'Go on from here' }).click();
  await expect(page.getByRole('button', { name: stepNames.tryOne })).toHaveCount(2, { timeout: 30_000 });
  expect(added()).toHaveLength(1);
});

/** Stops a run in the middle: the tenant lets the first writes through and then waits until `goOn`. */
async function cancelInTheMiddle(wizard: WizardPage): Promise<void> {
  const { page } = wizard;
  await page.getByRole('button', { name: /^Carry out/ }).click();
  await expect(page.locator('[data-step="application.create"][data-state="done"]')).toBeVisible();
  await page.locator('main').getByRole('button', { name: 'Cancel', exact: true }).click();
}

test('a run that is cancelled in the middle stops, and goes on where it stopped with nothing doubled', async ({
  page,
}) => {
  test.setTimeout(240_000);
  await enter(page, await world.openHost());
  const wizard = wizardOf(page);
  await wizard.openPicker();
  await wizard.begin(answers.vendor);
  await answerAll(wizard, answers, { credentials: handOver });
  world.target('airstack').misbehave('slow');
  await cancelInTheMiddle(wizard);
  await expect(page.getByRole('alert')).toContainText('Cancelled');
  world.target('airstack').misbehave(null);
  const jobs = world.served.tenant.state.jobs.size;
  await page.getByRole('button', { name: 'Go on from here' }).click();
  await expect(page.getByRole('button', { name: stepNames.tryOne })).toHaveCount(2, { timeout: 30_000 });
  const { servicePrincipals, jobs: after } = world.served.tenant.state;
  expect([...servicePrincipals.values()].filter(({ displayName }) => displayName === 'Airstack')).toHaveLength(1);
  expect(after.size).toBe(Math.max(jobs, 1));
});
