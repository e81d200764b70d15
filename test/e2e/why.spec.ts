import { expect, test } from './fleet-test.ts';

test.use({ fleetOptions: { vendors: ['airstack'] } });

test('says which gate keeps a person out, and leads to where it is mended', async ({ visit, fleet }) => {
  const page = await visit('/why');
  await page.getByLabel('Application', { exact: true }).selectOption({ label: 'Airstack' });
  await page.getByLabel('Person', { exact: true }).fill('Zoë');
  await page.getByRole('button', { name: 'Take Zoë van den Berg' }).click();
  const answer = page.getByRole('status').filter({ hasText: 'Not provisioned' });
  await expect(answer).toContainText('is not assigned to "Airstack"');
  const gates = page.getByRole('list', { name: 'Gate by gate' }).locator(':scope > li');
  await expect(gates).toHaveCount(9);
  await expect(gates.filter({ hasText: 'Assignment' }).first()).toContainText('Failed');
  await page.getByRole('button', { name: 'Details of The person' }).press('Enter');
  await expect(gates.filter({ hasText: 'Account' }).first()).toContainText('enabled');
  await expect(answer.getByRole('link', { name: 'Open scope' })).toHaveAttribute(
    'href',
    `#/apps/${fleet.application('airstack')}/scope`,
  );
  await answer.getByRole('link', { name: 'Open scope' }).click();
  await page.getByRole('link', { name: 'Why is a person (not) provisioned?' }).click();
  await expect(page.getByLabel('Application', { exact: true })).toHaveValue(fleet.application('airstack'));
});

test('is reached from an entry of the log, and opens the entries that it tells of', async ({ visit }) => {
  const page = await visit('/log');
  await page.getByRole('row').filter({ hasText: 'Anna Larsen' }).first().click();
  await page.getByRole('link', { name: 'Why was this person (not) provisioned?' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Provisioned' })).toContainText('Anna Larsen');
  await page.getByRole('button', { name: 'Details of Last log entries' }).click();
  await page
    .getByRole('button', { name: /^Open the entry of/ })
    .first()
    .click();
  await expect(page.getByRole('dialog')).toContainText('Anna Larsen');
});
