const key = 'signed-in';

/** Takes the store of this tab and whether somebody is signed in; keeps it for the next time that the page is loaded. */
export function noteSignedIn(storage: Pick<Storage, 'setItem' | 'removeItem'>, isSignedIn: boolean): void {
  if (isSignedIn) storage.setItem(key, 'yes');
  else storage.removeItem(key);
}

/**
 * Takes the store of this tab; gives whether somebody is probably signed in, so that a page can be drawn before the
 * answer is there. Nothing but the look depends on it: every call is judged by core.
 */
export const isSignInLikely = (storage: Pick<Storage, 'getItem'>): boolean => storage.getItem(key) === 'yes';
