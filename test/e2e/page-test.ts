import { test as base, expect } from '@playwright/test';

/** A test that fails on any error of the page and any breach of its security policy; it opens its own hosts. */
export const test = base.extend<{ readonly faults: string[] }>({
  faults: [
    async ({ page }, use) => {
      const faults: string[] = [];
      page.on('console', (message) => {
        // A host that was ended on purpose breaks the requests that are open.
        if (message.type() === 'error' && !/net::ERR_/.test(message.text())) faults.push(message.text());
      });
      page.on('pageerror', (error) => faults.push(error.message));
      await use(faults);
      expect(faults).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
