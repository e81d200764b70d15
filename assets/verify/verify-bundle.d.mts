/** What one check found wrong. */
export interface BundleProblem {
  readonly code: string;
  readonly path: string | null;
  readonly message: string;
}

/** One file of a bundle; `fault` says why it may not be read. */
export interface BundleEntry {
  readonly path: string;
  readonly bytes: number;
  readonly fault: string | null;
}

/** Where the files of a bundle are: a folder, an archive. */
export interface BundleSource {
  list(): Promise<readonly BundleEntry[]>;
  read(path: string): AsyncIterable<Uint8Array>;
}

/** What is proven of a bundle. `manifest` is the parsed manifest, null when there is none that can be read. */
export interface BundleReport {
  readonly intact: boolean;
  readonly authorProven: boolean;
  readonly complete: boolean;
  readonly problems: readonly BundleProblem[];
  readonly fingerprint: string | null;
  readonly expectedFingerprint: string | null;
  readonly manifest: unknown;
}

export interface DigestedFile {
  readonly path: string;
  readonly sha256: string;
}

export declare const manifestName: 'manifest.json';
export declare const signatureName: 'manifest.sig';
export declare const publicKeyName: 'public-key.pem';
export declare const formatName: 'provisioning-evidence';
export declare const formatVersion: 1;
export declare const notVerified: 6;
export declare function pathFault(path: string): string | null;
export declare function canonical(value: unknown): string;
export declare function folderDigests(files: readonly DigestedFile[]): Map<string, string>;
export declare function fingerprintOf(text: string): string | null;
export declare function folderSource(folder: string): BundleSource;
export declare function verifyBundle(source: BundleSource, expected?: string | null): Promise<BundleReport>;
export declare function printable(text: string): string;
export declare function reportLines(report: BundleReport): string[];
