import { hasBundledFont, useBundledFont } from './bundled-font.ts';
import { expect, placesOf, test } from './fleet-test.ts';
import { faultsOfLayout, keepScreenshots, windowSizes } from './layout-faults.ts';

test.beforeEach(({ page }) => useBundledFont(page));

for (const { name, viewport } of windowSizes) {
  test(`cuts nothing, overlaps nothing and does not scroll sideways at ${name}`, async ({ page, fleet, visit }) => {
    test.setTimeout(240_000);
    await page.setViewportSize(viewport);
    const faults: string[] = [];
    for (const [place, hash] of placesOf(fleet)) {
      await visit(hash);
      faults.push(...(await faultsOfLayout(page)).map((fault) => `${place}: ${fault}`));
    }
    expect(await hasBundledFont(page)).toBe(true);
    expect(faults).toEqual([]);
  });
}

test('keeps a picture of every page in light and dark at both sizes of screen', async ({ page, fleet, visit }) => {
  test.setTimeout(300_000);
  for (const [place, hash] of placesOf(fleet)) {
    await visit(hash);
    await keepScreenshots(page, place);
  }
});

test('notices what does not fit', async ({ visit }) => {
  const page = await visit('/settings');
  expect(await faultsOfLayout(page)).toEqual([]);
  const add = (style: string): Promise<void> =>
    page.evaluate((css) => {
      const button = document.createElement('button');
      button.textContent = 'a button with quite some words';
      button.id = 'planted';
      button.style.cssText = css;
      document.querySelector('#planted')?.remove();
      document.querySelector('main h1')?.after(button);
    }, style);
  await add('width: 4000px');
  expect((await faultsOfLayout(page)).join()).toContain('sideways');
  await add('width: 40px; overflow: hidden; white-space: nowrap');
  expect((await faultsOfLayout(page)).join()).toContain('cut: BUTTON "a button');
  await page.evaluate(() => {
    const planted = document.querySelector<HTMLElement>('#planted');
    const box = document.querySelector('main a[href], main button:not(#planted)')?.getBoundingClientRect();
    if (planted === null || box === undefined) return;
    planted.style.cssText = `position: absolute; left: ${box.left}px; top: ${box.top}px; z-index: 9`;
    document.body.append(planted);
    document.querySelector('main')?.append(planted);
  });
  expect((await faultsOfLayout(page)).join()).toContain('overlap: ');
});
