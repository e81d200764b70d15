import { scopes } from '#core/graph/permissions';
import { parseSecretBinding, readSecret } from '#platform/secret-input';
import { type OptionDefinition, withSession } from './command.ts';
import { failure } from './failure.ts';
import type { Invocation } from './invocation.ts';
import type { CliSession } from './session.ts';

/** How a command is given the passphrase of an archive. */
export const passphraseOption: OptionDefinition = {
  flags: '--secret <binding>',
  description: 'Passphrase=env:PROVISIONING_SECRET_NAME, =prompt or =stdin: opens an archive that has one',
};

/**
 * Takes an invocation, its session and what the secret is called; reads what `--secret` names and hands it to core. Gives the
 * handle, null where none was given. Raises `bad_request` (reasons secretFromArgument, secretLabelUnknown).
 */
export async function heldSecret(
  { given, host }: Invocation,
  session: CliSession,
  label: string,
): Promise<string | null> {
  const text = given.text('secret');
  if (text === undefined) return null;
  const { label: found, source } = parseSecretBinding(text);
  if (found.toLowerCase() !== label.toLowerCase()) {
    throw failure('bad_request', 'secretLabelUnknown', {
      message: `The secret of this command is called ${label}, not ${found}.`,
      nextStep: `Write --secret ${label}=prompt, or =env:PROVISIONING_SECRET_NAME.`,
    });
  }
  const value = await readSecret(source, label, { env: host.env, input: host.stdin, output: host.stderr });
  return (await session.call('secrets.put', { value })).handle;
}

/** Takes an invocation and work; does it in a session in which an archive is open whose passphrase was given. Raises what the work raises. */
export const withArchive = (invocation: Invocation, work: (session: CliSession) => Promise<number>): Promise<number> =>
  withSession(invocation, async (session) => {
    await session.ensureSignedIn([scopes.provisioningLogs]);
    const passphrase = await heldSecret(invocation, session, 'Passphrase');
    if (passphrase !== null) await session.call('archive.setPassphrase', { passphrase });
    return work(session);
  });

/** Says that a file is in the way. */
export const fileThere = (path: string) =>
  failure('bad_request', 'fileExists', {
    message: `${path} is there already.`,
    nextStep: 'Name another file, or add --yes to replace it.',
  });
