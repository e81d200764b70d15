import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './fleet-test.ts';

test.describe.configure({ mode: 'serial' });
test.use({ fleetOptions: { vendors: ['airstack'] } });

const focusGuards = 'i[aria-hidden][tabindex]';
const themes = [
  { name: 'light', media: { colorScheme: 'light' } },
  { name: 'dark', media: { colorScheme: 'dark' } },
  { name: 'high contrast', media: { contrast: 'more' } },
] as const;

async function violations(page: Page): Promise<readonly string[]> {
  const found: string[] = [];
  for (const { name, media } of themes) {
    await page.emulateMedia({ colorScheme: null, contrast: null, ...media });
    const answer = await new AxeBuilder({ page }).exclude(focusGuards).analyze();
    found.push(
      ...answer.violations.map(({ id, nodes }) => `${name}: ${id} ${nodes.map(({ html }) => html).join(' | ')}`),
    );
  }
  await page.emulateMedia({ colorScheme: null, contrast: null });
  return found;
}

/** Who has an account in the application that is not switched off. */
const people = (page: Page, name: string) => page.getByRole('row', { name: new RegExp(name, 'i') });

test('a mapping change says whose accounts it rewrites, before it is planned', async ({ visit, fleet }) => {
  const page = await visit(`/apps/${fleet.application('airstack')}/mappings`);
  await page.getByRole('button', { name: 'Remove the mapping of title' }).click();
  await page.getByRole('button', { name: 'See the impact' }).click();
  await expect(page.getByRole('heading', { name: 'What is rewritten' })).toBeVisible();
  await expect(page.getByText('title: nobody. What is not mapped any more is not written')).toBeVisible();
  await expect(page.getByText('The service evaluates everybody again', { exact: false })).toBeVisible();
  await page.getByRole('button', { name: 'Go on to the plan' }).click();
  await expect(page.getByRole('list', { name: 'Steps' })).toContainText('title');
  await page.getByRole('button', { name: 'Back' }).click();
  await page.getByRole('button', { name: 'Discard' }).click();
});

test('several people come from a CSV, every bad row named, and nobody is assigned before the plan', async ({
  visit,
  fleet,
}) => {
  const page = await visit(`/apps/${fleet.application('airstack')}/scope`);
  await page
    .getByLabel('Choose a CSV')
    .last()
    .setInputFiles({
      name: 'people.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(
        'userPrincipalName,role\nkenji.sato@contoso.demo.example,msiam_access\nnobody@contoso.demo.example,\nsofia.nyberg@contoso.demo.example,\n',
      ),
    });
  await expect(page.getByText('1 row can be assigned. Assigned already: 1. Cannot be used: 1.')).toBeVisible();
  await expect(page.getByRole('table', { name: 'Rows that cannot be used' })).toContainText('nobody@contoso');
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Take 1 over' }).click();
  await expect(people(page, 'Kenji Sato.*Added when you apply')).toBeVisible();
  await page.getByRole('button', { name: 'Review the change' }).click();
  await expect(page.getByRole('list', { name: 'Steps' })).toContainText('Assign 1 person or group');
  await page.getByRole('button', { name: /^Apply/ }).click();
  await expect(page.getByRole('status')).toContainText('Done');
  await page.getByRole('button', { name: 'Close' }).click();
  await expect(people(page, 'Choose Kenji Sato')).toBeVisible();
});

test('a filter is edited with its rules beside it, its impact seen, and the number of people typed', async ({
  visit,
  fleet,
}) => {
  const page = await visit(`/apps/${fleet.application('airstack')}/scope`);
  const filter = page.getByRole('region', { name: /^Scoping filter: User/ });
  await filter.getByRole('button', { name: 'Add a group' }).click();
  const clause = filter.getByRole('group', { name: 'Clause 1 of Group 1' });
  await expect(clause).toContainText('needs a value');
  await clause.getByLabel('Attribute').selectOption('department');
  await clause.getByLabel('Value').fill('Sales');
  await expect(clause).toContainText('Upper and lower case count');
  await expect(clause).toContainText('Whoever has no department does not pass.');
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'See the impact' }).click();
  await expect(page.getByRole('list', { name: 'Who leaves' })).toContainText('Sofia Nyberg');
  const leaving = await page.getByRole('list', { name: 'Who leaves' }).getByRole('listitem').count();
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Go on to the plan' }).click();
  const apply = page.getByRole('button', { name: /^Apply/ });
  await expect(apply).toBeDisabled();
  await page.getByLabel(`Type ${leaving} to confirm`).fill(String(leaving + 1));
  await expect(apply).toBeDisabled();
  await page.getByLabel(`Type ${leaving} to confirm`).fill(String(leaving));
  expect(await violations(page)).toEqual([]);
  await apply.click();
  await expect(page.getByRole('status')).toContainText('Done');
  await page.getByRole('button', { name: 'Close' }).click();
  await expect(filter).toContainText('In words: department EQUALS "Sales"');
});

test('a filter that would remove everyone says so before anything is planned', async ({ visit, fleet }) => {
  const page = await visit(`/apps/${fleet.application('airstack')}/scope`);
  const filter = page.getByRole('region', { name: /^Scoping filter: User/ });
  await filter.getByRole('group', { name: 'Clause 1 of Group 1' }).getByLabel('Value').fill('sales');
  await page.getByRole('button', { name: 'See the impact' }).click();
  await expect(page.getByText('Nobody would be in scope any more', { exact: false })).toBeVisible();
  await page.getByRole('button', { name: 'Back' }).click();
  await page.getByRole('button', { name: 'Discard' }).click();
  await expect(filter.getByLabel('Value')).toHaveValue('Sales');
});

test('an assignment is removed with the keyboard alone, after the plan has said who is deprovisioned', async ({
  visit,
  fleet,
}) => {
  const page = await visit(`/apps/${fleet.application('airstack')}/scope`);
  const box = page.getByRole('checkbox', { name: 'Choose Jürgen Müller' });
  await box.focus();
  await page.keyboard.press('Space');
  const remove = page.getByRole('button', { name: 'Remove 1 assignment…' });
  await remove.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText(/This deprovisions: 1 person leaves the scope: Jürgen Müller/)).toBeVisible();
  const field = page.getByLabel('Type 1 to confirm');
  await field.focus();
  await page.keyboard.type('1');
  await page.getByRole('button', { name: /^Apply/ }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status')).toContainText('Done');
  await page.getByRole('button', { name: 'Close' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('checkbox', { name: 'Choose Jürgen Müller' })).toBeHidden();
  await expect(page.getByRole('checkbox', { name: 'Choose Sofia Nyberg' })).toBeVisible();
});
