import type { Readable, Writable } from 'node:stream';

/** Standard input, which is a terminal or not. */
export type HostInput = Readable & { readonly isTTY?: boolean; setRawMode?(mode: boolean): unknown };

/** What the command line gets from the process it runs in. */
export interface CliHost {
  readonly argv: readonly string[];
  readonly env: Record<string, string | undefined>;
  readonly stdin: HostInput;
  readonly stdout: Writable;
  readonly stderr: Writable;
  /** Absolute folder in which `assets` and `package.json` are. */
  readonly packageRoot: string;
  /** Version of the package. */
  readonly version: string;
  /** Calls the listener for SIGINT and SIGTERM until the function that comes back is called. */
  readonly onInterrupt: (listener: () => void) => () => void;
  /** Ends the process at once. */
  readonly exitNow: (code: number) => void;
}
