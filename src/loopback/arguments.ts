import { parseArgs } from 'node:util';

/** What the loopback host was asked for. */
export interface LoopbackArguments {
  /** A real tenant instead of the demo. */
  readonly tenant: boolean;
  /** Whether the system's browser is opened. */
  readonly browser: boolean;
  /** File that describes a tenant which another process serves. */
  readonly endpoints: string | null;
  /** Folder for this user's files instead of the usual one. */
  readonly dataFolder: string | null;
}

/** Takes an argument list; gives what it asks for. Raises Node's error for an unknown argument. Nothing secret is ever in it. */
export function parseLoopbackArguments(argv: readonly string[]): LoopbackArguments {
  const { values } = parseArgs({
    args: [...argv],
    strict: true,
    options: {
      tenant: { type: 'boolean', default: false },
      'no-open': { type: 'boolean', default: false },
      endpoints: { type: 'string' },
      'data-dir': { type: 'string' },
    },
  });
  return {
    tenant: values.tenant,
    endpoints: values.endpoints ?? null,
    browser: !values['no-open'],
    dataFolder: values['data-dir'] ?? null,
  };
}
