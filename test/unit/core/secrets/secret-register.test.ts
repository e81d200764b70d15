import { describe, expect, it } from 'vitest';
import { toWireError } from '#core/rpc/errors';
import { createSecretRegister } from '#core/secrets/secret-register';
import { SecretHandle } from '#shared/model/ids';

const newRegister = () => {
  let ids = 0;
  return createSecretRegister(() => `00000000-0000-4000-8000-00000000000${ids++}`);
};

const faultOf = (work: () => unknown) => {
  try {
    return work();
  } catch (cause) {
    return toWireError(cause);
  }
};

describe('a secret that was handed over', () => {
  it('is known by a handle that says nothing about it', () => {
    const register = newRegister();
    const handle = register.put('CANARY');
    expect(handle).not.toContain('CANARY');
    expect(register.reveal(handle)).toBe('CANARY');
  });

  it('is sent to the host that it was first tried at, again and again, and to no other', () => {
    const register = newRegister();
    const handle = register.put('CANARY');
    expect(register.revealFor(handle, 'a.example')).toBe('CANARY');
    expect(register.revealFor(handle, 'a.example')).toBe('CANARY');
    const fault = faultOf(() => register.revealFor(handle, 'b.example'));
    expect(fault).toMatchObject({ code: 'secret_required', reason: 'secretOfAnotherHost' });
    expect(JSON.stringify(fault)).not.toContain('CANARY');
  });

  it('is gone when it was discarded', () => {
    const register = newRegister();
    const handle = register.put('CANARY');
    expect([register.discard(handle), register.discard(handle)]).toEqual([true, false]);
    expect(faultOf(() => register.reveal(handle))).toMatchObject({ reason: 'unknownSecretHandle' });
    const unknown = SecretHandle.parse('secret_00000000-0000-4000-8000-00000000000f');
    expect(faultOf(() => register.revealFor(unknown, 'a'))).toMatchObject({ reason: 'unknownSecretHandle' });
  });

  it('is found in a text that holds it, and nothing is found by a value that is in every text', () => {
    const register = newRegister();
    register.put('a');
    register.put('CANARY');
    expect(register.occursIn('x CANARY y')).toBe(true);
    expect(register.occursIn('canary and all that')).toBe(false);
  });
});
