import AxeBuilder from '@axe-core/playwright';
import { useBundledFont } from './bundled-font.ts';
import { expect, test } from './console-test.ts';
import { faultsOfLayout, keepScreenshots, windowSizes } from './layout-faults.ts';

// What somebody sees who has no registration and no account yet, on a real tenant.
test.use({ hostArguments: ['--tenant'] });

const places = [
  ['sign-in', '/sign-in', 'Sign in'],
  ['first-run', '/first-run', 'Register the console in your tenant'],
  ['settings', '/settings', 'Settings'],
] as const;

test('the pages before the first sign-in fit, are accessible and are kept as pictures', async ({ open, page }) => {
  test.setTimeout(180_000);
  await useBundledFont(page);
  await open();
  const found: string[] = [];
  for (const [place, hash, title] of places) {
    await page.evaluate((to) => {
      window.location.hash = to;
    }, hash);
    await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
    await expect(page.locator('.fui-Skeleton')).toHaveCount(0);
    for (const { name, viewport } of windowSizes) {
      await page.setViewportSize(viewport);
      found.push(...(await faultsOfLayout(page)).map((fault) => `${place}, ${name}: ${fault}`));
    }
    await page.setViewportSize(windowSizes[0].viewport);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const { violations } = await new AxeBuilder({ page }).exclude('i[aria-hidden][tabindex]').analyze();
      found.push(
        ...violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${place}, ${colorScheme}: ${id} ${html}`)),
      );
    }
    await keepScreenshots(page, `tenant ${place}`.replaceAll(' ', '-'));
  }
  expect(found).toEqual([]);
});

test('a cloud is chosen where a real tenant is signed in to, and a registration comes first', async ({ open }) => {
  const page = await open();
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Sign in with the browser' })).toBeDisabled();
  const cloud = page.getByRole('combobox', { name: 'Microsoft cloud' });
  const names = await cloud.getByRole('option').allInnerTexts();
  expect(names.length).toBeGreaterThan(1);
  await cloud.selectOption(names[1] ?? '');
  await expect(page.getByRole('banner')).toContainText(names[1] ?? '');
  await page.getByRole('link', { name: 'Show me how' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Register the console in your tenant' })).toBeVisible();
});
