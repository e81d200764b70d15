import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { projectRoot } from '#test/support/project-root';
import { expect, test } from './console-test.ts';
import { wizardOf } from './wizard-page.ts';

const dataFolder = mkdtempSync(join(tmpdir(), 'profile-library-'));
test.use({ actionTimeout: 30_000, hostArguments: ['--data-dir', dataFolder] });

// Fluent's own focus guards: aria-hidden, and focusable for a moment on purpose.
const focusGuards = 'i[aria-hidden][tabindex]';
const shipped = (id: string): Record<string, unknown> =>
  JSON.parse(readFileSync(join(projectRoot, 'assets/profiles', id, 'profile.json'), 'utf8')) as Record<string, unknown>;

const placeOf = (id: string): string => join(dataFolder, 'profiles', id, 'profile.json');

function own(id: string, text: string): void {
  mkdirSync(join(dataFolder, 'profiles', id), { recursive: true });
  writeFileSync(placeOf(id), text);
}

/** Profiles as administrators have them: one broken, one of an older format. */
test.beforeAll(() => {
  own('atea', '{"schemaVersion": 2, "id": "atea"');
  const { curated, ...rest } = shipped('airstack');
  const { aliases: _aliases, ...older } = curated as Record<string, unknown>;
  own('airstack', JSON.stringify({ ...rest, schemaVersion: 1, curated: older }));
});

async function openLibrary(page: Page): Promise<void> {
  await page
    .getByRole('navigation', { name: 'Main navigation' })
    .getByRole('link', { name: 'Vendor profiles' })
    .click();
  await expect(page.getByRole('heading', { level: 1, name: 'Vendor profiles' })).toBeVisible();
  await expect(page.getByRole('table', { name: 'Vendor profiles' })).toBeVisible();
}

async function violations(page: Page): Promise<readonly string[]> {
  const { violations: found } = await new AxeBuilder({ page }).exclude(focusGuards).analyze();
  return found.map(({ id, nodes }) => `${id} ${nodes.map(({ html }) => html).join(' | ')}`);
}

test('a file that cannot be used is listed with its place and fault, and stops its own vendor alone', async ({
  open,
}) => {
  const page = await open();
  await openLibrary(page);
  await expect(page.locator('[data-refused="atea"]')).toContainText(placeOf('atea'));
  await expect(page.locator('[data-refused="atea"]')).toContainText('not valid JSON');
  expect(await violations(page)).toEqual([]);
  const wizard = wizardOf(page);
  await wizard.openPicker();
  await expect(page.locator('[data-vendor="atea"]')).toBeHidden();
  await wizard.begin('askspoke');
});

test('profiles are searched and looked at with the keyboard alone', async ({ open }) => {
  const page = await open();
  await openLibrary(page);
  await page.getByRole('searchbox', { name: 'Search profiles' }).focus();
  await page.keyboard.type('cloud');
  await expect(page.locator('[data-profile]')).toHaveCount(1);
  const link = page.getByRole('link', { name: 'Cloud Academy - SSO' });
  for (let press = 0; press < 6 && !(await link.evaluate((node) => node === document.activeElement)); press += 1)
    await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Cloud Academy - SSO' })).toBeFocused();
  await expect(page.locator('[data-area="tenantUrl"]')).toContainText('cloudacademy.com');
  await expect(page.getByText('Added by a person')).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await page.goBack();
  await page.getByRole('searchbox', { name: 'Search profiles' }).fill('no such vendor');
  await expect(page.getByText('No profile has that name')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Read a tutorial' }).last()).toBeVisible();
});

test('a profile of an older format is written anew, the old file beside it', async ({ open }) => {
  const page = await open();
  await openLibrary(page);
  await expect(page.getByText('Older format')).toBeVisible();
  await page.locator('[data-profile="airstack"][data-source="administrator"]').getByRole('link').click();
  await page.getByRole('button', { name: 'Write it anew in the present format' }).click();
  await expect(page.getByText('Written anew:')).toBeVisible();
  expect(JSON.parse(readFileSync(placeOf('airstack'), 'utf8'))).toEqual(shipped('airstack'));
  expect(readFileSync(placeOf('airstack').replace('.json', '.previous.json'), 'utf8')).toContain('"schemaVersion":1');
  await expect(page.getByRole('button', { name: 'Write it anew in the present format' })).toBeHidden();
});

test('two versions are compared: what changed since the profile was made', async ({ open }) => {
  const page = await open();
  await page.evaluate(() => {
    location.hash = '/profiles/compare/askspoke';
  });
  await expect(page.getByText('Choose both versions')).toBeVisible();
  const article = readFileSync(join(projectRoot, 'test/tutorials/articles/askspoke.md'), 'utf8');
  const newer = article.replaceAll('/scim/v2', '/scim/v3');
  const file = page.locator('input[type=file]').nth(1);
  await file.setInputFiles({ name: 'newer.md', mimeType: 'text/markdown', buffer: Buffer.from(newer) });
  const changes = page.getByRole('table', { name: 'Facts that changed' });
  await expect(changes).toContainText('/scim/v3');
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Take it away' }).click();
  await page
    .locator('input[type=file]')
    .nth(1)
    .setInputFiles({
      name: 'broken.json',
      mimeType: 'application/json',
      buffer: Buffer.from('{'),
    });
  await expect(page.getByRole('alert')).toContainText('not JSON');
});

test('a profile is written by hand from the live schema of an application, checked as it is typed, and leads to a set-up', async ({
  open,
}) => {
  const page = await open();
  await openLibrary(page);
  await page.getByRole('link', { name: 'Write one by hand' }).click();
  const name = page.getByRole('combobox', { name: 'Application in your tenant' });
  await name.fill('No such application');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('No such application');
  await name.fill('Larkspur Legal');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Larkspur Legal' })).toBeVisible();
  const keep = page.getByRole('button', { name: 'Keep and set up' });
  await expect(keep).toBeEnabled();
  await page.getByRole('textbox', { name: 'Id of the profile' }).fill('../Larkspur');
  await expect(page.getByText(/a vendor id has lower-case letters/).first()).toBeVisible();
  await expect(keep).toBeDisabled();
  await page.getByRole('textbox', { name: 'Id of the profile' }).fill('larkspur-legal');
  await page.getByRole('combobox', { name: 'Where its value comes from' }).selectOption('fixed');
  await page.getByRole('textbox', { name: 'Value', exact: true }).fill('http://plain.example/scim');
  await expect(page.getByText(/does not start with https/)).toBeVisible();
  await page.getByRole('textbox', { name: 'Value', exact: true }).fill('https://scim.larkspur.example');
  await expect(page.getByText(/does not start with https/)).toBeHidden();
  await page.getByRole('textbox', { name: 'Steps in the vendor’s console' }).fill('Open the settings\nMake a token');
  await expect(keep).toBeEnabled();
  expect(await violations(page)).toEqual([]);
  await keep.click();
  await expect(wizardOf(page).heading('prerequisites')).toBeVisible();
  await expect(page.locator('[data-own-profile="new"]')).toBeVisible();
  await wizardOf(page).goTo('vendorSide');
  await expect(page.getByText('2. Make a token')).toBeVisible();
});

const themes = [
  { name: 'dark', media: { colorScheme: 'dark' } },
  { name: 'high contrast', media: { contrast: 'more' } },
  { name: 'colours of the system', media: { forcedColors: 'active' } },
] as const;

for (const { name, media } of themes) {
  test(`no page of the library has a violation in ${name}`, async ({ open }) => {
    const page = await open();
    await page.emulateMedia(media);
    const found: string[] = [];
    const look = async (place: string, heading: string): Promise<void> => {
      await page.evaluate((hash) => {
        location.hash = hash;
      }, place);
      await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
      found.push(...(await violations(page)).map((violation) => `${place}: ${violation}`));
    };
    await look('/profiles', 'Vendor profiles');
    await look('/profiles/of/cloud-academy-sso', 'Cloud Academy - SSO');
    await look('/profiles/compare/askspoke', 'Compare two versions');
    await look('/profiles/write', 'Write a profile by hand');
    await look('/profiles/import', 'Read a tutorial');
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Choose an article' }).focus();
    await page.keyboard.press('Enter');
    await (await chooser).setFiles(join(projectRoot, 'test/tutorials/articles/uniflow-online.md'));
    await expect(page.getByRole('heading', { level: 1, name: 'uniFlow Online' })).toBeVisible();
    found.push(...(await violations(page)).map((violation) => `an article: ${violation}`));
    expect(found).toEqual([]);
  });
}
