import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { projectRoot } from '#test/support/project-root';
import { expect, test } from './console-test.ts';

const dataFolder = mkdtempSync(join(tmpdir(), 'profile-remove-'));
test.use({ actionTimeout: 30_000, hostArguments: ['--data-dir', dataFolder] });

const placeOf = (id: string): string => join(dataFolder, 'profiles', id, 'profile.json');
const shipped = (id: string): string => readFileSync(join(projectRoot, 'assets/profiles', id, 'profile.json'), 'utf8');

/** Own profiles as administrators have them: one in the place of the program's, one of a vendor of their own, one broken. */
test.beforeAll(() => {
  const texts = {
    airstack: shipped('airstack').replace('api-as.lenovosoftware.com', 'moved.example'),
    'kestrel-hub': shipped('airstack').replace('"id": "airstack"', '"id": "kestrel-hub"'),
    atea: '{"schemaVersion": 2, "id": "atea"',
  };
  for (const [id, text] of Object.entries(texts)) {
    mkdirSync(join(dataFolder, 'profiles', id), { recursive: true });
    writeFileSync(placeOf(id), text);
  }
});

async function goTo(page: Page, place: string): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, place);
}

async function violations(page: Page): Promise<readonly string[]> {
  const { violations: found } = await new AxeBuilder({ page }).exclude('i[aria-hidden][tabindex]').analyze();
  return found.map(({ id, nodes }) => `${id} ${nodes.map(({ html }) => html).join(' | ')}`);
}

async function remove(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: `Remove your own profile of ${name}` }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
}

test('a profile of one’s own is removed after a question, and its file stays beside its place', async ({ open }) => {
  const page = await open();
  await goTo(page, '/profiles/of/kestrel-hub');
  await page.getByRole('button', { name: 'Remove your own profile of Airstack' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel' }).click();
  expect(existsSync(placeOf('kestrel-hub'))).toBe(true);
  await remove(page, 'Airstack');
  await expect(page.getByRole('heading', { level: 1, name: 'Vendor profiles' })).toBeVisible();
  await expect(page.locator('[data-profile="kestrel-hub"]')).toBeHidden();
  expect(existsSync(placeOf('kestrel-hub'))).toBe(false);
  expect(existsSync(placeOf('kestrel-hub').replace('.json', '.previous.json'))).toBe(true);
});

test('one that brings the program’s profile back is asked about outside of the page too', async ({ open, console }) => {
  const page = await open();
  await goTo(page, '/profiles/of/airstack');
  await expect(page.getByRole('button', { name: 'Remove your own profile of Airstack' })).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await remove(page, 'Airstack');
  expect(await console.question()).toContain('Remove your own profile airstack');
  console.answer('no');
  await expect(page.getByRole('alert')).toContainText('Nobody confirmed it');
  expect(existsSync(placeOf('airstack'))).toBe(true);
  expect(await violations(page)).toEqual([]);
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
  await console.question();
  console.answer('yes');
  await expect(page.getByRole('heading', { level: 1, name: 'Vendor profiles' })).toBeVisible();
  await expect(page.locator('[data-profile="airstack"][data-source="administrator"]')).toHaveCount(0);
  await expect(page.locator('[data-profile="airstack"][data-source="built-in"]')).toBeVisible();
  await goTo(page, '/profiles/of/airstack');
  await expect(page.locator('[data-area="tenantUrl"]')).toContainText('api-as.lenovosoftware.com');
  await expect(page.getByRole('button', { name: 'Remove your own profile of Airstack' })).toBeHidden();
});

test('a file that cannot be used is removed where it is refused, and its vendor is there again', async ({
  open,
  console,
}) => {
  const page = await open();
  await goTo(page, '/profiles');
  await expect(page.locator('[data-refused="atea"]')).toBeVisible();
  await remove(page, 'atea');
  await console.question();
  console.answer('yes');
  await expect(page.locator('[data-refused="atea"]')).toBeHidden();
  await expect(page.locator('[data-profile="atea"]').getByRole('link', { name: 'Atea' })).toBeVisible();
});
