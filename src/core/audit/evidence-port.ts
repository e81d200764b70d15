import type { ManifestTree } from './manifest.ts';

/** A file of a bundle as it was written: its size in bytes and the SHA-256 of them in hexadecimal digits. */
export interface WrittenFile {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** A file of many lines that is written line by line and never held whole. */
export interface LineFile {
  add(line: string): Promise<void>;
  end(): Promise<WrittenFile>;
}

/** A bundle that is being written. Nothing of it is where it was asked for before `finish`. */
export interface BundleWriter {
  write(path: string, content: string | Uint8Array): Promise<WrittenFile>;
  lines(path: string): Promise<LineFile>;
  /** Gives a text that was written before. */
  reread(path: string): Promise<string>;
  /** Takes the manifest and its signature; puts everything in its place, the signature last. Gives the absolute path of the bundle. */
  finish(manifest: string, signature: Uint8Array): Promise<string>;
  /** Removes everything that was written. */
  discard(): Promise<void>;
}

/** What a check of a bundle found wrong. */
export interface BundleProblem {
  readonly code: string;
  readonly path: string | null;
  readonly message: string;
}

/** What is proven of a bundle, and the parsed manifest, which is null when there is none that can be read. */
export interface BundleReport {
  readonly intact: boolean;
  readonly authorProven: boolean;
  readonly complete: boolean;
  readonly problems: readonly BundleProblem[];
  readonly fingerprint: string | null;
  readonly expectedFingerprint: string | null;
  readonly manifest: unknown;
}

/** A bundle or a folder of configuration files, to be read and never written. */
export interface FileReader {
  /** Paths with forward slashes, in order. */
  readonly paths: readonly string[];
  /** Raises `bad_request` (reason fileTooLarge, fileUnreadable). */
  text(path: string): Promise<string>;
}

/** A key that signs. It never leaves the vault of the system but for the moment of signing. */
export interface SigningKey {
  /** SHA-256 of the public key (SPKI), 64 hexadecimal digits. */
  readonly fingerprint: string;
  /** SPKI in base64. */
  readonly publicKey: string;
  readonly pem: string;
  /** `process`: this machine has no vault, so the key ends with this process. */
  readonly keptIn: 'vault' | 'process';
  /** Gives 64 bytes of Ed25519. */
  sign(bytes: Uint8Array): Promise<Uint8Array>;
}

/** One cell of a workbook; texts are never formulas. */
export type WorkbookCell = string | number | boolean | null;

/** One sheet: its name, the headings of its columns and its rows. */
export interface WorkbookSheet {
  readonly name: string;
  readonly columns: readonly { readonly heading: string; readonly width: number }[];
  readonly rows: readonly (readonly WorkbookCell[])[];
}

/** Where a bundle goes: a folder by its absolute path, and a folder to make in it, if it is not that folder itself. */
export interface BundlePlace {
  readonly path: string;
  readonly inside: string | null;
  readonly zip: boolean;
}

/** What a person chose, by its absolute path: for a new bundle its own folder (`exact`), or one in which it gets a folder. */
export interface ChosenPlace {
  readonly path: string;
  readonly exact: boolean;
}

/** What a person is asked for. */
export type PlaceKind = 'newBundle' | 'bundle' | 'configurations';

/** Disk, archive, workbook and key of evidence. Calls raise `bad_request`, `storage_full` or `internal` (reason evidenceUnusable). */
export interface EvidencePort {
  /** Asks the person for a folder, a bundle, or a folder of configuration files; null = this program cannot ask. */
  readonly choosePlace: ((what: PlaceKind) => Promise<ChosenPlace | null>) | null;
  /** Absolute path of the folder in which bundles are kept where nobody chooses another. */
  readonly ownFolder: string;
  /** Absolute paths of the bundles in that folder, newest first. */
  listOwn(): Promise<readonly string[]>;
  /** Raises `bad_request` (reason folderNotEmpty, folderUnusable). */
  create(place: BundlePlace): Promise<BundleWriter>;
  /** Takes the absolute path of a folder or an archive, and the fingerprint that the key's owner told, if any. Raises nothing about the bundle itself. */
  verify(path: string, fingerprint: string | null): Promise<BundleReport>;
  /** Raises `bad_request` (reason bundleUnreadable). */
  open(path: string): Promise<FileReader>;
  signingKey(): Promise<SigningKey>;
  workbook(sheets: readonly WorkbookSheet[]): Promise<Uint8Array>;
  /** Takes files with their digests; gives the digests of their folders. */
  treeOf(files: readonly WrittenFile[]): ManifestTree;
  /** Text of the script that verifies a bundle without this program. */
  verifierScript(): Promise<string>;
}
