import { describe, expect, it } from 'vitest';
import { paths } from '#shared/contract/index';
import { filesUnder, type ProjectFile } from './project-files.ts';

/** Takes paths of the contract and files; gives the paths that none of the files names as a quoted word. */
const unnamedIn = (wanted: readonly string[], files: readonly ProjectFile[]): string[] =>
  wanted.filter((path) => !files.some(({ text }) => text.includes(`'${path}'`)));

describe('every procedure of the contract', () => {
  it('is answered by core', () => {
    expect(unnamedIn(paths, filesUnder('src/core', ['.ts']))).toEqual([]);
  });

  it('is exercised by a contract test', () => {
    expect(unnamedIn(paths, filesUnder('test/contract', ['.ts']))).toEqual([]);
  });

  it('would be missed if nobody named it', () => {
    const file = { path: 'src/core/session/handlers.ts', text: "{ 'session.read': read }" };
    expect(unnamedIn(['session.read', 'session.rea'], [file])).toEqual(['session.rea']);
  });
});
