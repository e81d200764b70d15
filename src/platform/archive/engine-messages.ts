import type { EngineCall, EngineOptions } from './archive-engine.ts';
import type { SqlTrouble } from './sql-database.ts';

/** What a worker is asked. */
export type ToWorker =
  | { readonly id: number; readonly kind: 'open'; readonly options: EngineOptions }
  | { readonly id: number; readonly kind: 'call'; readonly name: EngineCall; readonly input: unknown }
  | { readonly id: number; readonly kind: 'close' };

/** What it answers. */
export type FromWorker =
  | { readonly id: number; readonly ok: true; readonly output: unknown }
  | { readonly id: number; readonly ok: false; readonly trouble: SqlTrouble; readonly message: string };
