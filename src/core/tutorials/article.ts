/** A link of an article; `text` without markup. */
export interface ArticleLink {
  readonly text: string;
  readonly url: string;
}

/** One paragraph, list entry or code block of an article, with what is marked in it. Lines count from 1. */
export interface Statement {
  readonly line: number;
  readonly endLine: number;
  /** What a reader sees, without markup, alternative texts and line breaks. */
  readonly text: string;
  /** What is set in bold. */
  readonly strong: readonly string[];
  /** What is set as code. */
  readonly code: readonly string[];
  readonly links: readonly ArticleLink[];
  /** Addresses of pictures. */
  readonly images: readonly string[];
  /** The list entries around it, outermost first; each has a number of its own. */
  readonly items: readonly number[];
  /** Set as a quotation: the article's notes, tips and warnings. */
  readonly quoted: boolean;
  /** Stands in a checklist. */
  readonly checklist: boolean;
  /** Index of its section in {@link Article.sections}. */
  readonly section: number;
}

/** What stands under one heading. The first section has no heading. */
export interface Section {
  readonly title: string;
  readonly level: number;
  readonly line: number;
}

/** One row of a table as its line states it. */
export interface TableRow {
  readonly line: number;
  readonly cells: readonly string[];
  /** Why the row had to be mended to be read; null for a row as it should be. */
  readonly defect: string | null;
}

/** A table, read line by line because a strict reader loses rows of broken ones. */
export interface ArticleTable {
  readonly line: number;
  readonly endLine: number;
  readonly header: readonly string[];
  readonly rows: readonly TableRow[];
  readonly section: number;
  /** Defects of the table as a whole, and lines in it that are no rows. */
  readonly defects: readonly { readonly line: number; readonly text: string }[];
}

/** A tutorial, taken apart. */
export interface Article {
  readonly frontMatter: Readonly<Record<string, string>>;
  readonly sections: readonly Section[];
  readonly statements: readonly Statement[];
  readonly tables: readonly ArticleTable[];
  readonly includes: readonly { readonly line: number; readonly name: string }[];
}

/** Takes an article's sections in order and a line; gives the index of the section in which the line stands. */
export function sectionAt(sections: readonly Section[], line: number): number {
  let low = 0;
  let high = sections.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((sections[middle]?.line ?? 0) <= line) low = middle;
    else high = middle;
  }
  return low;
}
