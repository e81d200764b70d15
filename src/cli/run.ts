import { CommanderError } from 'commander';
import type { WireError } from '#shared/contract/result';
import { done, exitCodes } from './exit-codes.ts';
import { errorOf } from './failure.ts';
import type { CliHost } from './host.ts';
import { createOutput } from './output.ts';
import { createProgram, isHelpShown } from './program.ts';

/**
 * Takes the process as a host; carries out the command in its arguments and gives the exit code. Raises nothing: every
 * error is printed on stderr with what to do next.
 */
export async function runCli(host: CliHost): Promise<number> {
  let exitCode: number = done;
  try {
    const program = createProgram(host, (code) => {
      exitCode = code;
    });
    await program.parseAsync([...host.argv], { from: 'user' });
    return exitCode;
  } catch (cause) {
    if (isHelpShown(cause)) return done;
    const error = cause instanceof CommanderError ? usageError(cause) : errorOf(cause);
    const output = createOutput({ json: wantsJson(host.argv), stdout: host.stdout, stderr: host.stderr });
    output.error(error, exitCodes[error.code]);
    return exitCodes[error.code];
  }
}

/** Arguments that do not fit may be the reason for the error, so the flag is looked for without parsing them. */
const wantsJson = (argv: readonly string[]): boolean =>
  argv.some((argument) => argument === '--json' || argument.startsWith('--json=')) || argv.includes('call');

/** What follows the name of an unknown option may be a secret that was meant for another one. */
const withoutValue = ({ code, message }: CommanderError): string =>
  code === 'commander.unknownOption' ? message.replace(/'(--?[a-z][a-z-]*).*'/is, "'$1'") : message;

function usageError(cause: CommanderError): WireError {
  const message = withoutValue(cause).replace(/^error: /, '');
  const said =
    cause.code === 'commander.help' ? 'A command is missing.' : `${message.charAt(0).toUpperCase()}${message.slice(1)}`;
  return { code: 'bad_request', reason: 'usage', message: said, nextStep: 'Add --help to see what the command takes.' };
}
