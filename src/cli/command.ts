import type { Input, Path, Output as ProcedureOutput } from '#shared/contract/index';
import { checkInput } from './calls.ts';
import { done } from './exit-codes.ts';
import type { Given, Invocation } from './invocation.ts';
import { type CliSession, openSession } from './session.ts';

/** One flag of one command, in commander's notation. `repeatable` collects its values in order. */
export interface OptionDefinition {
  readonly flags: string;
  readonly description: string;
  readonly repeatable?: boolean;
}

/** One operand of a command. */
export interface OperandDefinition {
  readonly name: string;
  readonly description: string;
  readonly optional?: boolean;
}

/** One command: a row of the table from which program and help are made. */
export interface CommandDefinition {
  /** The words that call it, for example "setup apply". */
  readonly words: string;
  readonly summary: string;
  /** More than the summary, for its own help page. */
  readonly description?: string;
  readonly operands?: readonly OperandDefinition[];
  readonly options?: readonly OptionDefinition[];
  /** What follows the program's name in an example. */
  readonly examples: readonly string[];
  /** Gives the exit code. */
  readonly run: (invocation: Invocation) => Promise<number>;
}

/** A command that is one call of one procedure. */
export interface ProcedureRow<P extends Path> extends Omit<CommandDefinition, 'run'> {
  readonly path: P;
  readonly input: (given: Given) => Input<P>;
  readonly text: (data: ProcedureOutput<P>) => string;
  /** The exit code of an answer; left out = {@link done}. */
  readonly exitCode?: (data: ProcedureOutput<P>) => number;
  /** False for what works without anybody being signed in. Default true. */
  readonly signedIn?: boolean;
  /** Permissions that it needs beyond the ordinary ones. */
  readonly permissions?: readonly string[];
}

/** Takes a row; gives the command that maps flags to the procedure's input and prints what it answers. */
export function procedureCommand<P extends Path>(row: ProcedureRow<P>): CommandDefinition {
  const { path, input, text, exitCode = () => done, signedIn = true, permissions = [], ...definition } = row;
  return {
    ...definition,
    run: async (invocation) => {
      const given = input(invocation.given);
      checkInput(path, given);
      return withSession(invocation, async (session) => {
        if (signedIn) await session.ensureSignedIn(permissions);
        const data = await session.call(path, given);
        invocation.output.data(data, text(data));
        return exitCode(data);
      });
    },
  };
}

/** Takes an invocation and work; opens a session for the work and closes it whatever happens. Raises what the work raises. */
export async function withSession(
  invocation: Invocation,
  work: (session: CliSession) => Promise<number>,
): Promise<number> {
  const session = await openSession(invocation);
  try {
    return await work(session);
  } finally {
    await session.close();
  }
}
