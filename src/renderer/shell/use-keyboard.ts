import { useEffect } from 'react';
import { useLocation } from 'wouter';
import { hasModifier } from '#renderer/lib/keys';
import { places } from '#renderer/lib/places';
import { showDialog } from './frame-store.ts';

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** Keys that are pressed with the main modifier, and where they lead. */
const chords: Readonly<Record<string, string>> = {
  '1': places.home,
  '2': places.setUp,
  '3': places.log,
  ',': places.settings,
};

/** Listens to the console's shortcuts while it stands. */
export function useKeyboard(): void {
  const [, navigate] = useLocation();
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => {
      if (event.key === 'F1' || (event.key === '?' && !isTyping(event.target))) {
        event.preventDefault();
        showDialog('shortcuts');
        return;
      }
      if (!hasModifier(event)) return;
      const place = chords[event.key];
      if (event.key.toLowerCase() === 'k') showDialog('goTo');
      else if (place !== undefined) navigate(place);
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, [navigate]);
}
