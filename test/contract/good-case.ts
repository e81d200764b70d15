import type { Input, Output, Path } from '#shared/contract/index';
import type { ErrorCode } from '#shared/contract/result';
import type { CommandForm, Transport } from './transport.ts';

/** One telling of the story on one transport; `kept` holds what a later case needs of an earlier one. */
export interface Story {
  readonly transport: Transport;
  readonly kept: Map<string, string>;
}

/** A procedure that answers as it should. Cases run in the order of the list, each on what the earlier ones left. */
export interface GoodCase {
  readonly path: Path;
  readonly input: (story: Story) => unknown;
  readonly check: (data: never, story: Story) => void;
  /** How the command line says it, where `call` cannot: it needs what only one process has. */
  readonly command?: (story: Story) => CommandForm;
  /** Where nothing of an earlier call is left, this is the right answer. */
  readonly acrossProcesses?: { readonly code: ErrorCode; readonly reason: string };
  /** Where the program cannot do it, this is the right answer; null = it can. */
  readonly refusedOn?: (transport: Transport) => { readonly code: ErrorCode; readonly reason: string } | null;
  /** What happens in the tenant when the first progress is heard. */
  readonly meanwhile?: (story: Story) => Promise<void>;
}

interface Telling<P extends Path> extends Omit<GoodCase, 'path' | 'input' | 'check'> {
  readonly input?: (story: Story) => Input<P> | Promise<Input<P>>;
  readonly check: (data: Output<P>, story: Story) => void;
}

/** Takes a path and what is sent and expected, in the types of that path; gives the case. */
export const good = <P extends Path>(path: P, { input, ...rest }: Telling<P>): GoodCase => ({
  path,
  input: input ?? (() => ({})),
  ...rest,
});

/** Takes a story and a name; gives what an earlier case kept under it. Raises when there is nothing. */
export function keptIn({ kept }: Story, name: string): string {
  const value = kept.get(name);
  if (value === undefined) throw new Error(`No earlier case kept "${name}".`);
  return value;
}
