/** Where MSAL's cache is kept: one text, which holds tokens. */
export interface TokenCacheStore {
  /** The text that was written last, or null. Never raises: what cannot be read is moved aside and counts as nothing. */
  read(): Promise<string | null>;
  /** Replaces the text. Never raises: what cannot be written to the disk is kept for this process. */
  write(text: string): Promise<void>;
  clear(): Promise<void>;
  /** Moves the text aside, because it could be read but means nothing. */
  quarantine(): Promise<void>;
  /** `keychain`: kept, encrypted, after this process; `process`: not. */
  persistence(): Promise<'keychain' | 'process'>;
}

/** Gives a store that keeps the text in memory only. */
export function createMemoryTokenCache(): TokenCacheStore {
  let kept: string | null = null;
  const forget = async (): Promise<void> => {
    kept = null;
  };
  return {
    read: async () => kept,
    async write(text) {
      kept = text;
    },
    clear: forget,
    quarantine: forget,
    persistence: async () => 'process',
  };
}
