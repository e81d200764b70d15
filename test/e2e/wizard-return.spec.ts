import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './page-test.ts';
import { enter, type ServedConsole, serveConsole } from './served-console.ts';
import { answerAll, setUpTryTurnOn, stepNames, wizardOf } from './wizard-page.ts';

test.use({ actionTimeout: 30_000 });

const canary = `CANARY-${'b7'.repeat(12)}-token`;
const answers = {
  vendor: 'airstack',
  person: ['sof', 'Sofia Nyberg'],
  email: 'identity-team@contoso.demo.example',
} as const;

let world: ServedConsole;

test.beforeEach(async () => {
  world = await serveConsole();
  world.target('airstack').acceptToken(canary);
});
test.afterEach(() => world.close());

/** Types the token as a person does, and hands it over. */
async function handOver(page: Page, token: string): Promise<void> {
  const field = page.getByLabel('Secret Token for Azure');
  await field.fill(token);
  await field.press('Enter');
  await expect(page.locator('[data-secret="held"]')).toBeVisible();
}

/** Every file under a folder, as text. */
const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'));

/** Everything that the page and its browser keep. */
const keptByPage = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const databases = (await indexedDB.databases()).map(({ name }) => name);
    const values = [...document.querySelectorAll('input, textarea')].map((element) =>
      element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement ? element.value : '',
    );
    const state = JSON.stringify(history.state);
    return JSON.stringify([
      { ...localStorage },
      { ...sessionStorage },
      databases,
      document.cookie,
      location.href,
      state,
      document.documentElement.outerHTML,
      values,
    ]);
  });

test('the secret goes out once and stands nowhere afterwards', async ({ page }) => {
  test.setTimeout(180_000);
  const carried: { readonly url: string; readonly text: string }[] = [];
  page.on('request', (request) => carried.push({ url: request.url(), text: request.postData() ?? '' }));
  page.on('response', (response) => {
    if (response.url().endsWith('/events')) return;
    response.text().then(
      (text) => carried.push({ url: `answer of ${response.url()}`, text }),
      () => undefined,
    );
  });
  // The stream of events never ends, so it is read where the page reads it.
  await page.addInitScript(() => {
    const lines: string[] = [];
    Object.assign(window, { heard: lines });
    const plain = window.fetch.bind(window);
    window.fetch = async (...call) => {
      const response = await plain(...call);
      if (!String(call[0]).endsWith('/events')) return response;
      const copy = response.clone().body?.pipeThrough(new TextDecoderStream()).getReader();
      const read = async (): Promise<void> => {
        const part = await copy?.read();
        if (part === undefined || part.done) return;
        lines.push(part.value);
        return read();
      };
      read().catch(() => undefined);
      return response;
    };
  });
  await enter(page, await world.openHost());
  const wizard = wizardOf(page);
  await wizard.openPicker();
  await wizard.begin(answers.vendor);
  await answerAll(wizard, answers, {
    credentials: async () => {
      await handOver(page, canary);
      expect(await keptByPage(page)).not.toContain(canary);
      await page.getByRole('button', { name: 'Test connection' }).click();
      await expect(page.locator('[data-verdict="looksGood"]')).toBeVisible();
    },
  });
  expect(await keptByPage(page)).not.toContain(canary);
  await setUpTryTurnOn(wizard);
  await wizard.kept();
  expect(await keptByPage(page)).not.toContain(canary);
  const heard = await page.evaluate(() => (window as unknown as { heard: string[] }).heard.join(''));
  expect(heard).toContain('task.ended');
  expect(heard).not.toContain(canary);
  expect(
    carried.filter(({ text, url }) => `${url} ${text}`.includes(canary)).map(({ url }) => new URL(url).pathname),
  ).toEqual(['/rpc/secrets.put']);
  const files = filesIn(world.dataFolder);
  expect(files.some((text) => text.includes('"vendor":"airstack"'))).toBe(true);
  expect(files.filter((text) => text.includes(canary))).toEqual([]);
});

test('goes on where it was left, also after the program was killed; the token is asked for again', async ({ page }) => {
  test.setTimeout(180_000);
  await enter(page, await world.openHost());
  let wizard = wizardOf(page);
  await wizard.openPicker();
  await wizard.begin(answers.vendor);
  await answerAll(wizard, answers, { credentials: () => handOver(page, canary) });
  await wizard.kept();
  // Left by the address, returned to by the list.
  await page.reload();
  await expect(wizard.heading('review')).toBeVisible();
  await expect(page.getByText('Something is still missing')).toBeVisible();

  const host = await world.openHost();
  await enter(page, host);
  wizard = wizardOf(page);
  await wizard.openPicker();
  await expect(page.getByText('At “Review”', { exact: false })).toBeVisible();
  await page.getByRole('link', { name: 'Continue' }).click();
  await expect(wizard.heading('review')).toBeVisible();
  await page.locator('main section').getByRole('button', { name: stepNames.credentials }).click();
  await handOver(page, canary);
  await wizard.goTo('scope');
  await expect(page.getByText('Sofia Nyberg')).toBeVisible();
  await wizard.goTo('safety');
  await expect(page.getByRole('textbox', { name: 'E-mail address' })).toHaveValue(answers.email);
  await wizard.goTo('review');
  await setUpTryTurnOn(wizard);
});

test('a run that was cut off goes on from where it ended, with nothing doubled', async ({ page }) => {
  test.setTimeout(180_000);
  await enter(page, await world.openHost());
  const wizard = wizardOf(page);
  await wizard.openPicker();
  await wizard.begin(answers.vendor);
  await answerAll(wizard, answers, { credentials: () => handOver(page, canary) });
  world.target('airstack').misbehave('serverError');
  await page.getByRole('button', { name: /^Carry out/ }).click();
  await expect(page.getByRole('alert')).toBeVisible({ timeout: 30_000 });
  await expect(page.locator('[data-step="credentials.test"]')).toHaveAttribute('data-state', 'failed');
  world.target('airstack').misbehave(null);
  await page.getByRole('button', { name: 'Go on from here' }).click();
  await expect(page.getByRole('button', { name: stepNames.tryOne })).toHaveCount(2, { timeout: 30_000 });
  const { servicePrincipals } = world.served.tenant.state;
  expect([...servicePrincipals.values()].filter(({ displayName }) => displayName === 'Airstack')).toHaveLength(1);
});

const day = 86_400_000;

test('a quarantine whose token was revoked is repaired with a new token', async ({ page }) => {
  test.setTimeout(240_000);
  await enter(page, await world.openHost());
  const wizard = wizardOf(page);
  await wizard.openPicker();
  await wizard.begin(answers.vendor);
  await answerAll(wizard, answers, { credentials: () => handOver(page, canary) });
  await setUpTryTurnOn(wizard);
  const { clock, targets, state, provisioning } = world.served.tenant;
  await clock.advance(day / 12);
  targets.find(({ vendorId }) => vendorId === 'airstack')?.revokeAllTokens();
  await clock.advance(2 * day);
  const status = () => [...state.jobs.values()].map((job) => provisioning.jobResource(job).status);
  expect(status()).toMatchObject([{ code: 'Quarantine' }]);

  await wizard.openPicker();
  await wizard.begin(answers.vendor);
  await wizard.goTo('application');
  await expect(page.getByText('Quarantine', { exact: true })).toBeVisible();
  await page.getByRole('radio', { name: /^Use “Airstack”/ }).check();
  await wizard.goTo('credentials');
  await handOver(page, canary);
  await page.getByRole('button', { name: 'Test connection' }).click();
  await expect(page.locator('[data-verdict="fails"]')).toBeVisible();
  await expect(page.locator('[data-layer="answer"]')).toHaveAttribute('data-state', 'failed');
  await expect(page.locator('[data-layer="service"]')).toHaveAttribute('data-state', 'failed');
  await page.getByRole('button', { name: 'Replace' }).click();
  await handOver(page, world.target('airstack').mintToken());
  await page.getByRole('button', { name: 'Test connection' }).click();
  await expect(page.locator('[data-verdict="works"]')).toBeVisible();
  await wizard.goTo('safety');
  await page.getByRole('textbox', { name: 'E-mail address' }).fill(answers.email);
  await wizard.goTo('review');
  await page.getByRole('button', { name: /^Carry out/ }).click();
  // The service runs a job again when its time comes, and this tenant's time moves only here.
  await expect(async () => {
    await clock.advance(day / 24);
    await expect(page.getByRole('button', { name: stepNames.tryOne })).toHaveCount(2, { timeout: 3000 });
  }).toPass({ timeout: 60_000 });
  await clock.advance(day / 12);
  expect(status()).toMatchObject([{ code: 'Active', quarantine: null }]);
});
