import { defineConfig } from '@playwright/test';
import { chromiumArguments, chromiumPath } from '#test/support/chromium';

/** Browser tests: `loopback` in Chromium, `electron` in Electron or its test stand-in. Hosts are started by the tests. */
export default defineConfig({
  testDir: 'test',
  // Runs side by side must not clear each other's traces.
  outputDir: process.env.E2E_OUTPUT ?? '.cache/e2e/by-hand',
  // Two cores are shared by hosts, browsers and tests.
  workers: 2,
  fullyParallel: false,
  forbidOnly: process.env.CI === 'true',
  // As scripts/test.mjs says: a second try on the build machine only, and it is told.
  retries: process.env.CI === 'true' ? 1 : 0,
  timeout: 180_000,
  expect: { timeout: 30_000 },
  reporter: [['line'], ['json', { outputFile: process.env.E2E_REPORT ?? '.cache/test/e2e.json' }]],
  use: {
    locale: 'en-US',
    timezoneId: 'UTC',
    viewport: { width: 1280, height: 800 },
    reducedMotion: 'reduce',
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
  },
  projects: [
    {
      name: 'loopback',
      testDir: 'test/e2e',
      testMatch: '**/*.spec.ts',
      use: { launchOptions: { executablePath: chromiumPath(), args: [...chromiumArguments] } },
    },
    { name: 'electron', testDir: 'test/electron', testMatch: '**/*.spec.ts' },
  ],
});
