import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A page on the disk that leads a browser to the console, once. */
export interface EntryPage {
  /** Absolute path; the folder is closed to other users (0700), the file too (0600). */
  readonly path: string;
  remove(): void;
}

/**
 * Takes the origin of the host and a one-use code; writes a page that goes on to the console with the code behind `#`,
 * which no server sees. The code reaches the browser this way because an argument list can be read by other users.
 */
export function writeEntryPage(origin: string, code: string): EntryPage {
  const folder = mkdtempSync(join(tmpdir(), 'provisioning-console-'));
  const path = join(folder, 'open-console.html');
  const target = `${origin}/#code=${code}`;
  const html = `<!doctype html><meta charset="utf-8"><meta name="referrer" content="no-referrer"><title>Provisioning Console</title><meta http-equiv="refresh" content="0;url=${target}">`;
  writeFileSync(path, html, { mode: 0o600, flag: 'wx' });
  return { path, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
