import { app, type Session, shell, type WebContents } from 'electron';
import { isOwnUrl } from './app-files.ts';
import { mayOpenOutside } from './links.ts';

export interface SessionRules {
  /** Opens a link that the page asked for; it is https, or one of the tenant inside this program. */
  readonly openLink: (url: string) => void;
  readonly isTenantLink: (url: string) => boolean;
}

/** Takes the session and what links do; closes every way out of a page that it does not need. */
export function closeWaysOut(session: Session, { openLink, isTenantLink }: SessionRules): void {
  session.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event, item) => {
    // A text that our own page made, such as an export: the system asks where to put it.
    if (!item.getURL().startsWith('blob:') || !isOwnUrl(item.getURL().slice('blob:'.length))) event.preventDefault();
  });
  app.on('web-contents-created', (_event, contents: WebContents) => {
    contents.setWindowOpenHandler(({ url }) => {
      if (mayOpenOutside(url) || isTenantLink(url)) openLink(url);
      return { action: 'deny' };
    });
    contents.on('will-navigate', (event) => event.preventDefault());
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-frame-navigate', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
  });
}

/** Takes an address; hands it to the system's browser if it is https. Anything else starts other programs and is refused. */
export async function openOutside(url: string): Promise<boolean> {
  if (!mayOpenOutside(url)) return false;
  await shell.openExternal(url);
  return true;
}
