import { existsSync } from 'node:fs';
import { fileThere, heldSecret, passphraseOption, withArchive } from './archive-session.ts';
import { type CommandDefinition, withSession } from './command.ts';
import { done } from './exit-codes.ts';
import { failure } from './failure.ts';
import { numberOption, operand } from './invocation.ts';
import { archiveText } from './log-text.ts';

const status: CommandDefinition = {
  words: 'archive status',
  summary: 'What the archive of the log holds, how it is protected, and what was set aside',
  options: [passphraseOption],
  examples: ['archive status', 'archive status --json'],
  run: (invocation) =>
    withArchive(invocation, async (session) => {
      const state = await session.call('archive.show', {});
      invocation.output.data(state, archiveText(state));
      return done;
    }),
};

const settings: CommandDefinition = {
  words: 'archive settings',
  summary: 'Change for how long rows are kept, and after which time no row arrives any more',
  options: [
    { flags: '--keep <days>', description: 'days that rows are kept, or "forever"' },
    { flags: '--final-after <hours>', description: 'hours until a part of the log is final; 24 when never changed' },
  ],
  examples: ['archive settings --keep 730', 'archive settings --keep forever'],
  run: (invocation) =>
    withSession(invocation, async (session) => {
      const { given, output } = invocation;
      await session.ensureSignedIn();
      const retentionDays = given.text('keep') === 'forever' ? null : numberOption(given, 'keep');
      const finalAfterHours = numberOption(given, 'finalAfter');
      const state = await session.call('archive.configure', {
        ...(retentionDays === undefined ? {} : { retentionDays }),
        ...(finalAfterHours === undefined ? {} : { finalAfterHours }),
      });
      output.data(state, archiveText(state));
      return done;
    }),
};

const passphrase: CommandDefinition = {
  words: 'archive passphrase',
  summary: 'Protect the archive by a passphrase; needed where the machine has no key vault',
  options: [passphraseOption],
  examples: ['archive passphrase --secret Passphrase=prompt'],
  run: (invocation) =>
    withSession(invocation, async (session) => {
      await session.ensureSignedIn();
      const handle = await heldSecret(invocation, session, 'Passphrase');
      if (handle === null) throw secretMissing('Passphrase');
      const state = await session.call('archive.setPassphrase', { passphrase: handle });
      invocation.output.data(state, archiveText(state));
      return done;
    }),
};

const recoveryKey: CommandDefinition = {
  words: 'archive recovery-key',
  summary: 'Write a new recovery key for the archive into a file; the one before is worth nothing then',
  options: [{ flags: '--out <file>', description: 'where to write it; keep it off this machine' }, passphraseOption],
  examples: ['archive recovery-key --out recovery-key.txt'],
  run: (invocation) => {
    const { given, flags, output } = invocation;
    const path = given.text('out');
    if (path === undefined) {
      throw failure('bad_request', 'outMissing', {
        message: 'archive recovery-key needs a file.',
        nextStep: 'Give it with --out FILE; the key is never printed.',
      });
    }
    if (existsSync(path) && !flags.yes) throw fileThere(path);
    return withArchive(invocation, async (session) => {
      const made = await session.writingTo(path, () => session.call('archive.makeRecoveryKey', {}));
      output.data({ ...made, path }, `The recovery key is in ${path}. Keep it where this machine is not.`);
      return done;
    });
  },
};

const recover: CommandDefinition = {
  words: 'archive recover',
  summary: 'Bring the rows of a file that was set aside back into the archive; the file stays',
  operands: [{ name: 'name', description: 'name of the file, as "archive status" lists it' }],
  options: [
    {
      flags: '--secret <binding>',
      description:
        'RecoveryKey=prompt, =env:PROVISIONING_SECRET_NAME or =stdin: recovery key or passphrase of that file',
    },
  ],
  examples: ['archive recover set-aside-2026-01-31T08-00-00Z-damaged --secret RecoveryKey=prompt'],
  run: (invocation) =>
    withSession(invocation, async (session) => {
      const { given, output } = invocation;
      await session.ensureSignedIn();
      const secret = await heldSecret(invocation, session, 'RecoveryKey');
      const name = operand(given, 0);
      const recovered = await session.call('archive.recover', { name, ...(secret === null ? {} : { secret }) });
      const lost = recovered.unreadable === 0 ? '' : `; ${recovered.unreadable} could not be read`;
      output.data(recovered, `${recovered.added} rows were brought back${lost}. The file stays where it is.`);
      return done;
    }),
};

const secretMissing = (label: string) =>
  failure('secret_required', 'secretNotGiven', {
    message: `${label} is needed.`,
    nextStep: `Give it with --secret ${label}=prompt, =env:PROVISIONING_SECRET_NAME or =stdin.`,
  });

/** The commands about the archive of the log. */
export const archiveCommands: readonly CommandDefinition[] = [status, settings, passphrase, recoveryKey, recover];
