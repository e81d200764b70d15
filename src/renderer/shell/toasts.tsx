import { makeStyles, Toaster } from '@fluentui/react-components';
import { type ReactElement, type ReactNode, useState } from 'react';
import { text } from '#renderer/lib/text';

/** Where every toast of the frame goes: two places would lie over each other. */
export const frameToasts = 'frame';

const useStyles = makeStyles({
  // Over dialogs, as Fluent has its own layer for toasts.
  place: { position: 'fixed', zIndex: 1_000_000 },
});

/**
 * Takes what tells in toasts; gives their place, a part of the page with a name, so that who goes from part to part comes by. What is
 * told before the place is there would be lost, so that nothing is before.
 */
export function Toasts({ children }: { readonly children: ReactNode }): ReactElement {
  const styles = useStyles();
  const [place, setPlace] = useState<HTMLElement | null>(null);
  return (
    <section ref={setPlace} aria-label={text('shell.toasts')} className={styles.place}>
      {place === null ? null : (
        <>
          <Toaster toasterId={frameToasts} mountNode={place} position="bottom-end" pauseOnHover pauseOnWindowBlur />
          {children}
        </>
      )}
    </section>
  );
}
