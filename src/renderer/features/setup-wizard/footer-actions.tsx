import { createContext, type ReactElement, type ReactNode, useContext } from 'react';
import { createPortal } from 'react-dom';

/** Where the buttons of a step stand: beside the way back, in sight however long the step is. */
export const FooterPlace = createContext<HTMLElement | null>(null);

/** Takes the buttons that a step begins something with; shows them at the foot of the wizard. */
export function FooterActions({ children }: { readonly children: ReactNode }): ReactElement | null {
  const place = useContext(FooterPlace);
  return place === null ? null : createPortal(children, place);
}
