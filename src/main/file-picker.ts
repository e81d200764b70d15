import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { type BrowserWindow, dialog, type OpenDialogOptions } from 'electron';
import type { FilePicker } from '#core/ports';
import { CoreError } from '#core/rpc/errors';
import { strings } from './strings.ts';

// What `configuration.parse` takes.
const mostBytes = 5_000_000;

/** Takes which window is in front; gives the system's windows in which a person chooses files. */
export function createFilePicker(window: () => BrowserWindow | null): FilePicker {
  const pick = async (options: OpenDialogOptions): Promise<string | null> => {
    const front = window();
    const chosen = await (front === null ? dialog.showOpenDialog(options) : dialog.showOpenDialog(front, options));
    return chosen.canceled ? null : (chosen.filePaths[0] ?? null);
  };
  return {
    async chooseConfiguration() {
      const path = await pick({
        title: strings.chooseConfiguration,
        properties: ['openFile'],
        filters: [
          { name: strings.configurations, extensions: ['yaml', 'yml', 'json'] },
          { name: strings.allFiles, extensions: ['*'] },
        ],
      });
      return path === null ? null : { name: basename(path), read: () => readChosen(path) };
    },
    chooseFolder: () => pick({ title: strings.chooseProfiles, properties: ['openDirectory'] }),
    chooseCertificates: () =>
      pick({
        title: strings.chooseCertificates,
        properties: ['openFile'],
        filters: [{ name: strings.certificates, extensions: ['pem', 'crt', 'cer', 'der'] }],
      }),
  };
}

/** Takes the path of a file that a person chose; gives its text. Raises `bad_request` (reasons fileTooLarge, fileUnreadable). */
export async function readChosen(path: string): Promise<string> {
  try {
    const file = await open(path, 'r');
    try {
      const { size } = await file.stat();
      if (size > mostBytes) throw tooLarge(path);
      return new TextDecoder().decode(await file.readFile());
    } finally {
      await file.close();
    }
  } catch (cause) {
    if (cause instanceof CoreError) throw cause;
    throw new CoreError('bad_request', `The file ${basename(path)} cannot be read.`, {
      reason: 'fileUnreadable',
      nextStep: 'Check that it is still there and that you may read it.',
      cause,
    });
  }
}

const tooLarge = (path: string): CoreError =>
  new CoreError('bad_request', `The file ${basename(path)} has more than ${mostBytes} bytes.`, {
    reason: 'fileTooLarge',
    nextStep: 'Choose a configuration file.',
  });
