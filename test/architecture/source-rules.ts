import type { ProjectFile } from './project-files.ts';

interface SourceRule {
  readonly name: string;
  /** Which files the rule speaks of. */
  readonly applies: RegExp;
  /** Takes a file; says whether it keeps the rule. */
  readonly holds: (file: ProjectFile) => boolean;
}

const lineLimit = 300;
// Written in two parts, so that this file keeps its own rule.
const moduleMock = new RegExp(`\\bvi\\.(${['mock', 'doMock'].join('|')})\\(`);
const ownTime = /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(/;
const meaninglessFolder = /(^|\/)(utils?|helpers?|misc|common)\//;
const electronPackage = /(from|import|require)\s*\(?\s*['"](electron|electron-store)(\/[^'"]*)?['"]/;

/** Rules that the linter has no rule for. */
export const sourceRules: readonly SourceRule[] = [
  {
    name: `a file has at most ${lineLimit} lines, in the program, the tests and the scripts alike`,
    applies: /^(src|test|scripts)\//,
    holds: ({ text }) => text.trimEnd().split('\n').length <= lineLimit,
  },
  {
    name: 'a test replaces no module',
    applies: /^test\//,
    holds: ({ text }) => !moduleMock.test(text),
  },
  {
    name: 'core and shared ask a port for the time and for chance',
    applies: /^src\/(core|shared)\//,
    holds: ({ text }) => !ownTime.test(text),
  },
  {
    name: 'a folder is named after what is in it',
    applies: /^(src|test|scripts)\//,
    holds: ({ path }) => !meaninglessFolder.test(path),
  },
  {
    name: 'Electron is imported by its own host only',
    applies: /^src\/(?!main\/|preload\/)/,
    holds: ({ text }) => !electronPackage.test(text),
  },
];

/** Takes files; gives "path: rule" for each rule that a file breaks. */
export const brokenRules = (files: readonly ProjectFile[]): string[] =>
  files.flatMap((file) =>
    sourceRules
      .filter(({ applies, holds }) => applies.test(file.path) && !holds(file))
      .map(({ name }) => `${file.path}: ${name}`),
  );
