import { type Browser, type CDPSession, chromium, type Page } from '@playwright/test';
import { buildParts } from '#scripts/build-parts';
import { chromiumArguments, chromiumPath } from '#test/support/chromium';
import { type LoopbackConsole, type LoopbackConsoleOptions, openLoopbackConsole } from '#test/support/loopback-console';

const viewport = { width: 1280, height: 800 };

/** One page of the console in a browser of its own. */
export interface ConsoleWorld {
  readonly host: LoopbackConsole;
  readonly page: Page;
  /** What the browser tells about the page. */
  readonly devtools: CDPSession;
  close(): Promise<void>;
}

/** Builds what is served, where it is not built already. */
export const ensureConsole = (): Promise<unknown> => buildParts(['renderer', 'loopback']);

/** Starts a browser as the tests start it. */
export const startBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: chromiumPath(), args: [...chromiumArguments] });

/** Opens a page of the size that the console is made for. */
export const openPage = (browser: Browser): Promise<Page> =>
  browser.newPage({ viewport, locale: 'en-US', timezoneId: 'UTC', reducedMotion: 'reduce' });

/** Starts the built host and a browser; the page is not led anywhere yet. */
export async function openConsoleWorld(options: LoopbackConsoleOptions = {}): Promise<ConsoleWorld> {
  await ensureConsole();
  const host = await openLoopbackConsole(options);
  const browser = await startBrowser();
  const page = await openPage(browser);
  return {
    host,
    page,
    devtools: await page.context().newCDPSession(page),
    async close() {
      await browser.close();
      await host.close();
    },
  };
}

/** Takes numbers, at least one; gives the middle one. */
export const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

/** Takes what a figure is called, its value and the limit; gives the figure, which is ok up to the limit. */
export const atMost = (label: string, value: number, { unit, limit }: { unit: string; limit: number }) => ({
  label,
  value,
  unit,
  limit,
  ok: value <= limit,
});
