import { describe, expect, it } from 'vitest';
import { obtainSessionToken } from '#renderer/lib/session-token';
import { isSignInLikely, noteSignedIn } from '#renderer/lib/sign-in-hint';

function createTab(kept: Readonly<Record<string, string>> = {}) {
  const items = new Map(Object.entries(kept));
  return {
    items,
    getItem: (name: string) => items.get(name) ?? null,
    setItem: (name: string, value: string) => void items.set(name, value),
    removeItem: (name: string) => void items.delete(name),
  };
}

/** A start with a code; the host answers with the status, or not at all. */
function startOf(hash: string, status: number | null, storage = createTab()) {
  const asked: unknown[] = [];
  let forgotten = false;
  const token = obtainSessionToken({
    origin: 'http://127.0.0.1:4000',
    hash,
    storage,
    fetch: async (url, init) => {
      asked.push([url, init.body]);
      if (status === null) throw new TypeError('Failed to fetch');
      return Response.json({ token: 'a-token' }, { status });
    },
    forgetHash: () => {
      forgotten = true;
    },
  });
  return { token, asked, storage, isForgotten: () => forgotten };
}

describe('the token of a page', () => {
  it('is what the code in the address is exchanged for; the code leaves the address at once', async () => {
    const start = startOf('#code=one-use', 200);
    expect(start.isForgotten()).toBe(true);
    expect(await start.token).toBe('a-token');
    expect(start.asked).toEqual([['http://127.0.0.1:4000/session', '{"code":"one-use"}']]);
    expect(start.storage.getItem('session-token')).toBe('a-token');
  });

  it('is the one that the tab has when it is loaded again', async () => {
    const start = startOf('#/log', 200, createTab({ 'session-token': 'kept' }));
    expect(await start.token).toBe('kept');
    expect(start.asked).toEqual([]);
  });

  it.each([401, null])('is none when the host answers %s', async (status) => {
    expect(await startOf('#code=old', status).token).toBeNull();
  });
});

describe('whether somebody is probably signed in', () => {
  it.each([
    ['#code=one-use&signed-in', true],
    ['#code=one-use', false],
    ['#/?signed-in', false],
  ])('%s: %s', async (hash, expected) => {
    const start = startOf(hash, 200);
    await start.token;
    expect(isSignInLikely(start.storage)).toBe(expected);
  });

  it('is what the last answer said', () => {
    const tab = createTab();
    noteSignedIn(tab, true);
    expect(isSignInLikely(tab)).toBe(true);
    noteSignedIn(tab, false);
    expect(isSignInLikely(tab)).toBe(false);
  });
});
