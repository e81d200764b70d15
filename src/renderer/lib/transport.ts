import type { PageEvent } from '#shared/contract/host-events';
import type { WireError } from '#shared/contract/result';

/** What came back over a transport. Data is what core's own schema let out; `createClient` gives it its type. */
export type Carried = { readonly ok: true; readonly data: unknown } | { readonly ok: false; readonly error: WireError };

/** One way from the page to core. */
export interface Transport {
  /** Carries a call. Never rejects: a fault of the way itself is an error too. An abort cancels the call. */
  call(path: string, input: unknown, signal?: AbortSignal): Promise<Carried>;
  /** Gives every event to the listener until the function that comes back is called. */
  subscribe(listener: (event: PageEvent) => void): () => void;
  /** Calls the listener whenever events may have been missed before: they are heard from now on, or never again. */
  onGap(listener: () => void): void;
}

type Schemas = typeof import('./answer-schemas.ts');
let fetched: Promise<Schemas> | null = null;

/**
 * Their code and zod's take longer to load than the first page takes to be drawn, and that page needs none of it. One
 * promise for all, so that what came first is read first.
 */
const schemas = (): Promise<Schemas> => {
  fetched ??= import('./answer-schemas.ts');
  return fetched;
};

/** Takes anything that came from a host; gives the result in it, or `internal` (reason answerUnreadable). */
export async function carriedOf(answer: unknown): Promise<Carried> {
  if (typeof answer === 'object' && answer !== null && 'ok' in answer) {
    if (answer.ok === true && 'data' in answer) return { ok: true, data: answer.data };
    if (answer.ok === true) return { ok: true, data: undefined };
    const error = 'error' in answer ? (await schemas()).WireError.safeParse(answer.error) : undefined;
    if (error?.success === true) return { ok: false, error: error.data };
  }
  return unreadable;
}

/** Takes anything that came from a host; gives the event, or null for one of another version. */
export async function eventOf(told: unknown): Promise<PageEvent | null> {
  return (await schemas()).PageEvent.safeParse(told).data ?? null;
}

/** Takes code, reason and message; gives the failure of a transport itself. */
export const failed = (code: WireError['code'], reason: string, message: string): Carried => ({
  ok: false,
  error: { code, reason, message },
});

/** The caller gave up. */
export const cancelled: Carried = { ok: false, error: { code: 'cancelled', message: 'The call was cancelled.' } };

/** What came cannot be read. */
export const unreadable = failed('internal', 'answerUnreadable', 'The program answered something that cannot be read.');
