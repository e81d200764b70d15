import { AxeBuilder } from '@axe-core/playwright';
import { expect, placesOf, test } from './fleet-test.ts';

// Fluent's own focus guards: aria-hidden, and focusable for a moment on purpose.
const focusGuards = 'i[aria-hidden][tabindex]';

const themes = [
  { name: 'light', media: { colorScheme: 'light' } },
  { name: 'dark', media: { colorScheme: 'dark' } },
  { name: 'high contrast', media: { contrast: 'more' } },
  { name: 'colours of the system', media: { forcedColors: 'active' } },
  { name: 'dark colours of the system', media: { forcedColors: 'active', colorScheme: 'dark' } },
] as const;

for (const { name, media } of themes) {
  test(`has no violation on any page in ${name}`, async ({ page, fleet, visit }) => {
    test.setTimeout(240_000);
    await page.emulateMedia(media);
    const violations: string[] = [];
    for (const [place, hash] of placesOf(fleet)) {
      await visit(hash);
      const { violations: found } = await new AxeBuilder({ page }).exclude(focusGuards).analyze();
      violations.push(...found.map(({ id, nodes }) => `${place}: ${id} ${nodes.map(({ html }) => html).join(' | ')}`));
    }
    expect(violations).toEqual([]);
  });
}

test('has no violation in the row of the log that is opened, in the search and in the list of shortcuts', async ({
  visit,
}) => {
  const page = await visit('/log');
  const check = async (): Promise<void> => {
    const { violations } = await new AxeBuilder({ page }).exclude(focusGuards).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  };
  await page.getByRole('row').nth(1).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await check();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox')).toBeFocused();
  await check();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.keyboard.press('F1');
  await expect(page.getByRole('dialog')).toBeVisible();
  await check();
});
