import type { Readable, Writable } from 'node:stream';
import { CoreError } from '#core/rpc/errors';

/** Where a person says a secret comes from; never the secret itself. */
export type SecretSource =
  | { readonly kind: 'env'; readonly name: string }
  | { readonly kind: 'prompt' }
  | { readonly kind: 'stdin' };

export interface SecretBinding {
  readonly label: string;
  readonly source: SecretSource;
}

/** The part of standard input that is needed here. */
export type SecretInput = Readable & { readonly isTTY?: boolean; setRawMode?(mode: boolean): unknown };

export interface SecretReaderOptions {
  readonly env: Record<string, string | undefined>;
  readonly input: SecretInput;
  /** Where the question is written to, without what is typed. */
  readonly output: Writable;
}

const allowedName = /^PROVISIONING_SECRET_[A-Z0-9_]{1,100}$/;
const allowedLabel = /^[A-Za-z][A-Za-z0-9_-]{0,63}$/;
const forms = 'LABEL=env:PROVISIONING_SECRET_NAME, LABEL=prompt or LABEL=stdin';

/**
 * Takes what followed `--secret`; gives label and source. Raises `bad_request` (reason secretFromArgument) for anything
 * else, since it may be the secret itself, which is why the error does not repeat it.
 */
export function parseSecretBinding(text: string): SecretBinding {
  const [, label = '', from = ''] = /^([^=]*)=(.*)$/s.exec(text) ?? [];
  if (!allowedLabel.test(label)) throw refusedBinding(`--secret takes ${forms}.`);
  if (from === 'prompt' || from === 'stdin') return { label, source: { kind: from } };
  if (!from.startsWith('env:')) {
    throw refusedBinding(
      `A secret is never taken from an argument: other programs can read arguments, and shells keep them.`,
    );
  }
  const name = from.slice('env:'.length);
  if (allowedName.test(name)) return { label, source: { kind: 'env', name } };
  throw refusedBinding(
    `The variable for ${label} must have a name that starts with PROVISIONING_SECRET_, in capitals.`,
  );
}

/**
 * Takes a source, and in words what is asked for (for example `SecretToken for example.com`); gives the secret.
 * A variable is removed from the environment after it was read, so that no child process inherits it.
 * Raises `secret_required` (reason secretNotGiven, secretNeedsTerminal) or `cancelled`.
 */
export async function readSecret(source: SecretSource, what: string, options: SecretReaderOptions): Promise<string> {
  const value = await valueFrom(source, what, options);
  if (value !== '') return value;
  const where = source.kind === 'env' ? `The variable ${source.name} is not set or empty` : 'Nothing was entered';
  throw new CoreError('secret_required', `${where}; ${what} is needed.`, {
    reason: 'secretNotGiven',
    nextStep: `Give it with --secret ${forms}.`,
  });
}

async function valueFrom(source: SecretSource, what: string, options: SecretReaderOptions): Promise<string> {
  if (source.kind === 'prompt') return promptHidden(what, options);
  if (source.kind === 'stdin') return readAll(options.input);
  const value = options.env[source.name] ?? '';
  delete options.env[source.name];
  return value;
}

async function readAll(input: SecretInput): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of input) chunks.push(Buffer.from(chunk as Uint8Array));
  // "echo" adds one line break that is not part of the secret.
  return Buffer.concat(chunks)
    .toString('utf8')
    .replace(/\r?\n$/, '');
}

function promptHidden(what: string, { input, output }: SecretReaderOptions): Promise<string> {
  if (input.isTTY !== true || input.setRawMode === undefined) {
    const message = `${what} is needed, and there is no terminal to ask for it.`;
    const details = { reason: 'secretNeedsTerminal', nextStep: `Give it with --secret ${forms}.` };
    return Promise.reject(new CoreError('secret_required', message, details));
  }
  output.write(`${what} (not shown while you type): `);
  input.setRawMode(true);
  return typedLine(input).finally(() => {
    input.setRawMode?.(false);
    input.pause();
    output.write('\n');
  });
}

function typedLine(input: SecretInput): Promise<string> {
  const typed: string[] = [];
  return new Promise((resolve, reject) => {
    const onData = (chunk: Uint8Array | string): void => {
      const end = takeKeys(typed, chunk.toString());
      if (end === 'open') return;
      input.off('data', onData);
      if (end === 'entered') resolve(typed.join(''));
      else reject(new CoreError('cancelled', 'The question was cancelled.'));
    };
    input.on('data', onData);
    input.resume();
  });
}

/** A terminal in raw mode hands over keys, not lines: what they mean is decided here. */
function takeKeys(typed: string[], keys: string): 'open' | 'entered' | 'cancelled' {
  for (const key of keys) {
    if (key === '\r' || key === '\n' || key === '\u0004') return 'entered';
    if (key === '\u0003') return 'cancelled';
    if (key === '\u007f' || key === '\b') typed.pop();
    else typed.push(key);
  }
  return 'open';
}

function refusedBinding(message: string): CoreError {
  return new CoreError('bad_request', message, { reason: 'secretFromArgument', nextStep: `Write --secret ${forms}.` });
}
