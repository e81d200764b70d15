import { parseSecretBinding, readSecret, type SecretBinding } from '#platform/secret-input';
import type { Plan, SecretUse } from '#shared/model/plan';
import type { Caller } from './calls.ts';
import { failure } from './failure.ts';
import type { CliHost } from './host.ts';

/** Label → handle of a secret that core holds. */
export type SecretHandles = Readonly<Record<string, string>>;

/** Turns what `--secret` says into secrets that core holds, each read only once. */
export interface SecretBinder {
  /** Reads those that come from variables and standard input, which needs nobody. */
  bindQuiet(): Promise<SecretHandles>;
  /** Asks for those that a plan needs and that are not held yet. Raises `secret_required` where nobody is there to ask. */
  bindAsked(plan: Plan, held: SecretHandles): Promise<SecretHandles>;
  /** Asks for the secret of one binding, named in words. */
  askFor(binding: SecretBinding, what: string): Promise<string>;
}

interface BinderOptions {
  readonly bindings: readonly SecretBinding[];
  readonly call: Caller['call'];
  readonly host: CliHost;
  readonly interactive: boolean;
}

/**
 * Takes the values of `--secret`; gives them parsed. Raises `bad_request` (reason secretFromArgument, secretGivenTwice).
 */
export function parseSecretFlags(values: readonly string[]): readonly SecretBinding[] {
  const bindings = values.map(parseSecretBinding);
  const labels = new Set(bindings.map((binding) => binding.label));
  const fromInput = bindings.filter((binding) => binding.source.kind === 'stdin');
  if (labels.size === bindings.length && fromInput.length <= 1) return bindings;
  throw failure('bad_request', 'secretGivenTwice', {
    message: 'Each label is bound once, and standard input holds only one secret.',
    nextStep: 'Use variables whose names start with PROVISIONING_SECRET_ for the others.',
  });
}

/** Takes parsed bindings; gives what reads them. Secrets go straight to core; what is kept here are handles. */
export function createSecretBinder({ bindings, call, host, interactive }: BinderOptions): SecretBinder {
  const hold = async (binding: SecretBinding, what: string): Promise<[string, string]> => {
    const options = { env: host.env, input: host.stdin, output: host.stderr };
    const { handle } = await call('secrets.put', { value: await readSecret(binding.source, what, options) });
    return [binding.label, handle];
  };
  const isAsked = (label: string): boolean => {
    const binding = bindings.find((known) => known.label === label);
    return binding === undefined ? interactive : binding.source.kind === 'prompt';
  };
  return {
    askFor: async (binding, what) => (await hold(binding, what))[1],
    async bindQuiet() {
      const held: [string, string][] = [];
      for (const binding of bindings) {
        if (binding.source.kind !== 'prompt') held.push(await hold(binding, binding.label));
      }
      return Object.fromEntries(held);
    },
    async bindAsked(plan, held) {
      const missing = new Map<string, SecretUse>();
      for (const use of plan.secrets) if (use.needed && !Object.hasOwn(held, use.label)) missing.set(use.label, use);
      const asked: [string, string][] = [];
      for (const use of missing.values()) {
        if (!isAsked(use.label)) throw secretMissing(use);
        const binding = { label: use.label, source: { kind: 'prompt' } } as const;
        asked.push(await hold(binding, `${use.label}, which goes to ${use.host}`));
      }
      return Object.fromEntries(asked);
    },
  };
}

function secretMissing(use: SecretUse) {
  return failure('secret_required', 'secretNotBound', {
    message: `The secret "${use.label}" (${use.key}, for ${use.host}) is needed: ${use.why}`,
    nextStep: `Give it with --secret ${use.label}=env:PROVISIONING_SECRET_NAME, --secret ${use.label}=prompt or =stdin.`,
  });
}
