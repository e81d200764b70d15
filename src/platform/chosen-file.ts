import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { CoreError } from '#core/rpc/errors';

// What `configuration.parse` takes.
const mostBytes = 5_000_000;

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
