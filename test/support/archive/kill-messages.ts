import type { TenantEndpoints } from '#emulator/serve';
import type { WireError } from '#shared/contract/result';

export type ToArchiver =
  | {
      readonly kind: 'work';
      readonly endpoints: TenantEndpoints;
      readonly dataFolder: string;
      readonly username: string;
      /** The tenant's time, milliseconds since 1970. */
      readonly now: number;
    }
  | { readonly kind: 'woke'; readonly id: number; readonly now: number };

export type FromArchiver =
  | { readonly kind: 'sleep'; readonly id: number; readonly milliseconds: number }
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly error: WireError };
