import { type ComponentType, type ReactElement, useEffect, useState } from 'react';

/** A part of the page whose code comes when it is first wanted. */
export interface LateCode {
  /** Shows the part, or its skeleton until the code is there. */
  readonly Screen: ComponentType;
  /** Fetches the code ahead of the part; a failure shows when the part does. */
  readonly fetchAhead: () => void;
}

/**
 * Takes what fetches a part's code, its words too, and what stands there meanwhile; gives the part. React's own `lazy` keeps a
 * skeleton for 300 ms at least once it was shown, which is longer than the code takes.
 */
export function lateCode(fetchCode: () => Promise<ComponentType>, Skeleton: ComponentType): LateCode {
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
    return Shown === null ? <Skeleton /> : <Shown />;
  }
  return { Screen, fetchAhead: () => void obtain().catch(() => undefined) };
}
