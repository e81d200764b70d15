import type { CollectionPolicy } from '#emulator/graph/odata/collection';

/** What all collections of directory objects have in common. Source: learn.microsoft.com/graph/aad-advanced-queries */
export const directoryCollection = {
  advancedQueries: true,
  caseSensitive: false,
  defaultPageSize: 100,
  maxPageSize: 999,
  supportsCount: true,
  defaultSelect: null,
  alwaysId: false,
} as const satisfies Partial<CollectionPolicy>;
