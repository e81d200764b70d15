import type { VendorFacts } from '#core/profiles/profile-schema';

/** One warning of an import. */
export type ImportWarning = VendorFacts['importWarnings'][number];
export type WarningCode = ImportWarning['code'];

/** Where the readers of one import put what they find wrong. */
export interface Findings {
  /** Notes a defect once: the same code and message at a later line is the same defect. */
  readonly warn: (code: WarningCode, message: string, line?: number) => void;
  /** All warnings, by line; those about the whole article last. */
  readonly all: () => ImportWarning[];
}

const endOfArticle = Number.MAX_SAFE_INTEGER;

/** Gives an empty collection of warnings. */
export function createFindings(): Findings {
  const found = new Map<string, ImportWarning>();
  return {
    warn: (code, message, line) => {
      const key = `${code} ${message}`;
      if (found.has(key)) return;
      found.set(key, { code, message, ...(line === undefined ? {} : { line }) });
    },
    all: () => [...found.values()].sort((a, b) => (a.line ?? endOfArticle) - (b.line ?? endOfArticle)),
  };
}
