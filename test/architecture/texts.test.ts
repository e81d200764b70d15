import { describe, expect, it } from 'vitest';
import { filesUnder, type ProjectFile } from './project-files.ts';

/** Attributes whose value a person reads or hears. */
const read = ['label', 'placeholder', 'title', 'aria-label', 'hint', 'description', 'alt'];

/** Takes a file of components; gives the words in it that a person would read and that are not of the catalogue. */
function wordsIn({ text }: ProjectFile): string[] {
  const code = text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/^\s*\/\/.*$/gm, '');
  // `>words<` on one line; `=>` and comparisons are code, and so is what has brackets in it.
  const between = [...code.matchAll(/(?<![=\s])>[ \t]*([A-Za-z][A-Za-z ,.'’!?-]{2,})[ \t]*<\//g)].map(
    ([, words = '']) => words,
  );
  const alone = [...code.matchAll(/^\s+([A-Z][a-z]+(?: [a-z]+){2,}[.!?]?)\s*$/gm)].map(([, words = '']) => words);
  const attributes = [...code.matchAll(new RegExp(`\\b(?:${read.join('|')})="([^"]*[A-Za-z]{2}[^"]*)"`, 'g'))].map(
    ([, words = '']) => words,
  );
  return [...between, ...alone, ...attributes];
}

describe('words that a person reads', () => {
  it('stand in the catalogue and in no component', () => {
    const faults = filesUnder('src/renderer', ['.tsx']).flatMap((file) =>
      wordsIn(file).map((words) => `${file.path}: ${words}`),
    );
    expect(faults).toEqual([]);
  });

  it.each([
    ['<Button>Save it</Button>', ['Save it']],
    ['<Field label="Tenant URL">', ['Tenant URL']],
    ['      Nothing is written yet.', ['Nothing is written yet.']],
    ["<Button>{text('common.save')}</Button>", []],
    ['const isOpen = (a: number) => a > 3 && a < 5;', []],
    ['      // Nothing is written yet.\n<span role="cell" />', []],
  ])('are found in %s', (text, words) => {
    expect(wordsIn({ path: 'x.tsx', text })).toEqual(words);
  });
});
