import { demoClientId } from '#platform/clouds';
import { expect, test } from './fleet-test.ts';

test('home names what needs attention first, and leads to it', async ({ visit, fleet }) => {
  const page = await visit('/');
  await expect(page.getByText('1 application needs attention.')).toBeVisible();
  const rows = page.getByRole('table', { name: 'Applications' }).getByRole('row');
  await expect(rows).toHaveCount(7);
  await expect(rows.nth(1)).toContainText('Atea');
  await expect(rows.nth(1)).toContainText('The application is in quarantine (EncounteredQuarantineException).');
  await expect(rows.nth(1)).toContainText(/Stops in 2\d days/);
  await page.getByRole('button', { name: 'Need attention: 1' }).click();
  await expect(rows).toHaveCount(2);
  await rows.nth(1).getByRole('link', { name: 'Atea' }).click();
  await expect(page).toHaveURL(new RegExp(`#/apps/${fleet.application('atea')}/quarantine$`));
  await expect(page.getByRole('heading', { level: 1, name: 'Atea' })).toBeFocused();
});

test('home is filtered by name and sorted by its headers', async ({ visit }) => {
  const page = await visit('/');
  const table = page.getByRole('table', { name: 'Applications' });
  await table.getByRole('button', { name: 'Application', exact: true }).click();
  await expect(table.getByRole('columnheader', { name: 'Application', exact: true })).toHaveAttribute(
    'aria-sort',
    'ascending',
  );
  await expect(table.getByRole('row').nth(1)).toContainText('Airstack');
  await page.getByRole('searchbox', { name: 'Filter applications' }).fill('spoke');
  await expect(table.getByRole('row')).toHaveCount(2);
});

test('the bar says tenant, cloud, person, role and whether to write, on every page', async ({ visit }) => {
  for (const place of ['/', '/log', '/settings']) {
    const page = await visit(place);
    const bar = page.getByRole('banner');
    await expect(bar.getByRole('region', { name: 'Where you work' })).toContainText('Contoso Demo');
    await expect(bar).toContainText('Demo tenant');
    await expect(bar).toContainText('Read and write');
    await expect(bar).toContainText('ada.admin@contoso.demo.example');
    await expect(bar).toContainText('Cloud Application Administrator');
  }
});

test('the parts of an application show what is set up', async ({ visit, fleet }) => {
  const place = `/apps/${fleet.application('airstack')}`;
  const page = await visit(place);
  await expect(page.getByRole('tabpanel')).toContainText('Provisioning is on and works.');
  await page.getByRole('tab', { name: 'Mappings' }).click();
  await expect(page.getByRole('row', { name: /userName.*\[userPrincipalName\]/ })).toBeVisible();
  await page.getByRole('tab', { name: 'Scope' }).click();
  await expect(page.getByRole('row', { name: /sofia/i })).toBeVisible();
  await page.getByRole('tab', { name: 'Credentials' }).click();
  await expect(page.getByLabel('Tenant URL')).toHaveValue(/^https:\/\/api-as\.lenovosoftware\.com/);
  await page.getByRole('tab', { name: 'History' }).click();
  await expect(page.getByText('The journal is intact')).toBeVisible();
  await page.getByRole('tab', { name: 'Export' }).click();
  await expect(page.getByText('vendor: airstack')).toBeVisible();
});

test('an application that does not exist says so, with the way to try again', async ({ visit }) => {
  const page = await visit('/apps/00000000-0000-4000-8000-000000000000');
  await expect(page.getByRole('alert')).toContainText('It is not there');
  await expect(page.getByRole('alert')).toContainText('Request id');
  await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible();
});

test('the log is filtered, and a row opens with its steps', async ({ visit }) => {
  const page = await visit('/log');
  const rows = page.getByRole('table', { name: 'Provisioning log' }).getByRole('row');
  const all = await rows.count();
  await page.getByLabel('Action').selectOption('create');
  await page.getByRole('searchbox', { name: 'Person or group' }).fill('Sofia');
  // The header stays, every other row is hers.
  await expect(rows.filter({ hasNotText: 'Sofia Nyberg' })).toHaveCount(1);
  expect(await rows.count()).toBeLessThan(all);
  await rows.nth(1).focus();
  await page.keyboard.press('Enter');
  const detail = page.getByRole('dialog');
  await expect(detail).toContainText('Steps');
  await expect(detail.getByRole('list', { name: 'Steps' }).getByRole('listitem').first()).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('searchbox', { name: 'Person or group' }).fill('nobody at all');
  await expect(page.getByText('Nothing fits these filters')).toBeVisible();
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(rows.nth(1)).toBeVisible();
});

test('places are reached with the keyboard alone', async ({ visit, fleet }) => {
  const page = await visit('/');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('askspoke');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`#/apps/${fleet.application('askspoke')}$`));
  await page.keyboard.press('Control+,');
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeFocused();
  await page.keyboard.press('Control+3');
  await expect(page.getByRole('heading', { level: 1, name: 'Provisioning log' })).toBeFocused();
  await page.keyboard.press('Control+1');
  await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeFocused();
});

test('the theme follows the system, and the settings where a person chose', async ({ page, visit }) => {
  const shown = () => page.locator('.app').getAttribute('data-theme');
  await page.emulateMedia({ colorScheme: 'dark' });
  await visit('/settings');
  await expect.poll(shown).toBe('dark');
  await page.emulateMedia({ colorScheme: 'light' });
  await expect.poll(shown).toBe('light');
  await page.getByRole('radio', { name: 'Dark' }).click();
  await expect.poll(shown).toBe('dark');
  await page.emulateMedia({ contrast: 'more' });
  await expect.poll(shown).toBe('highContrast');
  await page.emulateMedia({ contrast: 'no-preference' });
  await page.getByRole('radio', { name: 'As the system' }).click();
  await expect.poll(shown).toBe('light');
});

test('about names the version and the packages, and the sign-in every permission with its reason', async ({
  visit,
}) => {
  const page = await visit('/about');
  await page.getByRole('searchbox', { name: 'Find a package' }).fill('react-dom');
  await expect(page.getByRole('row', { name: /react-dom .* MIT/ })).toBeVisible();
  await visit('/sign-in');
  const permissions = page.getByRole('region', { name: 'What you will be asked to allow' });
  await expect(permissions).toContainText('Synchronization.ReadWrite.All');
  await page.getByRole('button', { name: 'Use a device code instead' }).click();
  await expect(page.getByRole('alertdialog')).toContainText('never enter a code that somebody sent you');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('alertdialog')).toBeHidden();
});

test('the first run gives ready scripts and tests a registration', async ({ visit, fleet }) => {
  const page = await visit('/first-run');
  await page.getByRole('tab', { name: 'PowerShell' }).click();
  await expect(page.getByRole('tabpanel')).toContainText('New-MgApplication');
  await page.getByRole('tab', { name: 'Azure CLI' }).click();
  await expect(page.getByRole('tabpanel')).toContainText('az ad app create');
  const { tenantId } = fleet.world.served.tenant.state;
  await page.getByLabel('Tenant id or domain').fill(tenantId);
  await expect(page.getByRole('tabpanel')).toContainText(tenantId);
  const id = page.getByLabel('Application (client) id');
  await id.fill('not an id');
  await expect(page.getByRole('button', { name: 'Test the registration' })).toBeDisabled();
  const check = page.getByRole('button', { name: 'Test the registration' });
  await id.fill('00000000-0000-4000-8000-000000000000');
  await check.click();
  await expect(page.getByText('The tenant has no application with that id.')).toBeVisible();
  await id.fill(demoClientId);
  await check.click();
  await expect(page.getByRole('button', { name: 'Keep it and sign in' })).toBeVisible();
  await page.getByLabel('Tenant id or domain').fill('nowhere.example');
  await check.click();
  await expect(page.getByText('The sign-in service knows no such tenant.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Keep it anyway and sign in' })).toBeVisible();
});

test('the first page loads the code of no page but the one that its main button leads to', async ({ page, visit }) => {
  const scripts: string[] = [];
  page.on('response', (response) => {
    if (response.url().endsWith('.js')) scripts.push(response.url());
  });
  await visit('/');
  expect(scripts.length).toBeGreaterThan(0);
  expect(
    scripts.filter((url) => /(?:settings|application|about|log|evidence|profile-library)-screen/.test(url)),
  ).toEqual([]);
});
