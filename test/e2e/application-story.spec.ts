import { expect, test } from './fleet-test.ts';

test.describe.configure({ mode: 'serial' });
test.use({ fleetOptions: { vendors: ['airstack'] } });

test('the overview tells the job as a story, its cycles by chart and by table', async ({ visit, fleet }) => {
  const page = await visit(`/apps/${fleet.application('airstack')}`);
  await expect(page.getByText('Changes read until')).toBeVisible();
  const bars = page.getByRole('toolbar', { name: /^Cycles, oldest first/ });
  const newest = bars.getByRole('button').last();
  await expect(newest).toHaveAccessibleName(/^Cycle of .*created/);
  await newest.press('Home');
  await expect(bars.locator(':focus')).toHaveAccessibleName(/^Cycle of/);
  await page.getByRole('group', { name: 'What is shown' }).getByRole('button', { name: 'created' }).click();
  await page.getByLabel('Show as table').check();
  await expect(page.getByRole('table', { name: 'Cycles' }).getByRole('row')).not.toHaveCount(1);
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Provision people now' }).click();
  await expect(page.getByRole('radio', { name: 'People' })).toBeFocused();
});

test('an action says what it comes to, is taken back, and a job is deleted', async ({ visit, fleet }) => {
  const page = await visit(`/apps/${fleet.application('airstack')}`);
  await page.getByRole('button', { name: 'Restart…' }).click();
  const dialog = page.getByRole('alertdialog');
  await expect(dialog.getByRole('radio')).toHaveCount(6);
  await dialog.getByRole('radio', { name: /^Everything/ }).check();
  await expect(dialog.getByText(/each is matched anew/)).toBeVisible();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Delete the job…' }).click();
  await expect(dialog.getByText('You are asked once more outside of this page')).toBeVisible();
  await dialog.getByRole('button', { name: 'Delete the job' }).click();
  await expect(page.getByText('Provisioning is not set up here')).toBeVisible();
});
