import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What an entry page leads to. */
export interface EntryTarget {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  /** One-use code. */
  readonly code: string;
  /** Whether somebody is signed in from the start, so that the page need not wait before it is drawn. */
  readonly signedIn: boolean;
}

/** A page on the disk that leads a browser to the console, once. */
export interface EntryPage {
  /** Absolute path; the folder is closed to other users (0700), the file too (0600). */
  readonly path: string;
  remove(): void;
}

/**
 * Takes what it leads to; writes a page that goes on to the console with the code behind `#`,
 * which no server sees. The code reaches the browser this way because an argument list can be read by other users.
 */
export function writeEntryPage({ origin, code, signedIn }: EntryTarget): EntryPage {
  const folder = mkdtempSync(join(tmpdir(), 'provisioning-console-'));
  const path = join(folder, 'open-console.html');
  const target = `${origin}/#code=${code}${signedIn ? '&signed-in' : ''}`;
  const html = `<!doctype html><meta charset="utf-8"><meta name="referrer" content="no-referrer"><title>Provisioning Console</title><script>location.replace("${target}")</script><noscript><meta http-equiv="refresh" content="0;url=${target}"></noscript>`;
  writeFileSync(path, html, { mode: 0o600, flag: 'wx' });
  return { path, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
