import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { Caller } from '#cli/calls';
import { CommandFailure } from '#cli/failure';
import type { CliHost, HostInput } from '#cli/host';
import { createSecretBinder, parseSecretFlags } from '#cli/secret-flags';
import { CoreError } from '#core/rpc/errors';
import type { Plan } from '#shared/model/plan';

const use = (label: string, needed: boolean): Plan['secrets'][number] => ({
  key: 'SecretToken',
  label,
  host: 'api.example',
  bound: false,
  needed,
  why: 'none is saved yet',
});
const planWith = (...secrets: Plan['secrets']) => ({ secrets }) as unknown as Plan;

function binder(
  values: readonly string[],
  options: { interactive?: boolean; env?: Record<string, string>; stdin?: HostInput } = {},
) {
  const put: string[] = [];
  const call = (async (_path: string, input: { readonly value: string }) => {
    put.push(input.value);
    return { handle: `handle-${put.length}` };
  }) as unknown as Caller['call'];
  const stderr = new PassThrough();
  const host = { env: { ...options.env }, stdin: options.stdin ?? new PassThrough(), stderr } as unknown as CliHost;
  const made = createSecretBinder({
    bindings: parseSecretFlags(values),
    call,
    host,
    interactive: options.interactive ?? false,
  });
  return { made, put, host, shown: () => String(stderr.read() ?? '') };
}

const terminalTyping = (text: string): HostInput => {
  const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => undefined });
  input.write(text);
  return input;
};

describe('parseSecretFlags', () => {
  it('refuses one label twice and standard input for two', () => {
    for (const values of [
      ['A=prompt', 'A=stdin'],
      ['A=stdin', 'B=stdin'],
    ]) {
      expect(() => parseSecretFlags(values)).toThrow(CommandFailure);
    }
    expect(parseSecretFlags(['A=prompt', 'B=prompt', 'C=stdin'])).toHaveLength(3);
  });

  it('refuses a value and does not repeat it', () => {
    expect(() => parseSecretFlags(['SecretToken=tok-123456789abc'])).toThrow(CoreError);
    expect(() => parseSecretFlags(['SecretToken=tok-123456789abc'])).not.toThrow(/tok-123456789abc/);
  });
});

describe('the secret binder', () => {
  it('reads variables at once, hands them to core and keeps only handles', async () => {
    const { made, put, host } = binder(['A=env:PROVISIONING_SECRET_A', 'B=prompt'], {
      env: { PROVISIONING_SECRET_A: 's3cret' },
    });
    expect(await made.bindQuiet()).toEqual({ A: 'handle-1' });
    expect(put).toEqual(['s3cret']);
    expect(host.env).toEqual({});
  });

  it('asks only for what the plan needs and shows which host it goes to', async () => {
    const { made, put, shown } = binder(['A=prompt', 'B=prompt'], { stdin: terminalTyping('typed\r') });
    expect(await made.bindAsked(planWith(use('A', true), use('B', false)), {})).toEqual({ A: 'handle-1' });
    expect(put).toEqual(['typed']);
    expect(shown()).toContain('A, which goes to api.example');
  });

  it('asks for a needed secret that no flag names when somebody is there', async () => {
    const { made, put } = binder([], { interactive: true, stdin: terminalTyping('typed\r') });
    await made.bindAsked(planWith(use('A', true)), {});
    expect(put).toEqual(['typed']);
  });

  it('does not ask for what is held already, nor twice for one label', async () => {
    const { made, put } = binder([], { interactive: true, stdin: terminalTyping('typed\r') });
    expect(await made.bindAsked(planWith(use('A', true)), { A: 'h' })).toEqual({});
    await made.bindAsked(planWith(use('B', true), { ...use('B', true), key: 'Other' }), {});
    expect(put).toEqual(['typed']);
  });

  it('says which flag is needed where nobody is there', async () => {
    const { made } = binder([]);
    await expect(made.bindAsked(planWith(use('A', true)), {})).rejects.toMatchObject({
      error: { code: 'secret_required', nextStep: expect.stringContaining('--secret A=env:PROVISIONING_SECRET_') },
    });
  });
});
