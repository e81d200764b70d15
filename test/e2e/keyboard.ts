import type { Page } from '@playwright/test';

/** Moves the focus with the Tab key until it is on the element that a name describes, within a part of the page. */
export async function tabTo(page: Page, name: RegExp, within = ''): Promise<void> {
  for (let presses = 0; presses < 150; presses += 1) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      if (element === null) return { name: '', place: '' };
      const label =
        element instanceof HTMLInputElement || element instanceof HTMLSelectElement ? element.labels?.[0] : null;
      const place = element.closest('fieldset')?.getAttribute('aria-label') ?? '';
      return { name: element.getAttribute('aria-label') ?? label?.textContent ?? element.textContent ?? '', place };
    });
    if (name.test(focused.name) && focused.place.startsWith(within)) return;
  }
  throw new Error(`The keyboard does not come to ${String(name)}.`);
}
