import { CoreError } from '#core/rpc/errors';
import { SecretHandle } from '#shared/model/ids';

/** Secrets of this process by handle: written once, read only by the step that sends them. */
export interface SecretRegister {
  /** Takes the value; gives a handle that says nothing about it. */
  put(value: string): SecretHandle;
  /** Gives the value to core itself. Raises `secret_required` when the handle is unknown or discarded. */
  reveal(handle: SecretHandle): string;
  /** Forgets a value; false when there was none. */
  discard(handle: SecretHandle): boolean;
}

/** Takes how ids are made; gives an empty register that lives in memory only. */
export function createSecretRegister(newId: () => string): SecretRegister {
  const values = new Map<SecretHandle, string>();
  return {
    put(value) {
      const handle = SecretHandle.parse(`secret_${newId()}`);
      values.set(handle, value);
      return handle;
    },
    reveal(handle) {
      const value = values.get(handle);
      if (value === undefined) {
        throw new CoreError('secret_required', 'A secret that was handed over is no longer held.', {
          reason: 'unknownSecretHandle',
          nextStep: 'Enter the secret again.',
        });
      }
      return value;
    },
    discard: (handle) => values.delete(handle),
  };
}
