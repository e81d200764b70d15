import { randomUUID } from 'node:crypto';
import { lstat, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ProvisioningConfiguration } from '#shared/model/configuration';
import { CommandFailure, failure } from './failure.ts';
import type { CliSession } from './session.ts';

/** The largest configuration that is read, in bytes; the contract takes no more. */
const largestFile = 5_000_000;

/**
 * Takes a path; gives the configuration in it. Raises `bad_request` (reason configurationUnreadable), or what is wrong
 * with the text, with the file's name, line and column before it.
 */
export async function readConfiguration(
  session: Pick<CliSession, 'call'>,
  path: string,
): Promise<ProvisioningConfiguration> {
  const text = await readText(path);
  try {
    return await session.call('configuration.parse', { text });
  } catch (cause) {
    if (!(cause instanceof CommandFailure)) throw cause;
    const { line, column } = cause.error.location ?? {};
    const place = [path, line, column].filter((part) => part !== undefined).join(':');
    throw new CommandFailure({ ...cause.error, message: `${place}: ${cause.error.message}` });
  }
}

const readText = (path: string): Promise<string> =>
  readGivenFile(path, { what: 'configuration', reason: 'configuration' });

/** What is expected in a file. */
interface GivenFile {
  readonly what: string;
  readonly reason: string;
  /** In bytes. */
  readonly largest?: number;
  /** The reason of a refusal for its size, where core has one of its own. */
  readonly tooLarge?: string;
}

/**
 * Takes a path, what is expected there and how many bytes it may have; gives the text. Raises `bad_request` (reason `<reason>Unreadable` or
 * `<reason>TooLarge`, or the one given).
 */
export async function readGivenFile(
  path: string,
  { what, reason, largest = largestFile, tooLarge = `${reason}TooLarge` }: GivenFile,
): Promise<string> {
  try {
    const content = await readFile(path);
    if (content.length <= largest) return content.toString('utf8');
  } catch {
    throw failure('bad_request', `${reason}Unreadable`, {
      message: `The ${what} ${path} cannot be read.`,
      nextStep: 'Check the path and the rights on the file.',
    });
  }
  throw failure('bad_request', tooLarge, {
    message: `${path} has more than ${largest} bytes and is no ${what}.`,
    nextStep: 'Check the path.',
  });
}

/**
 * Takes a path, a text and whether an older file may be replaced; makes the folder, writes the file and gives its path.
 * The file appears whole or not at all, and a link in its place is replaced, never followed. Raises `bad_request` (reason fileExists, folderUnusable).
 */
export async function writeWhole(path: string, text: string, options: { readonly replace: boolean }): Promise<string> {
  const folder = dirname(path);
  try {
    await mkdir(folder, { recursive: true });
    if (!options.replace && (await exists(path))) throw fileExists(path);
    await replaceWhole(path, text);
    return path;
  } catch (cause) {
    if (cause instanceof CommandFailure) throw cause;
    throw failure('bad_request', 'folderUnusable', {
      message: `${path} cannot be written.`,
      nextStep: 'Check the path, the rights on the folder and the space on the disk.',
    });
  }
}

async function replaceWhole(path: string, text: string): Promise<void> {
  const draft = `${path}.${randomUUID()}.tmp`;
  await writeDurably(draft, text);
  try {
    await rename(draft, path);
  } catch (cause) {
    await rm(draft);
    throw cause;
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return false;
    throw cause;
  }
}

async function writeDurably(path: string, text: string): Promise<void> {
  const handle = await open(path, 'wx');
  try {
    await handle.writeFile(text, 'utf8');
    await handle.sync();
  } catch (cause) {
    await rm(path);
    throw cause;
  } finally {
    await handle.close();
  }
}

const fileExists = (path: string): CommandFailure =>
  failure('bad_request', 'fileExists', {
    message: `${path} is there already.`,
    nextStep: 'Give another folder, or --yes to replace the file.',
  });
