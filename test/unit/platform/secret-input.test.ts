import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { CoreError } from '#core/rpc/errors';
import { parseSecretBinding, readSecret, type SecretInput } from '#platform/secret-input';

const errorOf = async (work: () => unknown): Promise<CoreError> => {
  try {
    await work();
  } catch (cause) {
    if (cause instanceof CoreError) return cause;
    throw cause;
  }
  throw new Error('nothing was raised');
};

function terminal() {
  const modes: boolean[] = [];
  const input: SecretInput = Object.assign(new PassThrough(), {
    isTTY: true,
    setRawMode: (mode: boolean) => modes.push(mode),
  });
  const output = new PassThrough();
  return { input, output, modes, shown: () => String(output.read() ?? '') };
}

const piped = (text: string): SecretInput => {
  const input = new PassThrough();
  input.end(text);
  return input;
};

describe('parseSecretBinding', () => {
  it.each([
    ['SecretToken=prompt', { label: 'SecretToken', source: { kind: 'prompt' } }],
    ['SecretToken=stdin', { label: 'SecretToken', source: { kind: 'stdin' } }],
    ['A-b_1=env:PROVISIONING_SECRET_X1', { label: 'A-b_1', source: { kind: 'env', name: 'PROVISIONING_SECRET_X1' } }],
  ])('reads %s', (text, expected) => {
    expect(parseSecretBinding(text)).toEqual(expected);
  });

  it.each([
    'SecretToken=tok-9f8e7d6c5b4a',
    'SecretToken=',
    'SecretToken',
    '=prompt',
    '1abc=prompt',
    'SecretToken=Prompt',
    'SecretToken=env:',
    'SecretToken=env:PATH',
    'SecretToken=env:AWS_SECRET_ACCESS_KEY',
    'SecretToken=env:XPROVISIONING_SECRET_A',
    'SecretToken=env:PROVISIONING_SECRET_',
    'SecretToken=env:PROVISIONING_SECRET_a b',
    'SecretToken=env:PROVISIONING_SECRET_A\nPATH',
  ])('refuses %j without repeating what may be the secret', async (text) => {
    const error = await errorOf(() => parseSecretBinding(text));
    expect([error.code, error.details.reason]).toEqual(['bad_request', 'secretFromArgument']);
    expect(error.details.nextStep).toContain('PROVISIONING_SECRET_');
    expect(`${error.message}${error.details.nextStep}`).not.toContain('9f8e7d6c5b4a');
  });
});

describe('readSecret', () => {
  it('takes a variable once: it is gone from the environment afterwards', async () => {
    const env: Record<string, string | undefined> = { PROVISIONING_SECRET_A: 'value', OTHER: 'x' };
    const source = { kind: 'env', name: 'PROVISIONING_SECRET_A' } as const;
    expect(await readSecret(source, 'A', { env, ...terminal() })).toBe('value');
    expect(env).toEqual({ OTHER: 'x' });
    const error = await errorOf(() => readSecret(source, 'A', { env, ...terminal() }));
    expect([error.code, error.details.reason]).toEqual(['secret_required', 'secretNotGiven']);
  });

  it.each([
    ['plain', 'tok', 'tok'],
    ['with the line break of echo', 'tok\n', 'tok'],
    ['with that of Windows', 'tok\r\n', 'tok'],
    ['with spaces, which belong to it', ' t k \n', ' t k '],
    ['with only one break taken', 'tok\n\n', 'tok\n'],
  ])('reads standard input %s', async (_what, text, expected) => {
    expect(await readSecret({ kind: 'stdin' }, 'A', { env: {}, input: piped(text), output: new PassThrough() })).toBe(
      expected,
    );
  });

  it('refuses empty standard input', async () => {
    const error = await errorOf(() =>
      readSecret({ kind: 'stdin' }, 'A', { env: {}, input: piped('\n'), output: new PassThrough() }),
    );
    expect(error.details.reason).toBe('secretNotGiven');
  });

  it('asks on a terminal, shows nothing of what is typed, and leaves raw mode', async () => {
    const { input, output, modes, shown } = terminal();
    const read = readSecret({ kind: 'prompt' }, 'SecretToken for host.example', { env: {}, input, output });
    input.push('sx\u007fe');
    input.push('cret\r');
    expect(await read).toBe('secret');
    expect(modes).toEqual([true, false]);
    const text = shown();
    expect(text).toContain('host.example');
    expect(text).not.toMatch(/secret/);
  });

  it('ends a question on Ctrl+C and leaves raw mode then too', async () => {
    const { input, output, modes } = terminal();
    const read = errorOf(() => readSecret({ kind: 'prompt' }, 'A', { env: {}, input, output }));
    input.push('abc\u0003');
    expect((await read).code).toBe('cancelled');
    expect(modes).toEqual([true, false]);
  });

  it('does not ask where there is no terminal', async () => {
    const error = await errorOf(() =>
      readSecret({ kind: 'prompt' }, 'A', { env: {}, input: piped('x'), output: new PassThrough() }),
    );
    expect(error.details.reason).toBe('secretNeedsTerminal');
  });
});
