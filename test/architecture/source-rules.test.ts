import { describe, expect, it } from 'vitest';
import { sourceFiles } from './project-files.ts';
import { brokenRules, sourceRules } from './source-rules.ts';

const mock = `vi.${'mock'}('#core/graph/graph')`;

/** One planted fault a rule, in the rules' order. */
const planted = [
  { path: 'src/core/setup/long.ts', text: 'export {};\n'.repeat(301) },
  { path: 'test/unit/core/mocked.test.ts', text: mock },
  { path: 'src/core/setup/clock.ts', text: 'export const now = () => Date.now();' },
  { path: 'src/core/utils/text.ts', text: 'export {};' },
  { path: 'src/platform/window.ts', text: "import { app } from 'electron';" },
];

describe('rules of the sources that the linter does not know', () => {
  it('are kept by every file', () => {
    expect(brokenRules(sourceFiles())).toEqual([]);
  });

  it('refuse a planted fault each', () => {
    expect(brokenRules(planted)).toEqual(planted.map(({ path }, index) => `${path}: ${sourceRules[index]?.name}`));
  });

  it('allow a file of exactly 300 lines and a time that was handed in', () => {
    const files = [
      { path: 'src/core/setup/full.ts', text: 'export {};\n'.repeat(300) },
      { path: 'src/core/setup/time.ts', text: 'export const at = (ms: number) => new Date(ms).toISOString();' },
      { path: 'src/main/window.ts', text: "import { app } from 'electron';" },
    ];
    expect(brokenRules(files)).toEqual([]);
  });
});
