import { type RefObject, useEffect, useRef } from 'react';
import { create } from 'zustand';

interface Wanted {
  readonly isWanted: boolean;
}

/** Whether somebody asked for the card of provisioning on demand, which may not be drawn yet. */
const useWanted = create<Wanted>()(() => ({ isWanted: false }));

/** Leads to the card as soon as it is there. */
export const wantOnDemand = (): void => useWanted.setState({ isWanted: true });

/** Gives what the card marks its beginning with: whoever asked for it is led there, to its first field. */
export function useLedHere(): RefObject<HTMLDivElement | null> {
  const mark = useRef<HTMLDivElement>(null);
  const { isWanted } = useWanted();
  useEffect(() => {
    if (!isWanted) return;
    useWanted.setState({ isWanted: false });
    const card = mark.current?.closest('section');
    card?.scrollIntoView({ block: 'start' });
    card?.querySelector<HTMLElement>('input')?.focus({ preventScroll: true });
  }, [isWanted]);
  return mark;
}
