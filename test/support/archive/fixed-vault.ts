import type { KeyVault } from '#platform/identity/keychain';

/** A vault that has the same key in every process. */
export const fixedVault: KeyVault = { get: async () => new Uint8Array(32).fill(9) };
