import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { folderDigests, manifestName } from '#assets/verify/verify-bundle.mjs';
import type { EvidencePort, SigningKey } from '#core/audit/evidence-port';
import { hasCode } from '#platform/disk';
import type { KeyVault } from '#platform/identity/keychain';
import { openFiles, verifyAt } from './bundle-files.ts';
import { archiveName, createBundleWriter } from './bundle-writer.ts';
import { openSigningKey } from './signing-key.ts';

/** Takes where bundles are kept, how a person is asked, and the vault of the signing key; gives the port of evidence on Node. */
export function createEvidence(options: {
  readonly folder: string;
  readonly vault: KeyVault;
  readonly choosePlace: EvidencePort['choosePlace'];
  /** Absolute path of the script that verifies a bundle without this program. */
  readonly verifier: string;
}): EvidencePort {
  const { folder, vault, choosePlace, verifier } = options;
  let key: Promise<SigningKey> | null = null;
  return {
    choosePlace,
    ownFolder: folder,
    listOwn: () => bundlesIn(folder),
    create: createBundleWriter,
    verify: verifyAt,
    open: openFiles,
    signingKey() {
      key ??= openSigningKey(vault);
      return key;
    },
    // What only an export needs is loaded by an export.
    workbook: async (sheets) => (await import('./workbook.ts')).writeWorkbook(sheets),
    treeOf(files) {
      const sorted = [...files].sort((one, other) => (one.path < other.path ? -1 : 1));
      const digests = folderDigests(sorted);
      const folders = [...digests].filter(([path]) => path !== '').sort(([one], [other]) => (one < other ? -1 : 1));
      return {
        algorithm: 'SHA-256',
        digest: digests.get('') ?? '',
        folders: folders.map(([path, sha256]) => ({ path, sha256 })),
        files: sorted.map(({ path, bytes, sha256 }) => ({ path, bytes, sha256 })),
      };
    },
    verifierScript: () => readFile(verifier, 'utf8'),
  };
}

async function bundlesIn(folder: string): Promise<readonly string[]> {
  try {
    const names = await readdir(folder);
    const found = await Promise.all(names.map((name) => bundleAt(join(folder, name))));
    return found.flatMap((one) => (one === null ? [] : [one])).sort((one, other) => (one < other ? 1 : -1));
  } catch (cause) {
    if (hasCode(cause, 'ENOENT')) return [];
    throw cause;
  }
}

async function bundleAt(path: string): Promise<string | null> {
  for (const [name, bundle] of [
    [manifestName, path],
    [archiveName, join(path, archiveName)],
  ] as const) {
    const facts = await stat(join(path, name)).catch(() => null);
    if (facts?.isFile() === true) return bundle;
  }
  return null;
}
