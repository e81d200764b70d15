import { expect, test } from './fleet-test.ts';

test.describe.configure({ mode: 'serial' });
test.use({ fleetOptions: { vendors: ['airstack'], replicationDelayMs: 0 } });

interface Told {
  readonly title: string;
  readonly body: string | undefined;
}

test('the board is sorted with the keyboard, and what fits no filter says so', async ({ visit }) => {
  const page = await visit('/');
  const table = page.getByRole('table', { name: 'Applications' });
  const header = table.getByRole('columnheader', { name: 'Application', exact: true });
  await header.getByRole('button').press('Enter');
  await expect(header).toHaveAttribute('aria-sort', 'ascending');
  await header.getByRole('button').press('Enter');
  await expect(header).toHaveAttribute('aria-sort', 'descending');
  await expect(table.getByRole('row').nth(1)).toContainText('Payroll Bridge');
  await header.getByRole('button').press('Enter');
  await expect(header).toHaveAttribute('aria-sort', 'none');
  await expect(table.getByRole('cell', { name: 'Olga Owner' })).toBeVisible();
  await page.getByRole('searchbox', { name: 'Filter applications' }).fill('nobody');
  await expect(page.getByText('No application fits these filters.')).toBeVisible();
  await page.getByRole('button', { name: 'Show all' }).click();
  await expect(table.getByRole('row')).toHaveCount(3);
});

test('an application that turns bad is told outside of the page, once it is wanted', async ({
  page,
  context,
  fleet,
  visit,
}) => {
  await page.addInitScript(() => {
    const told: Told[] = [];
    class Spy {
      static readonly permission = 'granted';
      constructor(title: string, options?: NotificationOptions) {
        told.push({ title, body: options?.body });
      }
    }
    Object.assign(window, { Notification: Spy, told });
  });
  await context.grantPermissions(['notifications']);
  await visit('/');
  const told = () => page.evaluate(() => Reflect.get(window, 'told') as Told[]);
  await page.getByRole('switch', { name: 'Tell me when one turns bad' }).click();
  fleet.world.target('airstack').revokeAllTokens();
  await fleet.world.served.tenant.clock.advance(3 * 3_600_000);
  await page.getByRole('button', { name: 'Refresh' }).click();
  await expect(page.getByText('1 application needs attention.')).toBeVisible();
  await expect.poll(told).toEqual([{ title: 'Airstack needs attention', body: expect.stringContaining('quarantine') }]);
  const row = page.getByRole('table', { name: 'Applications' }).getByRole('row').nth(1);
  await expect(row).toContainText('Airstack');
});
