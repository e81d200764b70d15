import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CoreError } from '#core/rpc/errors';

type Environment = Readonly<Record<string, string | undefined>>;

/** A program and its arguments; never a shell. */
export interface BrowserCommand {
  readonly file: string;
  readonly args: readonly string[];
}

const secretName = /SECRET|TOKEN|PASSWORD|PASSWD|CREDENTIAL|_KEY$|^PROVISIONING_/i;

/**
 * Takes an address and the system; gives the command that hands it to the system's browser.
 * Raises `bad_request` (reason urlNotOpened) for anything but http and https: other schemes start other programs.
 */
export function browserCommand(
  url: string,
  system: { readonly platform: string; readonly env: Environment },
): BrowserCommand {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed === null || (parsed.protocol !== 'https:' && parsed.protocol !== 'http:')) {
    throw new CoreError('bad_request', 'Only web addresses are opened in the browser.', { reason: 'urlNotOpened' });
  }
  return openCommand(parsed.href, system);
}

/** Takes the absolute path of a page on this machine and the system; gives the command that shows it in the browser. */
export const pageFileCommand = (
  path: string,
  system: { readonly platform: string; readonly env: Environment },
): BrowserCommand => openCommand(pathToFileURL(path).href, system);

function openCommand(href: string, system: { readonly platform: string; readonly env: Environment }): BrowserCommand {
  if (system.platform === 'darwin') return { file: '/usr/bin/open', args: [href] };
  if (system.platform !== 'win32') return { file: 'xdg-open', args: [href] };
  // "start" would need a shell, to which "&" in the address means something.
  const root = system.env.SystemRoot ?? 'C:\\Windows';
  return { file: join(root, 'System32', 'rundll32.exe'), args: ['url.dll,FileProtocolHandler', href] };
}

/** Takes an environment; gives it without what a browser has no business to see. */
export function browserEnvironment(env: Environment): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !secretName.test(name)));
}

/**
 * Takes an http or https address; opens it in the system's browser. Gives true as soon as that was started, false where
 * no browser can be started. Raises `bad_request` (reason urlNotOpened) for another kind of address.
 */
export function openBrowser(url: string): Promise<boolean> {
  return start(browserCommand(url, process));
}

/** Takes the absolute path of a page on this machine; shows it in the system's browser. Gives false where none can be started. */
export const openPageFile = (path: string): Promise<boolean> => start(pageFileCommand(path, process));

function start({ file, args }: BrowserCommand): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(file, args, { detached: true, stdio: 'ignore', env: browserEnvironment(process.env) });
    child.once('error', () => resolve(false));
    child.once('spawn', () => {
      child.unref();
      resolve(true);
    });
  });
}
