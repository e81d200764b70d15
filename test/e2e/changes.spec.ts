import { expect, test } from './fleet-test.ts';

test.describe.configure({ mode: 'serial' });
test.use({ fleetOptions: { vendors: ['airstack', 'atea'], quarantined: 'airstack' } });

test('a quarantine is repaired: a new token, the plan, the start', async ({ visit, fleet }) => {
  const id = fleet.application('airstack');
  const token = fleet.world.target('airstack').mintToken();
  const page = await visit(`/apps/${id}/quarantine`);
  await expect(page.getByRole('tabpanel')).toContainText('days left');
  await page.getByRole('link', { name: 'Replace the credentials' }).click();
  await page.getByLabel('New value for SecretToken').fill(token);
  await page.getByRole('button', { name: 'Take it' }).click();
  await expect(page.getByLabel('New value for SecretToken')).toHaveValue('');
  await expect(page.getByText('A new value is held until the plan is applied.')).toBeVisible();
  await page.getByRole('button', { name: 'Review the change' }).click();
  await page.getByRole('switch', { name: 'Show as Graph calls' }).click();
  await expect(page.getByText(/PUT .*\/synchronization\/secrets/)).toBeVisible();
  await page.getByRole('button', { name: /^Apply/ }).click();
  await expect(page.getByRole('status')).toContainText('Done');
  await page.getByRole('button', { name: 'Close' }).click();
  await visit(`/apps/${id}/quarantine`);
  await expect(page.getByText('Not in quarantine')).toBeVisible();
  const kept = await page.evaluate(() => JSON.stringify([document.documentElement.outerHTML, { ...sessionStorage }]));
  expect(kept).not.toContain(token);
});

test('a person is added: searched, planned, assigned', async ({ visit, fleet }) => {
  const id = fleet.application('airstack');
  const page = await visit(`/apps/${id}/scope`);
  await page.getByRole('searchbox', { name: 'Find people or groups to add' }).fill('Kenji');
  await page.getByRole('button', { name: /^Add Kenji/ }).click();
  await expect(page.getByRole('row', { name: /kenji\.sato.*Added when you apply/i })).toBeVisible();
  await page.getByRole('button', { name: 'Review the change' }).click();
  await page.getByRole('button', { name: /^Apply/ }).click();
  await expect(page.getByRole('status')).toContainText('Done');
  await page.getByRole('button', { name: 'Close' }).click();
  await expect(page.getByRole('row', { name: /Choose Kenji Sato/ })).toBeVisible();
});

test('the scope is changed, with the secret that this needs entered in the plan', async ({ visit, fleet }) => {
  const page = await visit(`/apps/${fleet.application('airstack')}/scope`);
  await page.getByRole('switch', { name: /Leave the accounts/ }).click();
  await page.getByRole('button', { name: 'Review the change' }).click();
  const apply = page.getByRole('button', { name: /^Apply/ });
  await expect(apply).toBeDisabled();
  await page.getByLabel('New value for SecretToken').fill(fleet.world.target('airstack').mintToken());
  await page.getByRole('button', { name: 'Take it' }).click();
  await expect(apply).toBeEnabled();
  await apply.click();
  await expect(page.getByRole('status')).toContainText('Done');
  await page.getByRole('button', { name: 'Close' }).click();
  await expect(page.getByRole('switch', { name: /Leave the accounts/ })).toBeChecked();
});

test('a mapping is taken away, after the plan has said so', async ({ visit, fleet }) => {
  const page = await visit(`/apps/${fleet.application('airstack')}/mappings`);
  await expect(page.getByRole('row', { name: /^title/ })).toBeVisible();
  await page.getByRole('button', { name: 'Remove the mapping of title' }).click();
  await expect(page.getByText('1 change not applied yet')).toBeVisible();
  await page.getByRole('button', { name: 'Review the change' }).click();
  await expect(page.getByRole('list', { name: 'Steps' })).toContainText('title');
  await page.getByRole('button', { name: /^Apply/ }).click();
  await expect(page.getByRole('status')).toContainText('Done');
  await page.getByRole('button', { name: 'Close' }).click();
  await expect(page.getByRole('row', { name: /userName/ })).toBeVisible();
  await expect(page.getByRole('row', { name: /^title/ })).toBeHidden();
});

test('provisioning is paused and started, and one person is provisioned at once', async ({ visit, fleet }) => {
  const page = await visit(`/apps/${fleet.application('airstack')}`);
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByRole('tabpanel')).toContainText('Provisioning is off.');
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Start' }).click();
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
  await page.getByLabel('User principal name').fill('sofia.nyberg@contoso.demo.example');
  await page.getByRole('button', { name: 'Provision', exact: true }).click();
  await expect(page.getByRole('list', { name: /^Steps of sofia/ })).toBeVisible();
});

test('what ends while nobody looks is told by a toast that leads there', async ({ visit, fleet }) => {
  const page = await visit(`/apps/${fleet.application('airstack')}`);
  // It is held back until the page is left.
  let letEnd = (): void => undefined;
  const left = new Promise<void>((resolve) => {
    letEnd = resolve;
  });
  await page.route('**/rpc/provisioning.queue', async (route) => {
    await left;
    await route.continue();
  });
  await page.getByLabel('User principal name').fill('sofia.nyberg@contoso.demo.example');
  await page.getByRole('button', { name: 'Provision', exact: true }).click();
  await page.getByRole('link', { name: 'About' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'About' })).toBeVisible();
  letEnd();
  const toast = page.getByText('Done: Provisioning on demand', { exact: true });
  await expect(toast).toBeVisible();
  await page.getByRole('link', { name: 'Open', exact: true }).click();
  await expect(page.getByRole('list', { name: /^Steps of sofia/ })).toBeVisible();
});

test('an exported configuration is a file that plans nothing', async ({ visit, fleet }) => {
  const page = await visit(`/apps/${fleet.application('atea')}/export`);
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as file' }).click();
  const file = await saved;
  expect(file.suggestedFilename()).toBe('atea.provisioning.yaml');
  await visit('/apply-file');
  await page
    .getByLabel('Choose a file')
    .last()
    .setInputFiles(await file.path());
  await expect(page.getByRole('region', { name: 'What the file says' })).toContainText('atea');
  await page.getByRole('button', { name: 'Make the plan' }).click();
  await expect(page.getByText('Nothing would change')).toBeVisible();
});

test('a file that is wrong says where', async ({ visit }) => {
  const page = await visit('/apply-file');
  if (await page.getByRole('button', { name: 'Back' }).isVisible())
    await page.getByRole('button', { name: 'Back' }).click();
  if (await page.getByRole('button', { name: 'Another file' }).isVisible())
    await page.getByRole('button', { name: 'Another file' }).click();
  await page.getByLabel('Text of the configuration').fill('schemaVersion: 1\nvendor: [');
  await page.getByRole('button', { name: 'Read it' }).click();
  await expect(page.getByRole('alert')).toContainText('That was not accepted');
  await expect(page.getByText(/^Line \d+, column \d+$/)).toBeVisible();
});

test('signing out leads to the sign-in, and signing in back', async ({ visit }) => {
  const page = await visit('/');
  await page.getByRole('button', { name: /ada\.admin/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible();
  await expect(page.getByRole('banner')).toContainText('Not signed in');
  await expect(page.getByRole('link', { name: 'Sign out in the browser too' })).toHaveAttribute('href', /logout/);
  await page.getByRole('button', { name: 'Sign in with the browser' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible();
  await expect(page.getByRole('banner')).toContainText('ada.admin@contoso.demo.example');
});
