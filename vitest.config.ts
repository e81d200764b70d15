import { defineConfig } from 'vitest/config';

interface Suite {
  readonly name: string;
  readonly testTimeout: number;
}

// Limits in milliseconds. Unit tests touch no network and no clock. The others start child processes or servers,
// and share two cores with each other on the build machine.
const suites: readonly Suite[] = [
  { name: 'unit', testTimeout: 5_000 },
  { name: 'contract', testTimeout: 30_000 },
  { name: 'architecture', testTimeout: 30_000 },
  { name: 'emulator', testTimeout: 20_000 },
  { name: 'integration', testTimeout: 120_000 },
];

export default defineConfig({
  test: {
    projects: suites.map(({ name, testTimeout }) => ({
      test: {
        name,
        include: [`test/${name}/**/*.test.ts`],
        environment: 'node',
        testTimeout,
        hookTimeout: testTimeout,
      },
    })),
  },
});
