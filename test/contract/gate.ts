import type { TenantOptions } from '#emulator/tenant-options';

/** Holds a request to Graph at the tenant's door, so that a test can do something while it is on its way. */
export interface Gate {
  readonly intercept: NonNullable<TenantOptions['intercept']>;
  /** From now on matching requests wait until `open`; `reached` resolves when the first one stands there. */
  hold(path: RegExp): { readonly reached: Promise<void>; open(): void };
}

/** Gives a gate that stands open. */
export function createGate(): Gate {
  let held: { readonly path: RegExp; readonly arrive: () => void; readonly opened: Promise<void> } | null = null;
  return {
    async intercept(phase, request) {
      if (phase !== 'received' || held === null || !held.path.test(request.path)) return;
      held.arrive();
      await held.opened;
    },
    hold(path) {
      let arrive: () => void = () => undefined;
      let release: () => void = () => undefined;
      const reached = new Promise<void>((resolve) => {
        arrive = resolve;
      });
      const opened = new Promise<void>((resolve) => {
        release = resolve;
      });
      held = { path, arrive, opened };
      return {
        reached,
        open: () => {
          held = null;
          release();
        },
      };
    },
  };
}
