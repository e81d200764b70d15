import type { CoreEvent } from '#shared/contract/events';
import type { DeepLink } from './links.ts';

/** The part of Electron's notification that is used. */
export interface SystemNotice {
  on(event: 'click' | 'close', listener: () => void): unknown;
  show(): void;
}

export interface NoticesOptions {
  /** Whether this system shows notices. */
  readonly isSupported: () => boolean;
  readonly make: (words: { readonly title: string; readonly body: string }) => SystemNotice;
  /** Brings the window to the front; shows what the link names. */
  readonly open: (link: DeepLink | null) => void;
}

/**
 * Takes how notices are shown; gives what is told each event of core and shows those that a person should see outside of the
 * window. A click on one about a single application leads to it.
 */
export function createNotices({ isSupported, make, open }: NoticesOptions): (event: CoreEvent) => void {
  // A notice that nothing refers to loses its click.
  const shown = new Set<SystemNotice>();
  return (event) => {
    if ((event.topic !== 'fleet.turnedBad' && event.topic !== 'secrets.due') || !isSupported()) return;
    const { title, body, applications } = event.payload;
    const [first] = applications;
    const link =
      first === undefined || applications.length > 1
        ? null
        : { servicePrincipalId: first.servicePrincipalId, tenantId: null };
    const notice = make({ title, body });
    shown.add(notice);
    notice.on('close', () => shown.delete(notice));
    notice.on('click', () => {
      shown.delete(notice);
      open(link);
    });
    notice.show();
  };
}
