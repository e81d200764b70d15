import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './fleet-test.ts';

test.use({ fleetOptions: { vendors: ['schoolstream-asa', 'airstack'], replicationDelayMs: 0 } });

const organization = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:organization';

// Fluent's own focus guards: aria-hidden, and focusable for a moment on purpose.
const focusGuards = 'i[aria-hidden][tabindex]';

/** The job of an application in the tenant, to be changed as somebody else would in the admin center. */
function jobOf(fleet: Parameters<Parameters<typeof test>[2]>[0]['fleet'], vendor: string) {
  const jobs = [...fleet.world.served.tenant.state.jobs.values()];
  const job = jobs.find(({ servicePrincipalId }) => servicePrincipalId === fleet.application(vendor));
  if (job === undefined) throw new Error(`no job of ${vendor}`);
  const users = job.schema.synchronizationRules?.[0]?.objectMappings?.find((one) => one.sourceObjectName === 'User');
  if (users === undefined) throw new Error('no mapping of users');
  return { job, users };
}

/** Types an expression into the editor, in the place of what is there. */
async function write(page: Page, expression: string): Promise<void> {
  const editor = page.getByRole('textbox', { name: 'Expression editor' });
  await editor.click();
  await page.keyboard.press('Control+a');
  await page.keyboard.type(expression);
  await page.keyboard.press('Escape');
}

const openLab = async (page: Page, target: string): Promise<void> => {
  await page.getByRole('button', { name: `Edit the mapping of ${target}`, exact: true }).click();
  await page.getByRole('radio', { name: 'Expression' }).click();
  await expect(page.getByRole('textbox', { name: 'Expression editor' })).toBeVisible();
};

const leave = (page: Page) => page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();

test('what the vendor needs is offered, explained and repaired with one click', async ({ visit, fleet }) => {
  const { job, users } = jobOf(fleet, 'schoolstream-asa');
  users.attributeMappings = (users.attributeMappings ?? []).filter((one) => one.targetAttributeName !== organization);
  job.schema.version = 'v7.1';
  const page = await visit(`/apps/${fleet.application('schoolstream-asa')}/mappings`);
  const findings = page.getByRole('region', { name: 'Beside the profile of SchoolStream ASA' });
  await expect(findings).toContainText('SchoolStream tells tenants apart by this attribute');
  await findings.getByRole('button', { name: /^Add it as Coalesce/ }).click();
  await expect(findings).toContainText('in your changes');
  await expect(page.getByRole('row', { name: new RegExp(`${organization} new`) })).toContainText('Coalesce(');
  await page.getByRole('button', { name: 'Review the change' }).click();
  await expect(page.getByRole('list', { name: 'Steps' })).toContainText('Coalesce([extensionAttribute1]');
  await page.getByRole('button', { name: 'Back' }).click();
  await expect(page.getByText('1 change not applied yet')).toBeVisible();
});

test('somebody else saves meanwhile: nothing is written, and the edit is laid over what they saved', async ({
  visit,
  fleet,
}) => {
  const { job, users } = jobOf(fleet, 'schoolstream-asa');
  const page = await visit(`/apps/${fleet.application('schoolstream-asa')}/mappings`);
  await page.getByRole('button', { name: /^Add it as Coalesce/ }).click();
  await expect(page.getByText('1 change not applied yet')).toBeVisible();
  const displayName = users.attributeMappings?.find((one) => one.targetAttributeName === 'displayName');
  if (displayName === undefined) throw new Error('no display name');
  displayName.defaultValue = 'by somebody else';
  job.schema.version = 'v7.2';
  await page.getByRole('button', { name: 'Review the change' }).click();
  const told = page.getByRole('alert').filter({ hasText: 'Somebody else saved the mappings meanwhile' });
  await expect(told).toContainText('v7.2');
  expect(job.schema.version).toBe('v7.2');
  await told.getByRole('button', { name: 'Read again and keep my changes' }).click();
  await expect(page.getByText('1 change not applied yet')).toBeVisible();
  await page.getByRole('button', { name: 'Review the change' }).click();
  await expect(page.getByRole('list', { name: 'Steps' })).not.toContainText('by somebody else');
  await page.getByRole('switch', { name: 'Show as Graph calls' }).click();
  await expect(page.getByRole('region', { name: 'Graph calls' })).toContainText(/PUT .*\/schema/);
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as PowerShell' }).click();
  expect((await saved).suggestedFilename()).toBe('schoolstream-asa.ps1');
  await page.getByRole('button', { name: /^Apply/ }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Done' })).toBeVisible();
  await page.getByRole('button', { name: 'Close' }).click();
  await expect(page.getByText('The mappings agree with the vendor')).toBeVisible();
  await expect(page.getByRole('row', { name: /^displayName/ })).toContainText('by somebody else');
});

test('the lab shows values as one types, the service beside them, and what is wrong at its column', async ({
  visit,
  fleet,
}) => {
  const page = await visit(`/apps/${fleet.application('airstack')}/mappings`);
  await openLab(page, 'displayName');
  await write(page, 'Join(" ", [givenName], ToUpper([surname]))');
  const people = page.getByRole('region', { name: 'Tried on' });
  await expect(people).toContainText('Alex EXAMPLE');
  await expect(people).toContainText("Zoë Maria D'ÅNGSTRÖM-MÜLLER");
  await expect(people.locator('[data-lab="service"]').first()).toContainText('the same');
  await write(page, 'Join(" ", [givenName], Toupper([surname]))');
  await expect(page.getByRole('dialog')).toContainText('Line 1, column 24: Function names are case-sensitive');
  await expect(page.getByRole('button', { name: 'Take over' })).toBeDisabled();
  await expect(people).toContainText('No value while the expression has an error');
  await page.getByRole('button', { name: 'Write ToUpper' }).click();
  await expect(people).toContainText('Alex EXAMPLE');
  await write(page, '[surn');
  await page.keyboard.press('Control+Space');
  await expect(page.getByRole('option', { name: '[surname]' })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(people).toContainText('Example');
  await page.getByRole('searchbox', { name: 'Try it on a person of the directory' }).fill('sofia');
  await page.getByRole('button', { name: /^Try it on Sofia/ }).click();
  await expect(people).toContainText('Nyberg');
  await leave(page);
});

test('where the service judges otherwise, it is the judge', async ({ visit, fleet }) => {
  fleet.world.served.tenant.faults.standing.otherVerdicts = true;
  const page = await visit(`/apps/${fleet.application('airstack')}/mappings`);
  await openLab(page, 'displayName');
  const judged = page.locator('[data-lab="service"]').first();
  for (const expression of ['ToLower([mail])', 'ToLower([surname])', 'Left([mail], 3)', 'Mid([mail], 2, 3)']) {
    await write(page, expression);
    await expect(judged).not.toContainText('ask');
    if ((await judged.textContent())?.includes('Differs') === true) break;
  }
  fleet.world.served.tenant.faults.standing.otherVerdicts = false;
  await expect(judged).toContainText('Differs: the service is right');
  await leave(page);
});

test('what would break provisioning is refused before anything is planned', async ({ visit, fleet }) => {
  const { job } = jobOf(fleet, 'airstack');
  const before = JSON.stringify(job.schema);
  const page = await visit(`/apps/${fleet.application('airstack')}/mappings`);
  const refused = page.getByText('Cannot be applied as it is');
  const choose = async (label: string, name: string): Promise<void> => {
    await page.getByRole('combobox', { name: label }).click();
    await page.keyboard.type(name);
    await page.getByRole('option', { name, exact: true }).click();
  };
  for (const [name, words] of [
    ['id', 'is the primary key of the application'],
    ['displayName', 'would be mapped 2 times'],
  ] as const) {
    await page.getByRole('button', { name: 'Add a mapping' }).click();
    await choose('In the application', name);
    await choose('Source attribute', 'mail');
    await expect(page.getByRole('dialog')).toContainText(words);
    await expect(page.getByRole('button', { name: 'Take over' })).toBeDisabled();
    await leave(page);
  }
  await openLab(page, 'displayName');
  await page.getByRole('textbox', { name: 'Expression editor' }).focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(`"${'x'.repeat(10_001)}"`);
  await expect(page.getByRole('dialog')).toContainText('the provisioning service takes at most 10000');
  await expect(page.getByRole('button', { name: 'Take over' })).toBeDisabled();
  await leave(page);
  await page.getByRole('button', { name: 'Remove the mapping of userName' }).click();
  await expect(refused.first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Review the change' })).toBeDisabled();
  await page.getByRole('button', { name: 'Take back the change of userName' }).click();
  await expect(refused).toHaveCount(0);
  expect(JSON.stringify(job.schema)).toBe(before);
});

test('a mapping and the attribute list are edited by keyboard alone', async ({ visit, fleet }) => {
  const page = await visit(`/apps/${fleet.application('airstack')}/mappings`);
  await page.getByRole('button', { name: 'Edit the mapping of title', exact: true }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('radio', { name: 'Direct' }).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  const editor = page.getByRole('textbox', { name: 'Expression editor' });
  await expect(editor).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(editor).toBeFocused();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('Coalesce([jobTitle], "none")');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(editor).not.toBeFocused();
  const take = page.getByRole('button', { name: 'Take over' });
  await expect(take).toBeEnabled();
  for (let step = 0; step < 40 && !(await take.evaluate((one) => one === document.activeElement)); step += 1)
    await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('row', { name: /^title changed/ })).toContainText('Coalesce([jobTitle], "none")');
  await page.getByRole('button', { name: 'Edit the attribute list' }).press('Enter');
  await page.getByRole('button', { name: 'Add an attribute' }).press('Enter');
  await page.getByLabel('Attribute', { exact: false }).first().focus();
  await page.keyboard.type('nickName');
  await page.getByRole('button', { name: 'Take over' }).press('Enter');
  await expect(page.getByRole('row', { name: /^nickName new/ })).toBeVisible();
  await page.getByRole('button', { name: 'Review the change' }).press('Enter');
  await expect(page.getByRole('list', { name: 'Steps' })).toContainText('attribute list, nickName');
  await page.getByRole('button', { name: /^Apply/ }).press('Enter');
  await expect(page.getByRole('status').filter({ hasText: 'Done' })).toBeVisible();
  await page.getByRole('button', { name: 'Close' }).press('Enter');
  await expect(page.getByRole('row', { name: /^title/ })).toContainText('Coalesce([jobTitle], "none")');
});

for (const media of [{ colorScheme: 'light' }, { colorScheme: 'dark' }, { contrast: 'more' }] as const) {
  test(`the editor and the lab have no violation: ${Object.values(media).join()}`, async ({ visit, fleet, page }) => {
    await page.emulateMedia(media);
    await visit(`/apps/${fleet.application('airstack')}/mappings`);
    const check = async (): Promise<void> => {
      const { violations } = await new AxeBuilder({ page }).exclude(focusGuards).analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    };
    await page.getByRole('button', { name: 'Edit the attribute list' }).click();
    await check();
    await openLab(page, 'displayName');
    await write(page, 'Join(" ", [givenName], Toupper("a", 1))');
    await expect(page.getByRole('dialog')).toContainText('case-sensitive');
    await check();
    await leave(page);
    await page.getByRole('button', { name: 'Add an attribute' }).click();
    await check();
  });
}
