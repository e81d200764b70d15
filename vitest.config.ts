import { defineConfig } from 'vitest/config';

interface Suite {
  readonly name: string;
  readonly testTimeout: number;
  /** Whether each file gets a module world of its own. */
  readonly isolate: boolean;
}

// Limits in milliseconds. Unit tests touch no network and no clock. The others start child processes or servers,
// and share two cores with each other on the build machine. Files that only compute share the modules they load:
// loading them anew for each file took longer than the tests.
const suites: readonly Suite[] = [
  { name: 'unit', testTimeout: 20_000, isolate: false },
  { name: 'contract', testTimeout: 30_000, isolate: false },
  { name: 'architecture', testTimeout: 30_000, isolate: false },
  { name: 'emulator', testTimeout: 20_000, isolate: false },
  { name: 'tutorials', testTimeout: 20_000, isolate: false },
  { name: 'integration', testTimeout: 120_000, isolate: true },
  { name: 'packaging', testTimeout: 180_000, isolate: true },
];

export default defineConfig({
  test: {
    // Vitest leaves a core free, which on two cores is half of them.
    maxWorkers: 2,
    // Sources are compiled once for all suites, and again when they change.
    experimental: { fsModuleCache: true, fsModuleCachePath: '.cache/vitest' },
    projects: [
      ...suites.map(({ name, testTimeout, isolate }) => ({
        test: {
          name,
          include: [`test/${name}/**/*.test.ts`],
          environment: 'node',
          isolate,
          testTimeout,
          hookTimeout: testTimeout,
        },
      })),
      {
        test: {
          name: 'components',
          include: ['test/components/**/*.test.tsx'],
          environment: 'happy-dom',
          // Fluent's modules name each other in ways that only a bundler follows; bundled once, they load in a moment.
          deps: {
            optimizer: {
              client: {
                enabled: true,
                include: ['@fluentui/react-components', '@fluentui/react-icons', 'react', 'react-dom/client'],
              },
            },
          },
          isolate: false,
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
    ],
  },
});
