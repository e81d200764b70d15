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

/** Takes a file; gives the constants that ask for words while the file is loaded, when the words of pages may not be there yet. */
const askedOnLoading = ({ text }: ProjectFile): string[] =>
  text
    .split(/^(?=(?:export )?(?:const|function|async|class|type|interface|import)\b)/m)
    .filter((statement) => /^(?:export )?const\b/.test(statement))
    .filter((statement) => /^(?:(?!=>|\bfunction\b)[\s\S])*?\b(?:text|textOr)\(/.test(statement))
    .map((statement) => /const (\w+)/.exec(statement)?.[1] ?? statement);

describe('words that a person reads', () => {
  it('are asked for while a page is drawn, not while its code is loaded', () => {
    const faults = filesUnder('src/renderer', ['.ts', '.tsx']).flatMap((file) =>
      askedOnLoading(file).map((name) => `${file.path}: ${name}`),
    );
    expect(faults).toEqual([]);
  });

  it.each([
    ["const back = <Link>{text('profiles.back')}</Link>;", ['back']],
    ["const columns: readonly Column[] = [\n  { key: 'a', header: text('a.b') },\n];", ['columns']],
    ["const columnsOf = (): readonly Column[] => [\n  { key: 'a', header: text('a.b') },\n];", []],
    ["const useIt = () =>\n  useTask({ label: text('a.b') });", []],
    ["const context = 1;\nfunction Page() {\n  return text('a.b');\n}", []],
  ])('are looked for in %s', (text, names) => {
    expect(askedOnLoading({ path: 'x.tsx', text })).toEqual(names);
  });

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
