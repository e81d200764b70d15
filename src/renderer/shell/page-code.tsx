import { type ComponentType, type ReactElement, useEffect, useState } from 'react';
import { PageSkeleton } from '#renderer/ui/skeletons.tsx';

/** A page whose code comes when it is first wanted. */
export interface PageCode {
  /** Shows the page, or its skeleton until the code is there. */
  readonly Screen: ComponentType;
  /** Fetches the code ahead of the page; a failure shows when the page does. */
  readonly fetchAhead: () => void;
}

/**
 * Takes what fetches a page's code, its words too; gives the page. React's own `lazy` keeps a skeleton for 300 ms at least once it was
 * shown, which is longer than the code takes.
 */
export function pageCode(fetchCode: () => Promise<ComponentType>): PageCode {
  let fetched: ComponentType | null = null;
  const obtain = async (): Promise<void> => {
    fetched = await fetchCode();
  };
  function Screen(): ReactElement {
    const [Shown, show] = useState(() => fetched);
    const [failure, fail] = useState<unknown>(null);
    useEffect(() => {
      if (Shown === null) obtain().then(() => show(() => fetched), fail);
    }, [Shown]);
    // The boundary around the page says it.
    if (failure !== null) throw failure;
    return Shown === null ? <PageSkeleton /> : <Shown />;
  }
  return { Screen, fetchAhead: () => void obtain().catch(() => undefined) };
}
