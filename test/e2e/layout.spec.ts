import { mkdirSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect, placesOf, test } from './fleet-test.ts';

// The window of a small laptop, of a large screen, and of the small laptop at 200 % zoom, which halves the CSS pixels.
const sizes = [
  { name: '1280', viewport: { width: 1280, height: 800 } },
  { name: '1920', viewport: { width: 1920, height: 1080 } },
  { name: '200 %', viewport: { width: 640, height: 400 } },
] as const;

const screenshots = '.cache/e2e/screenshots';

/** What of a page does not fit: scrolls sideways, is cut off, or lies over something else. */
const faultsOfLayout = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const faults: string[] = [];
    const main = document.querySelector('main');
    if (document.documentElement.scrollWidth > window.innerWidth) faults.push('the page scrolls sideways');
    if (main !== null && main.scrollWidth > main.clientWidth) faults.push(`main scrolls sideways: ${main.scrollWidth}`);
    const name = (element: Element): string => `${element.tagName} "${(element.textContent ?? '').slice(0, 40)}"`;
    // Controls show all of their words: nothing of a button, a tab or a badge is cut.
    for (const element of document.querySelectorAll<HTMLElement>('button, [role=tab], .fui-Badge, h1, h2, h3')) {
      if (element.offsetParent === null || element.closest('[aria-hidden=true]') !== null) continue;
      if (element.querySelector('[title]') !== null) continue;
      if (element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).overflow !== 'visible')
        faults.push(`cut: ${name(element)}`);
    }
    // Controls do not lie over each other.
    const controls = [...document.querySelectorAll<HTMLElement>('main button, main a[href], main input, main select')]
      .filter((element) => element.offsetParent !== null && element.closest('label, [role=table]') === null)
      .map((element) => ({ element, box: element.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 0 && box.height > 0);
    for (const [index, { element, box }] of controls.entries()) {
      for (const { element: other, box: next } of controls.slice(index + 1)) {
        if (element.contains(other) || other.contains(element)) continue;
        if (element.parentElement === other.parentElement && /INPUT/.test(element.tagName + other.tagName)) continue;
        const width = Math.min(box.right, next.right) - Math.max(box.left, next.left);
        const height = Math.min(box.bottom, next.bottom) - Math.max(box.top, next.top);
        if (width > 2 && height > 2) faults.push(`overlap: ${name(element)} and ${name(other)}`);
      }
    }
    return faults;
  });

for (const { name, viewport } of sizes) {
  test(`cuts nothing, overlaps nothing and does not scroll sideways at ${name}`, async ({ page, fleet, visit }) => {
    test.setTimeout(180_000);
    mkdirSync(screenshots, { recursive: true });
    await page.setViewportSize(viewport);
    const faults: string[] = [];
    for (const [place, hash] of placesOf(fleet)) {
      await visit(hash);
      faults.push(...(await faultsOfLayout(page)).map((fault) => `${place}: ${fault}`));
      await page.screenshot({ path: `${screenshots}/${place.replace('/', '-')}-${viewport.width}.png` });
    }
    expect(faults).toEqual([]);
  });
}

test('notices what does not fit', async ({ visit }) => {
  const page = await visit('/settings');
  expect(await faultsOfLayout(page)).toEqual([]);
  await page.evaluate(() => {
    const wide = document.createElement('button');
    wide.textContent = 'wide';
    wide.style.width = '4000px';
    document.querySelector('main h1')?.after(wide);
  });
  expect((await faultsOfLayout(page)).join()).toContain('sideways');
});
