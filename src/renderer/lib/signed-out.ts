import { create } from 'zustand';

/** Where the browser's own sign-in can be ended after somebody signed out here; null = nobody did. */
export const useSignedOut = create<{ readonly url: string | null }>(() => ({ url: null }));

/** Remembers it, or forgets it when somebody signs in. */
export const noteSignedOut = (url: string | null): void => useSignedOut.setState({ url });
