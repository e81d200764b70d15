import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from './fleet-test.ts';

// Fluent's own focus guards: aria-hidden, and focusable for a moment on purpose.
const focusGuards = 'i[aria-hidden][tabindex]';

test.use({ fleetOptions: { vendors: ['askspoke'] } });

test('a preflight is run with a token that the page keeps nothing of, and its findings open', async ({
  visit,
  fleet,
}) => {
  const target = fleet.world.target('askspoke');
  const token = target.mintToken();
  const page = await visit(`/preflight/app/${fleet.application('askspoke')}`);
  await expect(page.getByLabel('Tenant URL')).toHaveValue(/askspoke\.com/);
  await page.getByLabel('Token', { exact: true }).fill(token);
  await page.getByRole('button', { name: 'Hand over' }).click();
  await expect(page.getByRole('group', { name: 'Token' })).toContainText('held for this window');
  target.misbehave('filterNotFound');
  await page.getByRole('button', { name: 'Run the preflight' }).click();
  await expect(page.getByText('Not ready for provisioning')).toBeVisible({ timeout: 30_000 });
  const results = page.getByRole('list', { name: 'What was seen' });
  const filter = results.getByRole('listitem').filter({ hasText: 'Filter on the matching attribute' });
  await expect(filter).toContainText('Failed');
  await expect(filter).toContainText('What to do:');
  await filter.getByRole('button', { name: 'Details of Filter on the matching attribute' }).click();
  await expect(filter).toContainText('filterNotFound');
  const { violations } = await new AxeBuilder({ page }).exclude(focusGuards).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  target.misbehave(null);
  await page.getByRole('button', { name: 'Run the preflight' }).click();
  await expect(page.getByText('Not ready for provisioning')).toBeHidden({ timeout: 30_000 });
  await expect(page.getByRole('status').first()).toContainText(/Nothing stands in the way|Look at the warnings/);
  const kept = await page.evaluate(() => JSON.stringify([document.documentElement.outerHTML, { ...sessionStorage }]));
  expect(kept).not.toContain(token);
});
