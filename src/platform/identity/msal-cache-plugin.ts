import type { ICachePlugin, TokenCacheContext } from '@azure/msal-node';
import { z } from 'zod';
import type { TokenCacheStore } from './token-cache-store.ts';

const Entities = z.record(z.string(), z.record(z.string(), z.unknown())).optional();

/** The outer shape of MSAL's cache. MSAL itself checks nothing and fails later, at the next write. */
const MsalCache = z.looseObject({
  Account: Entities,
  IdToken: Entities,
  AccessToken: Entities,
  RefreshToken: Entities,
  AppMetadata: Entities,
});

// MSAL takes an empty text for "no change" and would go on with the snapshot that it read before.
const emptyCache = JSON.stringify({ Account: {}, IdToken: {}, AccessToken: {}, RefreshToken: {}, AppMetadata: {} });

export interface CachePluginOptions {
  readonly store: TokenCacheStore;
  /** Empties MSAL's memory; what the store holds is all there is. */
  readonly clearMemory: () => void;
}

/**
 * Takes a store; gives the plugin with which MSAL reads the store before, and writes it after, every use of its cache.
 * A text that MSAL cannot read is moved aside and the cache begins empty: MSAL would pass the raw error on to callers.
 */
export function createCachePlugin({ store, clearMemory }: CachePluginOptions): ICachePlugin {
  return {
    async beforeCacheAccess(context) {
      const text = await store.read();
      // MSAL adds what it reads to what it has, so an account that another process signed out would stay, and be written back.
      clearMemory();
      if (text !== null && load(context, text)) return;
      if (text !== null) await store.quarantine();
      context.tokenCache.deserialize(emptyCache);
    },
    async afterCacheAccess(context) {
      if (context.cacheHasChanged) await store.write(context.tokenCache.serialize());
    },
  };
}

function load(context: TokenCacheContext, text: string): boolean {
  try {
    MsalCache.parse(JSON.parse(text));
    context.tokenCache.deserialize(text);
    return true;
  } catch {
    // Broken JSON or another shape. The error would quote the text, and the text holds tokens, so it goes nowhere.
    return false;
  }
}
