import { describe, expect, it } from 'vitest';
import { sourceFiles } from './project-files.ts';
import { brokenRules, sourceRules } from './source-rules.ts';

const mock = `vi.${'mock'}('#core/graph/graph')`;

const tooLong = 'export {};\n'.repeat(301);
const [lines, modules, time, folders, electron] = sourceRules.map(({ name }) => name);

/** Planted faults, at least one a rule. */
const planted = [
  { path: 'src/core/setup/long.ts', text: tooLong, rule: lines },
  { path: 'src/renderer/long.tsx', text: tooLong, rule: lines },
  { path: 'test/unit/core/setup/long.test.ts', text: tooLong, rule: lines },
  { path: 'test/support/long-fixture.ts', text: tooLong, rule: lines },
  { path: 'scripts/long.mjs', text: tooLong, rule: lines },
  { path: 'test/unit/core/mocked.test.ts', text: mock, rule: modules },
  { path: 'src/core/setup/clock.ts', text: 'export const now = () => Date.now();', rule: time },
  { path: 'src/core/utils/text.ts', text: 'export {};', rule: folders },
  { path: 'src/platform/window.ts', text: "import { app } from 'electron';", rule: electron },
];

describe('rules of the sources that the linter does not know', () => {
  it('are kept by every file', () => {
    expect(brokenRules(sourceFiles())).toEqual([]);
  });

  it.each(planted)('refuse the fault planted in $path', (file) => {
    expect(brokenRules([file])).toEqual([`${file.path}: ${file.rule}`]);
  });

  it('have a planted fault each', () => {
    expect([...new Set(planted.map(({ rule }) => rule))]).toEqual(sourceRules.map(({ name }) => name));
  });

  it.each(['src/', 'test/unit/', 'test/emulator/', 'test/architecture/', 'scripts/'])(
    'are put to files under %s',
    (folder) => {
      expect(sourceFiles().some(({ path }) => path.startsWith(folder))).toBe(true);
    },
  );

  it('allow a file of exactly 300 lines and a time that was handed in', () => {
    const files = [
      { path: 'src/core/setup/full.ts', text: 'export {};\n'.repeat(300) },
      { path: 'test/unit/core/setup/full.test.ts', text: 'export {};\n'.repeat(300) },
      { path: 'src/core/setup/time.ts', text: 'export const at = (ms: number) => new Date(ms).toISOString();' },
      { path: 'src/main/window.ts', text: "import { app } from 'electron';" },
    ];
    expect(brokenRules(files)).toEqual([]);
  });
});
