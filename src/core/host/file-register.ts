import type { PickedFile } from '#core/ports';
import { CoreError } from '#core/rpc/errors';

/** Files that a person chose, by handle. */
export interface FileRegister {
  /** Takes a file; gives its handle. */
  put(file: PickedFile): string;
  /** Raises `not_found` (reason unknownFileHandle) when the handle is not one of this process. */
  get(handle: string): PickedFile;
}

// What was chosen long ago is chosen again by whoever still needs it.
const remembered = 50;

/** Takes how ids are made; gives an empty register that lives in memory only. */
export function createFileRegister(newId: () => string): FileRegister {
  const files = new Map<string, PickedFile>();
  return {
    put(file) {
      const handle = `file_${newId()}`;
      files.set(handle, file);
      for (const oldest of [...files.keys()].slice(0, Math.max(0, files.size - remembered))) files.delete(oldest);
      return handle;
    },
    get(handle) {
      const file = files.get(handle);
      if (file !== undefined) return file;
      throw new CoreError('not_found', 'This file was not chosen here.', {
        reason: 'unknownFileHandle',
        nextStep: 'Choose the file again.',
      });
    },
  };
}
