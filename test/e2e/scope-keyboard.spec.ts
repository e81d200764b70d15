import { expect, test } from './fleet-test.ts';
import { tabTo } from './keyboard.ts';

test.describe.configure({ mode: 'serial' });
test.use({ fleetOptions: { vendors: ['airstack'] } });

test('people are found, chosen from a CSV and taken back with the keyboard alone', async ({ visit, fleet }) => {
  test.setTimeout(120_000);
  const page = await visit(`/apps/${fleet.application('airstack')}/scope`);
  await tabTo(page, /^Find/);
  await page.keyboard.type('kenji');
  await expect(page.getByRole('button', { name: /^Add Kenji Sato/ })).toBeVisible();
  await tabTo(page, /^Add Kenji Sato/);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('row', { name: /kenji.sato.*Added when you apply/i })).toBeVisible();
  await tabTo(page, /^Choose a CSV/);
  const chooser = page.waitForEvent('filechooser');
  await page.keyboard.press('Enter');
  const text = 'userPrincipalName\nzoe.vandenberg@contoso.demo.example\nnobody@contoso.demo.example\n';
  await (await chooser).setFiles({ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
  await expect(page.getByRole('table', { name: 'Rows that cannot be used' })).toContainText('nobody@contoso');
  await tabTo(page, /^Discard/);
  await page.keyboard.press('Enter');
  await expect(page.getByText('Added when you apply')).toHaveCount(0);
});

test('a filter is made, its impact read and the number typed with the keyboard alone', async ({ visit, fleet }) => {
  test.setTimeout(120_000);
  const page = await visit(`/apps/${fleet.application('airstack')}/scope`);
  const clause = page.getByRole('group', { name: 'Clause 1 of Group 1' });
  await tabTo(page, /^Add a group/);
  await page.keyboard.press('Enter');
  await expect(clause).toBeVisible();
  await tabTo(page, /^Attribute/, 'Clause 1');
  await page.keyboard.type('department');
  await expect(clause.getByLabel('Attribute')).toHaveValue('department');
  await tabTo(page, /^Value/, 'Clause 1');
  await page.keyboard.type('Sales');
  await expect(clause).toContainText('Upper and lower case count');
  await tabTo(page, /^See the impact/);
  await page.keyboard.press('Enter');
  const leave = page.getByRole('list', { name: 'Who leaves' }).getByRole('listitem');
  await expect(leave.first()).toBeVisible();
  const leaving = await leave.count();
  await tabTo(page, /^Go on to the plan/);
  await page.keyboard.press('Enter');
  const apply = page.getByRole('button', { name: /^Apply/ });
  await expect(apply).toBeDisabled();
  await tabTo(page, new RegExp(`^Type ${leaving} to confirm`));
  await page.keyboard.type(String(leaving));
  await expect(apply).toBeEnabled();
  await tabTo(page, /^Apply/);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status')).toContainText('Done');
  await tabTo(page, /^Close$/);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: /^Scoping filter: User/ })).toContainText('department EQUALS "Sales"');
});

test('a mapping change is planned without a look at its impact: the number of people is asked for all the same', async ({
  visit,
  fleet,
}) => {
  test.setTimeout(120_000);
  const page = await visit(`/apps/${fleet.application('airstack')}/mappings`);
  await page.getByRole('button', { name: 'Edit the mapping of active', exact: true }).click();
  await page.getByRole('radio', { name: 'Constant' }).click();
  await page.getByRole('dialog').getByRole('textbox').first().fill('False');
  await page.getByRole('button', { name: 'Take over' }).click();
  await page.getByRole('button', { name: 'Review the change' }).click();
  await expect(page.getByLabel(/^Type \d+ to confirm/)).toBeVisible();
  await expect(page.getByRole('button', { name: /^Apply/ })).toBeDisabled();
});

test('somebody else saves while a filter is edited: nothing is laid over it, and the edit stays', async ({
  visit,
  fleet,
}) => {
  test.setTimeout(120_000);
  const id = fleet.application('airstack');
  const job = [...fleet.world.served.tenant.state.jobs.values()].find(
    ({ servicePrincipalId }) => servicePrincipalId === id,
  );
  if (job === undefined) throw new Error('no job');
  const page = await visit(`/apps/${id}/scope`);
  const value = page.getByRole('group', { name: 'Clause 1 of Group 1' }).getByLabel('Value');
  await value.fill('Engineering');
  await page.getByRole('button', { name: 'See the impact' }).click();
  await expect(page.getByRole('button', { name: 'Go on to the plan' })).toBeVisible();
  const mapping = job.schema.synchronizationRules?.[0]?.objectMappings
    ?.find(({ sourceObjectName }) => sourceObjectName === 'User')
    ?.attributeMappings?.find(({ targetAttributeName }) => targetAttributeName === 'displayName');
  if (mapping === undefined) throw new Error('no mapping of displayName');
  mapping.defaultValue = 'by somebody else';
  job.schema.version = 'v9.9';
  await page.getByRole('button', { name: 'Go on to the plan' }).click();
  await expect(page.getByText('Look at the impact again, then make the plan.', { exact: false })).toBeVisible();
  await page.getByRole('button', { name: 'Back' }).click();
  await expect(value).toHaveValue('Engineering');
  await page.getByRole('button', { name: 'See the impact' }).click();
  await page.getByRole('button', { name: 'Go on to the plan' }).click();
  const steps = page.getByRole('list', { name: 'Steps' });
  await expect(steps).toContainText('Engineering');
  await expect(steps).not.toContainText('by somebody else');
});
