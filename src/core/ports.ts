import type { ArchiveStore, ExportPort } from '#core/archive/archive-port';
import type { EvidencePort } from '#core/audit/evidence-port';
import type { ProbePort } from '#core/monitor/preflight/probe-port';
import type { HostView } from '#shared/model/host';
import type { VendorId } from '#shared/model/ids';
import type { Account, Cloud } from '#shared/model/session';
import type { SettingsChange, SettingsView } from '#shared/model/settings';

/** Time. In the demo it follows the tenant's own clock; `sleep` rejects with an AbortError when the signal fires. */
export interface Clock {
  /** Milliseconds since 1970, UTC. */
  now(): number;
  /** Waits that many milliseconds of this clock's time. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/** One HTTP request, as core hands it out. The URL is always the public https one. */
export interface NetworkRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The one way to the network, for MSAL and Graph alike.
 * Raises `CoreError` `offline` (reason: dnsFailure, connectionRefused, connectionReset, tlsUntrusted, tlsFailure,
 * proxyRefused, proxyUnreachable, blockedHost), `timeout` or an AbortError; an HTTP status is never an error here.
 */
export type NetworkFetch = (request: NetworkRequest) => Promise<Response>;

/** What a sign-in has to show while it waits for a person. */
export type SignInPrompt =
  | { readonly kind: 'browser'; readonly url: string }
  | { readonly kind: 'deviceCode'; readonly url: string; readonly userCode: string; readonly expiresInMs: number };

export interface SignInRequest {
  readonly scopes: readonly string[];
  readonly method: 'browser' | 'deviceCode';
  readonly tenant?: string | undefined;
  readonly loginHint?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onPrompt: (prompt: SignInPrompt) => void;
}

export interface TokenRequest {
  /** Short scope names such as Synchronization.ReadWrite.All; the port adds the cloud's Graph root. */
  readonly scopes: readonly string[];
  /** Decoded claims challenge of a Graph 401. */
  readonly claims?: string | undefined;
  readonly forceRefresh?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Sign-in of people. All calls raise `CoreError` `unauthenticated`, `consent_required`, `offline`, `timeout` or `cancelled`. */
export interface IdentityPort {
  readonly cloud: Cloud;
  /** Application (client) id that people registered; null = none configured yet. */
  readonly clientId: string | null;
  /** `keychain`: the sign-in is kept, encrypted; `process`: it ends with this process. */
  persistence(): Promise<'keychain' | 'process'>;
  current(): Promise<Account | null>;
  accounts(): Promise<readonly Account[]>;
  select(account: { readonly homeAccountId: string; readonly tenantId: string }): Promise<Account>;
  signIn(request: SignInRequest): Promise<Account>;
  signOut(homeAccountId?: string): Promise<{ readonly removed: number; readonly browserSignOutUrl: string }>;
  accessToken(request: TokenRequest): Promise<string>;
  /** Link with which an administrator consents for the whole tenant. */
  adminConsentUrl(scopes: readonly string[], tenant?: string): Promise<string>;
}

/** Key of a journal: one tenant of one cloud. */
export interface JournalKey {
  readonly authority: string;
  readonly graph: string;
  readonly tenantId: string;
}

/** What a journal file holds: its whole lines, and what stands after the last line break (a torn write), if anything. */
export interface JournalContent {
  readonly lines: readonly string[];
  readonly tornTail: string | null;
}

/** The one writer of a journal. */
export interface JournalWriter {
  /** Read under the lock, so nothing can come between this and an append. */
  readonly content: JournalContent;
  /** Appends one line and returns after it is on the disk (fsync). Raises `storage_full` or `internal`. */
  append(line: string): Promise<void>;
  /** Cuts a torn tail off; what it held is then recorded as an entry of its own. */
  truncateTornTail(): Promise<void>;
  close(): Promise<void>;
}

/** Where journals are kept: append-only, one writer at a time across processes. */
export interface JournalStore {
  read(key: JournalKey): Promise<JournalContent>;
  /** Raises `conflict` (reason journalLocked) while another process writes. */
  open(key: JournalKey): Promise<JournalWriter>;
}

/** Set-ups that were begun, as text, for each tenant of each cloud. Calls raise `storage_full` or `internal` (reason draftsUnusable). */
export interface DraftStore {
  list(key: JournalKey): Promise<readonly { readonly id: string; readonly text: string }[]>;
  /** null: there is none with that id. */
  read(key: JournalKey, id: string): Promise<string | null>;
  /** Replaces it as a whole: a crash leaves the old text or the new one. */
  write(key: JournalKey, draft: { readonly id: string; readonly text: string }): Promise<void>;
  /** false: there was none. */
  remove(key: JournalKey, id: string): Promise<boolean>;
}

/** What records are about: the configuration before and after a write, results on demand, where journals ended, when secrets end. */
export type SealedKind = 'snapshots' | 'on-demand' | 'anchors' | 'deviations' | 'secret-care';

/** The records of one kind of one tenant of one cloud. */
export interface SealedPlace {
  readonly key: JournalKey;
  readonly kind: SealedKind;
}

/** A record that is kept sealed: lists are made of heads, a body is read when somebody asks for it. Both are texts. */
export interface SealedRecord {
  readonly id: string;
  readonly head: string;
  readonly body: string;
}

/** What a list of records comes to. */
export interface SealedList {
  readonly records: readonly Omit<SealedRecord, 'body'>[];
  /** Names of files that could not be read; they were moved aside and stay there. */
  readonly setAside: readonly string[];
  /** How many records were sealed with a key that is not the one at hand. */
  readonly locked: number;
}

/**
 * Records that are kept on this machine, encrypted with a key of the system's vault where it has one.
 * Calls raise `storage_full`, `storage_corrupt` (reason recordCorrupt) or `internal` (reason recordsUnusable).
 */
export interface SealedStore {
  /** `vault`: encrypted; `none`: files that only this user's account may read, with the reason. */
  protection(): Promise<{ readonly kind: 'vault' | 'none'; readonly reason: string | null }>;
  list(place: SealedPlace): Promise<SealedList>;
  /** The body; null = there is no record with that id that this key opens. */
  read(place: SealedPlace, id: string): Promise<string | null>;
  /** Replaces it as a whole and returns after it is on the disk: a crash leaves the old record or the new one. */
  write(place: SealedPlace, record: SealedRecord): Promise<void>;
}

/** One profile file, unparsed. */
export interface ProfileEntry {
  /** Name of its folder. */
  readonly id: string;
  readonly source: 'built-in' | 'administrator';
  readonly content: unknown;
  /** Why it could not be read, in one sentence; then `content` says nothing. */
  readonly fault?: string | undefined;
  /** Where the file is, for a person. */
  readonly place?: string | undefined;
}

/** Vendor profiles as unparsed JSON, with where they come from. A file that cannot be read is an entry with a fault. */
export interface ProfileSource {
  list(): Promise<readonly ProfileEntry[]>;
}

/** Vendor profiles, and the administrator's own folder, in which profiles can be kept. */
export interface ProfileStore extends ProfileSource {
  /**
   * Puts a profile into the administrator's own folder; one that is there already stays beside it as `profile.previous.json`.
   * Gives where it is. Raises `storage_full`, `bad_request` (reasons profileFolderUnusable, profileNameReserved).
   */
  keep(profile: { readonly id: VendorId; readonly text: string }): Promise<{ readonly place: string }>;
  /**
   * Takes the profile of a vendor out of the administrator's own folder: its file stays as `profile.previous.json`. Gives where that is.
   * Raises `bad_request` (reason profileFolderUnusable).
   */
  remove(id: VendorId): Promise<{ readonly place: string }>;
}

/** Diagnostic log of the program itself; never gets a secret or a token. */
export interface Log {
  write(level: 'debug' | 'info' | 'warn' | 'error', message: string, fields?: Readonly<Record<string, unknown>>): void;
}

/** A file that a person chose. */
export interface PickedFile {
  readonly name: string;
  /** Raises `bad_request` (reason fileTooLarge, fileUnreadable). */
  read(): Promise<string>;
}

/** Windows of the system in which a person chooses files; null = nothing was chosen. */
export interface FilePicker {
  chooseConfiguration(): Promise<PickedFile | null>;
  /** Absolute path. */
  chooseFolder(): Promise<string | null>;
  /** Absolute path. */
  chooseCertificates(): Promise<string | null>;
  /** Absolute path: for `bundle` of an archive, of the manifest of a bundle or of a configuration file, for `configurations` of a folder. */
  chooseBundle(what: 'bundle' | 'configurations'): Promise<string | null>;
  /** Absolute path of a folder into which a new bundle goes. */
  chooseBundleFolder(): Promise<string | null>;
  /** Absolute path of a file that is to be written; a person agreed to replace one that is there. */
  chooseExport(suggestedName: string): Promise<string | null>;
}

/** A change of settings as core hands it on: what a caller asked for, and paths that a person chose. */
export type HostSettingsChange = Omit<SettingsChange, 'profileFolder' | 'certificateFile'> & {
  readonly profileFolder?: string | null | undefined;
  readonly certificateFile?: string | null | undefined;
};

/** The program around core. */
export interface HostPort {
  view(): HostView;
  readonly settings: {
    view(): SettingsView;
    /** Raises `conflict` (reason tasksRunning), `bad_request` (reasons cloudUnknown, caFileInvalid, updatesManaged). */
    change(change: HostSettingsChange): Promise<SettingsView>;
  };
  /** Goes over to another tenant, raises `conflict` (reason tasksRunning); null where a program has one for its life. */
  readonly workOn: ((target: HostView['target']) => Promise<void>) | null;
  /** null where there is nobody to ask. */
  readonly picker: FilePicker | null;
  /** The end of the program's own log. */
  readLog(): Promise<string>;
}

/** Everything outside core. */
export interface Ports {
  readonly clock: Clock;
  readonly network: NetworkFetch;
  /** The way to a vendor's own endpoint, for testing a connection from this machine; raises what `network` raises. */
  readonly target: NetworkFetch;
  /** The way to look at a vendor's endpoint piece by piece: name, certificate, requests to exactly one address. */
  readonly probe: ProbePort;
  readonly identity: IdentityPort;
  readonly journal: JournalStore;
  readonly drafts: DraftStore;
  readonly sealed: SealedStore;
  readonly evidence: EvidencePort;
  readonly archive: ArchiveStore;
  readonly exports: ExportPort;
  readonly profiles: ProfileStore;
  readonly host: HostPort;
  readonly log: Log;
  /** A random GUID. */
  readonly newId: () => string;
  /** Random number in [0, 1) for back-off jitter. */
  readonly random: () => number;
  /** Makes a token as the console of a demo vendor would; null for a vendor that is not there. Only on the embedded demo tenant. */
  readonly demoToken?: ((vendorId: string) => string | null) | undefined;
  /** True on the embedded demo tenant. */
  readonly demo: boolean;
}
