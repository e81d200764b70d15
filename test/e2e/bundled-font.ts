import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';

const { resolve } = createRequire(import.meta.url);
const weights = ['400', '600', '700'] as const;

/** The families that Fluent asks for first: text and code. */
const families = ['Segoe UI', 'Consolas'] as const;

const fileOf = (weight: string): string =>
  readFileSync(resolve(`@fontsource/open-sans/files/open-sans-latin-${weight}-normal.woff2`)).toString('base64');

/**
 * Takes a page; from its next load on, its text stands in Open Sans, whatever fonts the machine has, so that widths are
 * the same everywhere. The font comes as bytes: the page's security policy lets none be fetched from elsewhere.
 */
export async function useBundledFont(page: Page): Promise<void> {
  await page.addInitScript(
    ({ names, files }) => {
      for (const [weight, text] of files) {
        const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
        for (const name of names) document.fonts.add(new FontFace(name, bytes.buffer, { weight }));
      }
    },
    { names: families, files: weights.map((weight) => [weight, fileOf(weight)] as const) },
  );
}

/** Takes a page; says whether its text stands in the bundled font by now. */
export const hasBundledFont = (page: Page): Promise<boolean> =>
  page.evaluate(async () => {
    await document.fonts.ready;
    const faces = [...document.fonts].filter(({ family }) => family.replaceAll('"', '') === 'Segoe UI');
    const own = getComputedStyle(document.querySelector('h1') ?? document.body).fontFamily;
    return faces.length === 3 && faces.some(({ status }) => status === 'loaded') && /^["']?Segoe UI/.test(own);
  });
