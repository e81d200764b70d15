import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { longestArticle } from '#shared/model/text-limits';
import { projectRoot } from '#test/support/project-root';
import { expect, test } from './console-test.ts';
import { answerAll, setUpTryTurnOn, useDemoToken, wizardOf } from './wizard-page.ts';

test.use({ actionTimeout: 30_000 });

const email = 'identity-team@contoso.demo.example';
// Fluent's own focus guards: aria-hidden, and focusable for a moment on purpose.
const focusGuards = 'i[aria-hidden][tabindex]';

const article = (name: string): Buffer => readFileSync(join(projectRoot, 'test/tutorials/articles', `${name}.md`));

async function goTo(page: Page, name: string): Promise<void> {
  await page
    .getByRole('navigation', { name: 'Main navigation' })
    .getByRole('link', { name: 'Vendor profiles' })
    .click();
  await expect(page.getByRole('heading', { level: 1, name: 'Vendor profiles' })).toBeVisible();
  await page.getByRole('link', { name, exact: true }).first().click();
}

const choose = (page: Page, name: string, buffer: Buffer): Promise<void> =>
  page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/markdown', buffer });

async function drop(page: Page, name: string, text: string): Promise<void> {
  const transfer = await page.evaluateHandle(
    ([file, content]) => {
      const data = new DataTransfer();
      data.items.add(new File([content ?? ''], file ?? '', { type: 'text/markdown' }));
      return data;
    },
    [name, text],
  );
  const place = page.getByText('Drop an article here');
  await place.dispatchEvent('dragover', { dataTransfer: transfer });
  await place.dispatchEvent('drop', { dataTransfer: transfer });
}

async function violations(page: Page): Promise<readonly string[]> {
  const { violations: found } = await new AxeBuilder({ page }).exclude(focusGuards).analyze();
  return found.map(({ id, nodes }) => `${id} ${nodes.map(({ html }) => html).join(' | ')}`);
}

for (const { file, vendor, name, address } of [
  { file: 'notion', vendor: 'notion', name: 'Notion', address: undefined },
  {
    file: 'hypervault',
    vendor: 'hypervault',
    name: 'Hypervault',
    address: { label: 'Tenant URL', value: 'https://contoso.hypervault.example/scim/v2' },
  },
] as const) {
  test(`a dropped article of ${name}, which no profile here is about, is set up to a running job`, async ({ open }) => {
    const page = await open();
    await goTo(page, 'Read a tutorial');
    await drop(page, `${file}.md`, article(file).toString('utf8'));
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
    await expect(page.locator('[data-area="credentials"]')).toContainText('bearerToken');
    await page.getByRole('button', { name: 'Keep and set up' }).click();
    const wizard = wizardOf(page);
    await expect(wizard.heading('prerequisites')).toBeVisible();
    await expect(page.locator('[data-own-profile="new"]')).toBeVisible();
    const answers = { vendor, person: ['sof', 'Sofia Nyberg'], email } as const;
    await answerAll(wizard, address === undefined ? answers : { ...answers, address }, { credentials: useDemoToken });
    await expect(page.locator('[data-own-profile="new"]')).toBeVisible();
    await setUpTryTurnOn(wizard);
    await expect(page.getByText(/Provisioning is on/).last()).toBeVisible();
  });
}

test('what the live schema does not know is explained before anybody is provisioned', async ({ open }) => {
  const page = await open();
  await goTo(page, 'Read a tutorial');
  await choose(page, 'hypervault.md', article('hypervault'));
  await page.getByRole('button', { name: 'Keep and set up' }).click();
  const wizard = wizardOf(page);
  await expect(wizard.heading('prerequisites')).toBeVisible();
  const address = { label: 'Tenant URL', value: 'https://contoso.hypervault.example/scim/v2' };
  await answerAll(
    wizard,
    { vendor: 'hypervault', address, person: ['sof', 'Sofia Nyberg'], email },
    { credentials: useDemoToken },
  );
  await page.getByRole('button', { name: /^Carry out/ }).click();
  await page.getByRole('button', { name: 'Try one person' }).last().click({ timeout: 30_000 });
  const differences = page.locator('[data-live-differences]');
  await expect(differences).toContainText('The tenant is right');
  await expect(differences).toContainText('organization');
  expect(await violations(page)).toEqual([]);
});

test('warnings stand beside their line, with code and message', async ({ open }) => {
  const page = await open();
  await goTo(page, 'Read a tutorial');
  await choose(page, 'uniflow-online.md', article('uniflow-online'));
  await expect(page.getByRole('heading', { level: 1, name: 'uniFlow Online' })).toBeVisible();
  const lines = article('uniflow-online').toString('utf8').split(/\r?\n/);
  const warning = page.locator('[data-warning="duplicateAttribute"]').first();
  const line = Number(await warning.getAttribute('data-line'));
  await expect(warning.locator('[data-meant="true"]')).toContainText(String(line));
  await expect(warning.locator('[data-meant="true"]')).toContainText((lines[line - 1] ?? '').trim().slice(0, 60));
  expect(await violations(page)).toEqual([]);
});

const refused = [
  ['an article about something else', 'sso.md', Buffer.from('# Single sign-on\n\nTurn it on.\n'), /none of the steps/],
  ['an empty file', 'empty.md', Buffer.alloc(0), /no text/],
  [
    'a picture',
    'picture.md',
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]),
    /no text in UTF-8/,
  ],
  ['a text in UTF-16', 'wide.md', Buffer.from('# Configure X for automatic user provisioning', 'utf16le'), /UTF-8/],
  [
    'another language',
    'fr.md',
    Buffer.from('# Configurer l’application\n\nCliquez sur « Enregistrer ».\n'),
    /none of the steps/,
  ],
  ['a web page', 'page.md', Buffer.from('<!doctype html><html><body><script>1</script></body></html>'), /./],
  ['a huge file', 'huge.md', Buffer.alloc(longestArticle + 1, 'a'), /more than 400 kB/],
  ['a file whose name leads elsewhere', '..%2F..%2Fetc%2Fpasswd.md', Buffer.from('nothing'), /none of the steps/],
] as const;

test('what is no tutorial is refused with its reason, and another file can follow', async ({ open }) => {
  const page = await open();
  await goTo(page, 'Read a tutorial');
  for (const [what, name, content, reason] of refused) {
    await choose(page, name, content);
    await expect(page.getByRole('alert'), what).toContainText(reason);
    await expect(page.getByRole('button', { name: 'Keep the profile' }), what).toBeHidden();
  }
  await choose(page, 'notion.md', article('notion'));
  await expect(page.getByRole('heading', { level: 1, name: 'Notion' })).toBeVisible();
});

test('a profile that would take the place of another is asked about outside of the page, and marked from then on', async ({
  open,
  console,
}) => {
  const page = await open();
  await goTo(page, 'Read a tutorial');
  const moved = article('airstack').toString('utf8').replaceAll('api-as.lenovosoftware.com', 'moved.example');
  await choose(page, 'airstack.md', Buffer.from(moved));
  await expect(page.getByRole('heading', { name: 'This program has a profile of this vendor' })).toBeVisible();
  await expect(page.getByRole('table', { name: 'Facts that changed' })).toContainText('moved.example');
  await page.getByRole('button', { name: 'Keep the profile' }).click();
  await page.getByRole('button', { name: 'Take its place' }).click();
  expect(await console.question()).toContain('moved.example');
  console.answer('no');
  await expect(page.getByRole('alert')).toContainText('Nobody confirmed it');
  await page.getByRole('button', { name: 'Keep and set up' }).click();
  await page.getByRole('button', { name: 'Take its place' }).click();
  await console.question();
  console.answer('yes');

  await expect(page.getByRole('heading', { name: 'Your own profile of Airstack differs' })).toBeVisible();
  await expect(page.getByText(/Hosts: moved\.example instead of api-as\.lenovosoftware\.com/).first()).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Steps of this set-up' })).toBeHidden();
  expect(await violations(page)).toEqual([]);
  await page.getByRole('checkbox', { name: 'I have read the differences, and they are right' }).focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  const wizard = wizardOf(page);
  await expect(wizard.heading('prerequisites')).toBeVisible();
  for (const step of ['vendorSide', 'application', 'credentials', 'mappings', 'scope', 'safety', 'review'] as const) {
    await wizard.goTo(step);
    await expect(page.locator('[data-own-profile="override"]')).toContainText('1 difference');
  }
  await wizard.kept();
  await page.reload();
  await expect(wizard.heading('review')).toBeVisible();
});
