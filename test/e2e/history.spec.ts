import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { objectMappingOf, openPortal } from '#test/integration/portal';
import { expect, test } from './fleet-test.ts';
import { tabTo } from './keyboard.ts';

test.describe.configure({ mode: 'serial' });
test.use({ fleetOptions: { vendors: ['airstack'] } });

// Fluent's own focus guards: aria-hidden, and focusable for a moment on purpose.
const focusGuards = 'i[aria-hidden][tabindex]';

const hour = 3_600_000;

const themes = [
  { colorScheme: 'light' },
  { colorScheme: 'dark' },
  { contrast: 'more' },
  { forcedColors: 'active' },
] as const;

async function expectNoViolation(page: Page): Promise<void> {
  for (const media of themes) {
    await page.emulateMedia({ colorScheme: null, contrast: null, forcedColors: null, ...media });
    const { violations } = await new AxeBuilder({ page }).exclude(focusGuards).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: null, contrast: null, forcedColors: null });
}

test('the history tells who set it up, says what it cannot know, and has no violation', async ({ visit, fleet }) => {
  const page = await visit(`/apps/${fleet.application('airstack')}/history`);
  const history = page.getByRole('list', { name: 'Change history' });
  await expect(history.getByRole('listitem').first()).toBeVisible();
  await expect(history).toContainText('Created the application');
  await expect(history).toContainText('ada.admin@contoso.demo.example');
  await expect(page.getByText('The journal is intact')).toBeVisible();
  await expect(page.locator('[data-gap="retention"]')).toBeVisible();
  await expectNoViolation(page);
});

test('a mapping that was taken away comes back: compared, planned and applied by the keyboard alone', async ({
  visit,
  fleet,
}) => {
  test.setTimeout(240_000);
  const id = fleet.application('airstack');
  const { served } = fleet.world;
  const job = [...served.tenant.state.jobs.values()].find(({ servicePrincipalId }) => servicePrincipalId === id);
  const page = await visit(`/apps/${id}/history`);
  await tabTo(page, /^Take a snapshot$/);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('combobox', { name: 'From' }).locator('option').first()).toContainText('taken');
  const portal = await openPortal(fleet.world, { servicePrincipalId: id, jobId: job?.id ?? '' });
  await portal.editSchema((schema) => {
    const mapping = objectMappingOf(schema, 'User');
    mapping.attributeMappings = (mapping.attributeMappings ?? []).filter(
      ({ targetAttributeName }) => targetAttributeName !== 'title',
    );
  });
  await served.tenant.clock.advance(hour);
  expect(JSON.stringify(job?.schema.synchronizationRules)).not.toContain('"title"');
  await tabTo(page, /^Compare$/);
  await tabTo(page, /^Roll back/);
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByText('1 difference', { exact: true })).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: '"title" is removed' })).toBeVisible();
  await page.getByRole('radio', { name: 'Table' }).focus();
  await page.keyboard.press('Space');
  await expect(page.getByRole('table', { name: 'Snapshots' })).toBeVisible();
  await expectNoViolation(page);
  await page.getByRole('button', { name: /^Roll back/ }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('list', { name: 'Steps' })).toContainText('title');
  await expectNoViolation(page);
  await tabTo(page, /^Apply/);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status')).toContainText('Done');
  await tabTo(page, /^Close$/);
  await page.keyboard.press('Enter');
  const history = page.getByRole('list', { name: 'Change history' });
  await expect(history.getByRole('listitem').first()).toContainText('Rolling back to the snapshot');
  await expect(history.locator('[data-origin="elsewhere"]').first()).toContainText(
    'Update attribute mappings or scope',
  );
});

test('a queue of two people is provisioned, drawn step by step, kept and compared, by the keyboard alone', async ({
  visit,
  fleet,
}) => {
  test.setTimeout(240_000);
  const page = await visit(`/apps/${fleet.application('airstack')}`);
  const typePerson = async (name: string): Promise<void> => {
    await tabTo(page, /^User principal name/);
    await page.keyboard.type(name);
  };
  await typePerson('sofia.nyberg@contoso.demo.example');
  await tabTo(page, /^Add to the queue$/);
  await page.keyboard.press('Enter');
  await typePerson('nobody@contoso.demo.example');
  await page.keyboard.press('Enter');
  const run = page.getByRole('list', { name: 'Run' }).first();
  await expect(run).toContainText('nobody@contoso.demo.example: refused');
  const stages = page.getByRole('list', { name: 'Steps of sofia.nyberg@contoso.demo.example' }).first();
  await expect(stages.getByRole('listitem')).toHaveText([/Import/, /Scope/, /Match/, /Action/]);
  await expectNoViolation(page);
  await typePerson('jurgen.muller@contoso.demo.example');
  await tabTo(page, /^Provision 2 people$/);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('combobox', { name: 'Show' }).locator('option')).toHaveCount(3);
  for (const [list, presses] of [
    [/^Show/, 1],
    [/^Compare with/, 2],
  ] as const) {
    await tabTo(page, list);
    await page.keyboard.press('Home');
    for (let press = 0; press < presses; press += 1) await page.keyboard.press('ArrowDown');
  }
  await expect(page.getByRole('group', { name: 'Compared' })).toContainText('not in that run');
  await expectNoViolation(page);
});
