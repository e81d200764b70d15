import type { FleetConsole } from '#test/support/fleet-console';
import { expect, test } from './fleet-test.ts';

test.describe.configure({ mode: 'serial' });
test.use({ fleetOptions: { vendors: ['airstack', 'askspoke'] } });

const threshold = JSON.stringify({
  Enabled: true,
  Recipients: 'identity-team@contoso.demo.example',
  DeleteThresholdEnabled: true,
  DeleteThresholdValue: 2,
});

/** Takes everybody's assignment away, more than the threshold allows. */
async function removeEverybody({ world, application }: FleetConsole, vendor: string): Promise<void> {
  const { state, clock } = world.served.tenant;
  const servicePrincipalId = application(vendor);
  state.secrets.get(servicePrincipalId)?.set('SyncNotificationSettings', threshold);
  for (const assignment of [...state.assignments.values()]) {
    if (assignment.servicePrincipalId !== servicePrincipalId) continue;
    state.assignments.delete(assignment.id);
    state.removedAssignments.push({ servicePrincipalId, principalId: assignment.principalId, at: clock.now() });
  }
  await clock.advance(3_600_000);
}

const activeAt = ({ world }: FleetConsole, vendor: string): number =>
  world
    .target(vendor)
    .users()
    .filter(({ active }) => active !== false).length;

test('deletions that are held back are named and rejected, and the proof says that it is gone', async ({
  visit,
  fleet,
}) => {
  await removeEverybody(fleet, 'airstack');
  const before = activeAt(fleet, 'airstack');
  const page = await visit(`/apps/${fleet.application('airstack')}/quarantine`);
  await expect(page.locator('[data-kind="deletesBlocked"]')).toBeVisible();
  await expect(page.getByRole('table', { name: 'Who would lose an account' }).getByRole('row')).toHaveCount(before + 1);
  await expect(page.locator('[data-check="credentials"]')).toHaveAttribute('data-result', 'passed');
  await expect(page.getByRole('meter', { name: 'Deletions held back' })).toHaveAttribute('max', '2');
  await page.getByRole('button', { name: 'Reject the deletions…' }).click();
  await expect(page.getByText(`Assign ${before} again`)).toBeVisible();
  await page.getByRole('button', { name: /^Apply/ }).click();
  await expect(page.getByText('Not in quarantine')).toBeVisible();
  await page.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: 'Prove it' }).click();
  await expect(page.locator('[data-verdict="gone"]')).toBeVisible();
  expect(activeAt(fleet, 'airstack')).toBe(before);
});

test('deletions go through only when their number was typed', async ({ visit, fleet }) => {
  await removeEverybody(fleet, 'askspoke');
  const page = await visit(`/apps/${fleet.application('askspoke')}/quarantine`);
  await page.getByRole('button', { name: 'Allow the deletions…' }).click();
  const apply = page.getByRole('button', { name: 'Apply and confirm' });
  await expect(apply).toBeDisabled();
  const label = page.getByText(/^Type \d+ to confirm$/);
  const count = /\d+/.exec((await label.textContent()) ?? '')?.[0] ?? '';
  await page.getByRole('textbox', { name: `Type ${count} to confirm` }).fill(count);
  await apply.click();
  await expect(page.getByText('Not in quarantine')).toBeVisible();
  await page.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: 'Prove it' }).click();
  await expect(page.locator('[data-verdict="gone"]')).toBeVisible();
  expect(activeAt(fleet, 'askspoke')).toBe(0);
});
