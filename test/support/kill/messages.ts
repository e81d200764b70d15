import type { TenantEndpoints } from '#emulator/serve';
import type { WireError } from '#shared/contract/result';
import type { ApplyReport } from '#shared/model/plan';
import type { RequestName } from './request-name.ts';

/** What a child process does: everything it knows comes with this message and from its data folder. */
export interface Work {
  readonly endpoints: TenantEndpoints;
  readonly username: string;
  readonly dataFolder: string;
  readonly builtInProfiles: string;
  /** The tenant's time when the child starts, milliseconds since 1970. */
  readonly now: number;
  /** Carried out one after the other in this one process. */
  readonly rounds: readonly Round[];
  /** Stop for ever before this request is sent. */
  readonly holdAt: RequestName | null;
}

/** One command; `rollback` goes back to the first snapshot that was kept after a run. Secrets by label. */
export interface Round {
  readonly command: 'apply' | 'undo' | 'rollback';
  readonly configuration: string;
  readonly secrets: Readonly<Record<string, string>>;
}

export type FromChild =
  | { readonly kind: 'sleep'; readonly id: number; readonly milliseconds: number }
  /** The request to stop at is held: what precedes it is on the disk, and nothing was sent. */
  | { readonly kind: 'held' }
  | { readonly kind: 'done'; readonly reports: readonly ApplyReport[] }
  | { readonly kind: 'failed'; readonly error: WireError };

export type FromParent =
  | { readonly kind: 'work'; readonly work: Work }
  | { readonly kind: 'woke'; readonly id: number; readonly now: number };
