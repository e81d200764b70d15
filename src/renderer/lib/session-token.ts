import { noteSignedIn } from './sign-in-hint.ts';

const key = 'session-token';

/** What the page knows of its browser when it starts. */
export interface PageStart {
  readonly origin: string;
  /** What stands behind `#` in the address: `#code=…` when the host opened the page, with `&signed-in` on a demo tenant. */
  readonly hash: string;
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** Takes the code out of the address and the history. */
  readonly forgetHash: () => void;
}

/**
 * Takes how the page was opened; gives the token of its session: the one that the code in the address is exchanged for,
 * or the one that this tab already has; null when there is neither, the code was used or is too old, or nobody answers.
 */
export async function obtainSessionToken(start: PageStart): Promise<string | null> {
  const [, code, hint] = /^#code=([\w-]+)(&signed-in)?$/.exec(start.hash) ?? [];
  if (code === undefined) return start.storage.getItem(key);
  noteSignedIn(start.storage, hint !== undefined);
  start.forgetHash();
  const token = await exchange(start, code);
  if (token === null) return null;
  start.storage.setItem(key, token);
  return token;
}

async function exchange({ origin, fetch }: PageStart, code: string): Promise<string | null> {
  const response = await fetch(`${origin}/session`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ code }),
  }).catch(() => null);
  if (response?.ok !== true) return null;
  const answer: unknown = await response.json();
  const token = typeof answer === 'object' && answer !== null && 'token' in answer ? answer.token : undefined;
  return typeof token === 'string' ? token : null;
}
