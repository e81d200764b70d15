import type { Page } from '@playwright/test';

/** The window of a small laptop, of a large screen, and of the small laptop at 200 % zoom, which halves the CSS pixels. */
export const windowSizes = [
  { name: '1280', viewport: { width: 1280, height: 800 } },
  { name: '1920', viewport: { width: 1920, height: 1080 } },
  { name: '200 %', viewport: { width: 640, height: 400 } },
] as const;

/** Where screenshots of every page are kept for people to look at. */
export const screenshotFolder = '.cache/e2e/screenshots';

/** What of a page does not fit: scrolls sideways, is cut off, or lies over something else. */
export const faultsOfLayout = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const faults: string[] = [];
    const main = document.querySelector('main');
    if (document.documentElement.scrollWidth > window.innerWidth) faults.push('the page scrolls sideways');
    if (main !== null && main.scrollWidth > main.clientWidth) faults.push(`main scrolls sideways: ${main.scrollWidth}`);
    const name = (element: Element): string => `${element.tagName} "${(element.textContent ?? '').slice(0, 40)}"`;
    const isShown = (element: HTMLElement): boolean =>
      element.offsetParent !== null && element.closest('[aria-hidden=true]') === null;
    // All of the words are there: nothing of a button, a tab, a badge, a title, a label or a paragraph is cut.
    const worded = 'button, a, [role=tab], .fui-Badge, h1, h2, h3, label, main p, td';
    for (const element of document.querySelectorAll<HTMLElement>(worded)) {
      if (!isShown(element) || element.querySelector('[title]') !== null) continue;
      if (element.scrollWidth > element.clientWidth + 1 && !/visible|inline/.test(getComputedStyle(element).overflowX))
        faults.push(`cut: ${name(element)}`);
    }
    // Controls do not lie over each other. What sticks to an edge is meant to lie over what scrolls under it.
    const sticks = (element: Element): boolean => {
      for (let at: Element | null = element; at !== null && at !== main; at = at.parentElement)
        if (/sticky|fixed/.test(getComputedStyle(at).position)) return true;
      return false;
    };
    const controls = [...document.querySelectorAll<HTMLElement>('main button, main a[href], main input, main select')]
      .filter((element) => isShown(element) && element.closest('label, [role=table]') === null && !sticks(element))
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

/** Takes a page and a name; keeps what a person sees in light and dark, at both sizes of screen. */
export async function keepScreenshots(page: Page, place: string): Promise<void> {
  const before = page.viewportSize();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, contrast: 'no-preference', reducedMotion: 'reduce' });
    for (const { name, viewport } of windowSizes.slice(0, 2)) {
      await page.setViewportSize(viewport);
      await page.screenshot({
        path: `${screenshotFolder}/${place.replaceAll('/', '-')}-${name}-${colorScheme}.png`,
        animations: 'disabled',
      });
    }
  }
  await page.emulateMedia({ colorScheme: 'light' });
  if (before !== null) await page.setViewportSize(before);
}
