import { gzipSync } from 'node:zlib';

/** What a person may see first: the frame with one of these pages. Home is part of the frame. */
export const firstPages = ['home', 'sign-in', 'first-run'] as const;
const inFrame: readonly (typeof firstPages)[number][] = ['home'];

/** Bytes that a first page may take, gzipped. */
export const firstPageLimit = 350_000;

/** Files of the built page, wherever they lie. */
export interface PageFiles {
  /** Names of the files in `assets`. */
  readonly assets: readonly string[];
  /** Takes a path below the page's folder, for example `index.html`. */
  readonly read: (path: string) => Uint8Array;
}

const textOf = (files: PageFiles, path: string): string => Buffer.from(files.read(path)).toString('utf8');

/** What a script imports before it runs. What it imports later stands in brackets. */
const importsOf = (script: string): string[] =>
  [...script.matchAll(/(?:from|import)\s*["'`]\.\/([\w.~-]+\.js)["'`]/g)].map(([, name = '']) => name);

/**
 * Takes the built page and which page is shown first; gives every script that runs until it stands there: what
 * `index.html` names, the page's own, and what these import.
 */
export function firstPageScripts(files: PageFiles, page: (typeof firstPages)[number]): readonly string[] {
  const html = textOf(files, 'index.html');
  const named = [...html.matchAll(/(?:src|href)="\.\/assets\/([^"]+\.js)"/g)].map(([, name = '']) => name);
  const own = files.assets.filter((name) => new RegExp(`^${page}-screen-[\\w-]+\\.js$`).test(name));
  if (named.length === 0 || own.length !== (inFrame.includes(page) ? 0 : 1))
    throw new Error(`The built page has no one script for "${page}".`);
  const found = new Set<string>([...named, ...own]);
  // A set gives what is added while it is walked.
  for (const name of found) for (const other of importsOf(textOf(files, `assets/${name}`))) found.add(other);
  return [...found];
}

/** Takes the built page; gives the bytes of JavaScript, gzipped, of its heaviest first page. */
export function firstPageBytes(files: PageFiles): number {
  const bytesOf = (name: string): number => gzipSync(files.read(`assets/${name}`)).length;
  return Math.max(
    ...firstPages.map((page) => firstPageScripts(files, page).reduce((sum, name) => sum + bytesOf(name), 0)),
  );
}
