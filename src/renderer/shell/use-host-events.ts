import { useEffect } from 'react';
import { useLocation } from 'wouter';
import { useClient } from '#renderer/lib/client-context';
import { places } from '#renderer/lib/places';
import type { MenuCommand } from '#shared/contract/host-events';
import { showDialog } from './frame-store.ts';

/** Listens to what the host tells this page to show: a deep link, a menu. It only moves the page and starts nothing. */
export function useHostEvents(): void {
  const client = useClient();
  const [, navigate] = useLocation();
  useEffect(() => {
    const choose: Readonly<Record<MenuCommand, () => void>> = {
      search: () => showDialog('goTo'),
      settings: () => navigate(places.settings),
      about: () => navigate(places.about),
      signOut: () => showDialog('signOut'),
      shortcuts: () => showDialog('shortcuts'),
    };
    return client.subscribe((event) => {
      if (event.topic === 'navigation.requested') navigate(places.application(event.payload.servicePrincipalId));
      if (event.topic === 'menu.chosen') choose[event.payload.command]();
    });
  }, [client, navigate]);
}
