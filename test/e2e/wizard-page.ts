import { expect, type Locator, type Page } from '@playwright/test';
import type { WizardStep } from '#shared/model/wizard';

/** Headings of the steps, as a person reads them. */
export const stepNames: Readonly<Record<WizardStep, string>> = {
  prerequisites: 'Prerequisites',
  vendorSide: 'At the vendor',
  application: 'Application',
  credentials: 'Credentials',
  mappings: 'Mappings',
  scope: 'Scope and people',
  safety: 'Notifications and safety',
  review: 'Review',
  apply: 'Set up',
  tryOne: 'Try one person',
  turnOn: 'Turn on',
  next: 'What happens next',
};

/** How a vendor's address is answered: nothing for a fixed one. */
export interface Address {
  readonly label: string;
  readonly value: string;
  /** True where one of several is chosen. */
  readonly choice?: boolean;
}

/** What a person answers in a set-up. */
export interface Answers {
  readonly vendor: string;
  readonly address?: Address;
  /** Beginning of the name, and the name in full. */
  readonly person: readonly [typed: string, name: string];
  readonly email: string;
}

/** The wizard as a person uses it. */
export interface WizardPage {
  readonly page: Page;
  readonly heading: (step: WizardStep) => Locator;
  openPicker(): Promise<void>;
  begin(vendor: string): Promise<void>;
  next(): Promise<void>;
  goTo(step: WizardStep): Promise<void>;
  kept(): Promise<void>;
}

/** Takes the page of the console; gives its wizard. */
export function wizardOf(page: Page): WizardPage {
  const heading = (step: WizardStep): Locator =>
    page.getByRole('heading', { level: 2, name: stepNames[step], exact: true });
  return {
    page,
    heading,
    async openPicker() {
      await page.getByRole('navigation').getByRole('link', { name: 'Set up an application' }).click();
      await expect(page.getByRole('heading', { level: 1, name: 'Set up an application' })).toBeVisible();
    },
    async begin(vendor) {
      await page.locator(`[data-vendor="${vendor}"]`).click();
      await expect(heading('prerequisites')).toBeVisible();
    },
    next: () => page.getByRole('button', { name: 'Next', exact: true }).click(),
    async goTo(step) {
      await page
        .getByRole('navigation', { name: 'Steps of this set-up' })
        .getByRole('button', { name: stepNames[step] })
        .click();
      await expect(heading(step)).toBeVisible();
    },
    kept: () => expect(page.locator('[data-saving]')).toHaveAttribute('data-saving', 'saved'),
  };
}

/** Answers everything up to the review; `credentials` fills that step in. */
export async function answerAll(
  wizard: WizardPage,
  answers: Answers,
  asked: { readonly credentials: (page: Page) => Promise<void> },
): Promise<void> {
  const { page, heading, next } = wizard;
  await next();
  await expect(heading('vendorSide')).toBeVisible();
  for (const box of await page.getByRole('checkbox').all()) await box.check();
  await next();
  await page.getByRole('radio', { name: /Add a new application/ }).check();
  await next();
  await expect(heading('credentials')).toBeVisible();
  await answerAddress(page, answers.address);
  await asked.credentials(page);
  await next();
  await expect(heading('mappings')).toBeVisible();
  await next();
  await expect(heading('scope')).toBeVisible();
  await page.getByRole('searchbox', { name: 'Search people and groups' }).fill(answers.person[0]);
  await page.getByRole('button', { name: `Add ${answers.person[1]}` }).click();
  await next();
  await page.getByRole('textbox', { name: 'E-mail address' }).fill(answers.email);
  await next();
  await expect(heading('review')).toBeVisible();
}

async function answerAddress(page: Page, address: Address | undefined): Promise<void> {
  if (address === undefined) return;
  if (address.choice === true) await page.getByRole('radio', { name: address.label }).check();
  else await page.getByRole('textbox', { name: address.label }).fill(address.value);
}

/** Lets the demo vendor's console make the token, and tests the connection. */
export async function useDemoToken(page: Page): Promise<void> {
  await page.getByRole('button', { name: /Demo: let the vendor/ }).click();
  await expect(page.locator('[data-secret="held"]')).toBeVisible();
  await page.getByRole('button', { name: 'Test connection' }).click();
  await expect(page.locator('[data-verdict]')).toHaveAttribute('data-verdict', 'looksGood');
}

/** Carries the plan out, tries the person, turns provisioning on; ends on the last step. */
export async function setUpTryTurnOn(wizard: WizardPage, byHand?: (page: Page) => Promise<void>): Promise<void> {
  const { page, heading } = wizard;
  await page.getByRole('button', { name: /^Carry out/ }).click();
  await expect(heading('apply')).toBeVisible();
  await byHand?.(page);
  await page.getByRole('button', { name: stepNames.tryOne }).last().click({ timeout: 30_000 });
  await page.getByRole('button', { name: 'Provision', exact: true }).click();
  await expect(page.locator('[data-result]')).toHaveAttribute('data-result', 'success', { timeout: 30_000 });
  await wizard.next();
  await page.getByRole('button', { name: 'Turn on provisioning' }).click();
  await expect(page.locator('[data-turned-on]')).toBeVisible({ timeout: 30_000 });
  await page.getByRole('button', { name: stepNames.next }).last().click();
  await expect(heading('next')).toBeVisible();
}
