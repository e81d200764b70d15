import { useEffect, useState } from 'react';

/** What is put off is there after so many milliseconds, however busy the page is. */
const latestMs = 1_000;

/** Says whether the browser has had nothing to do since the component was first drawn: true from then on. */
export function useIdle(): boolean {
  const [idle, setIdle] = useState(false);
  useEffect(() => {
    const become = (): void => setIdle(true);
    // Safari has no idle callbacks.
    if (typeof requestIdleCallback !== 'function') {
      const timer = setTimeout(become, latestMs / 4);
      return () => clearTimeout(timer);
    }
    const request = requestIdleCallback(become, { timeout: latestMs });
    return () => cancelIdleCallback(request);
  }, []);
  return idle;
}
