import { createContext, useContext } from 'react';
import type { Client } from './api.ts';

/** The client that the whole page uses; a test gives a plain object. */
export const ClientContext = createContext<Client | null>(null);

/** Gives the client of this page. Raises when a component stands outside of it. */
export function useClient(): Client {
  const client = useContext(ClientContext);
  if (client === null) throw new Error('No client around this component: render it inside ClientContext.');
  return client;
}
