import { CoreError } from '#core/rpc/errors';
import { SecretHandle } from '#shared/model/ids';

/** Secrets of this process by handle: written once, read only by the step that sends them. */
export interface SecretRegister {
  /** Takes the value; gives a handle that says nothing about it. */
  put(value: string): SecretHandle;
  /** Gives the value to core itself. Raises `secret_required` when the handle is unknown or discarded. */
  reveal(handle: SecretHandle): string;
  /**
   * Gives the value to send it to a host for a test. The first host that a secret is tried at is its only one: a page cannot
   * send what was typed for one vendor to another. Raises `secret_required` (secretOfAnotherHost) besides.
   */
  revealFor(handle: SecretHandle, host: string): string;
  /** Forgets a value; false when there was none. */
  discard(handle: SecretHandle): boolean;
  /** Says whether a text holds any of the values. */
  occursIn(text: string): boolean;
}

/** Shorter values would be found in nearly every text. */
const shortestLookedFor = 4;

/** Takes how ids are made; gives an empty register that lives in memory only. */
export function createSecretRegister(newId: () => string): SecretRegister {
  const values = new Map<SecretHandle, string>();
  const hosts = new Map<SecretHandle, string>();
  const reveal = (handle: SecretHandle): string => {
    const value = values.get(handle);
    if (value === undefined) {
      throw new CoreError('secret_required', 'A secret that was handed over is no longer held.', {
        reason: 'unknownSecretHandle',
        nextStep: 'Enter the secret again.',
      });
    }
    return value;
  };
  return {
    put(value) {
      const handle = SecretHandle.parse(`secret_${newId()}`);
      values.set(handle, value);
      return handle;
    },
    reveal,
    revealFor(handle, host) {
      const value = reveal(handle);
      const first = hosts.get(handle) ?? host;
      hosts.set(handle, first);
      if (first === host) return value;
      throw new CoreError('secret_required', `This secret was entered for ${first}, so it is not sent to ${host}.`, {
        reason: 'secretOfAnotherHost',
        nextStep: `Enter the secret again if ${host} is right.`,
      });
    },
    discard(handle) {
      hosts.delete(handle);
      return values.delete(handle);
    },
    occursIn: (text) => [...values.values()].some((value) => value.length >= shortestLookedFor && text.includes(value)),
  };
}
