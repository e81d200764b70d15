import { useEffect } from 'react';
import { create } from 'zustand';
import { useClient } from '#renderer/lib/client-context';
import { useSettled } from '#renderer/lib/use-settled';
import type { FleetRow } from '#shared/model/fleet';
import type { ServicePrincipalId } from '#shared/model/ids';
import type { CellWorld } from './fleet-columns.tsx';

/** Applications that one question is about. */
const mostAsked = 60;

interface Owners {
  readonly known: ReadonlyMap<string, readonly (string | null)[] | null>;
  readonly asked: ReadonlySet<string>;
}

/** Owners hardly change, so each application is asked about once while the page is open. */
const useOwners = create<Owners>(() => ({ known: new Map(), asked: new Set() }));

/** Takes the lines that are seen; gives their owners as they become known: only what somebody looks at is asked for. */
export function useOwnersOf(seen: readonly FleetRow[]): CellWorld['ownersOf'] {
  const { api } = useClient();
  const known = useOwners((state) => state.known);
  const settled = useSettled(seen.map(({ servicePrincipalId }) => servicePrincipalId).join(' '));
  useEffect(() => {
    const { asked } = useOwners.getState();
    const missing = settled
      .split(' ')
      .filter((id) => id !== '' && !asked.has(id))
      .slice(0, mostAsked) as ServicePrincipalId[];
    if (missing.length === 0) return;
    useOwners.setState({ asked: new Set([...asked, ...missing]) });
    void api['fleet.owners']({ applications: missing }).then((answer) => {
      const found = answer.ok
        ? answer.data.applications.map(({ servicePrincipalId, owners }) => [servicePrincipalId, owners] as const)
        : missing.map((id) => [id, null] as const);
      useOwners.setState((state) => ({ known: new Map([...state.known, ...found]) }));
    });
  }, [api, settled]);
  return (id) => known.get(id);
}
