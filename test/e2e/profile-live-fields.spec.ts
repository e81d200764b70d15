import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { projectRoot } from '#test/support/project-root';
import { expect, test } from './page-test.ts';
import { enter, type ServedConsole, serveConsole } from './served-console.ts';
import { answerAll, wizardOf } from './wizard-page.ts';

test.use({ actionTimeout: 30_000 });

// Fluent's own focus guards: aria-hidden, and focusable for a moment on purpose.
const focusGuards = 'i[aria-hidden][tabindex]';
const email = 'identity-team@contoso.demo.example';

interface Seed {
  readonly galleryTemplates: { displayName: string; vendorId: string | null }[];
  readonly vendors: { vendorId: string; fields?: { name: string; secret?: boolean }[] }[];
}

/** The usual tenant, in which Notion asks for one field more than its article says. */
function seedThatAsksMore(): Seed {
  const seed = JSON.parse(readFileSync(join(projectRoot, 'assets/tenants/contoso.json'), 'utf8')) as Seed;
  for (const vendor of seed.vendors) {
    if (vendor.vendorId === 'notion')
      vendor.fields = [{ name: 'baseaddress' }, { name: 'secrettoken', secret: true }, { name: 'companyid' }];
  }
  return seed;
}

let served: ServedConsole;
test.beforeEach(async () => {
  served = await serveConsole({ seed: seedThatAsksMore() });
});
test.afterEach(async () => {
  await served.close();
});

test('a field that the application has and the article does not name can be filled in and is explained', async ({
  page,
}) => {
  await enter(page, await served.openHost());
  await page.evaluate(() => {
    location.hash = '/profiles/import';
  });
  await page.locator('input[type=file]').setInputFiles(join(projectRoot, 'test/tutorials/articles/notion.md'));
  await page.getByRole('button', { name: 'Keep and set up' }).click();
  const wizard = wizardOf(page);
  await expect(wizard.heading('prerequisites')).toBeVisible();
  const token = served.target('notion').mintToken();
  await answerAll(
    wizard,
    { vendor: 'notion', person: ['sof', 'Sofia Nyberg'], email },
    {
      credentials: async (form) => {
        await form.getByLabel('Secret Token').fill(token);
        await form.getByLabel('Secret Token').press('Enter');
        await expect(form.locator('[data-secret="held"]')).toBeVisible();
      },
    },
  );
  await page.getByRole('button', { name: /^Carry out/ }).click();
  await page.getByRole('button', { name: 'Try one person' }).last().click({ timeout: 30_000 });
  await expect(page.locator('[data-live-differences]')).toContainText('companyid');
  await wizard.goTo('credentials');
  await expect(page.getByRole('textbox', { name: 'CompanyId' })).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).exclude(focusGuards).analyze();
  expect(violations).toEqual([]);
  await page.getByRole('textbox', { name: 'CompanyId' }).fill('4711');
  await wizard.goTo('review');
  await expect(page.getByText(/companyid.*can be filled in here too/).first()).toBeVisible();
});
