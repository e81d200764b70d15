import { test as base, expect, type Page } from '@playwright/test';
import { type LoopbackConsole, openLoopbackConsole } from '#test/support/loopback-console';

interface Fixtures {
  /** What the page and its security policy complained about; a test that ends with anything in it fails. */
  readonly faults: string[];
  /** The page of the console, open. */
  readonly open: () => Promise<Page>;
  readonly console: LoopbackConsole;
  /** Further arguments of the host. */
  readonly hostArguments: readonly string[];
}

/**
 * A test on the built loopback host with a demo tenant of its own: `console` is the host, `page` the browser's page, and
 * `open` leads the page into the console. It fails on any error of the page and any breach of its security policy.
 */
export const test = base.extend<Fixtures>({
  hostArguments: [[], { option: true }],
  console: async ({ hostArguments }, use) => {
    const host = await openLoopbackConsole({ args: hostArguments });
    await use(host);
    await host.close();
  },
  faults: async ({ page }, use) => {
    const faults: string[] = [];
    // A breach of the security policy is an error in the console too.
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(message.text());
    });
    page.on('pageerror', (error) => faults.push(error.message));
    await use(faults);
    expect(faults).toEqual([]);
  },
  open: async ({ page, console, faults }, use) => {
    await use(async () => {
      expect(faults).toEqual([]);
      await page.goto(await console.entry());
      await page.waitForURL(/^http:/);
      await expect(page.locator('#root > *').first()).toBeVisible();
      return page;
    });
  },
});

export { expect };
