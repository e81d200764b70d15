import { createContext, useContext } from 'react';

/** What an error panel may offer beside trying again; the shell carries it out. */
export interface ErrorActions {
  readonly signIn: () => void;
  /** Asks for consent to these permissions in the browser; what was refused may go on once it is given. */
  readonly consent: (scopes: readonly string[], onGiven?: () => void) => void;
}

/** Where the shell says what it can do about an error. */
export const ErrorActionsContext = createContext<ErrorActions | null>(null);

/** Gives what the shell can do about an error, or null outside of it. */
export const useErrorActions = (): ErrorActions | null => useContext(ErrorActionsContext);
