import { existsSync } from 'node:fs';
import { scopes } from '#core/graph/permissions';
import { parseSecretBinding, readSecret } from '#platform/secret-input';
import { ExportFormat, LogSearch } from '#shared/contract/archive';
import { type CommandDefinition, type OptionDefinition, withSession } from './command.ts';
import { done } from './exit-codes.ts';
import { failure } from './failure.ts';
import { type Given, type Invocation, numberOption, operand } from './invocation.ts';
import { archiveText, groupsText, rowsText, syncText } from './log-text.ts';
import type { CliSession } from './session.ts';

const filterOptions: readonly OptionDefinition[] = [
  { flags: '--app <app>', description: 'only this application: display name or service principal object id' },
  { flags: '--user <text>', description: 'only this person: object id, or a piece of a name or user name' },
  { flags: '--status <status>', description: 'only this status, for example failure' },
  { flags: '--action <action>', description: 'only this action, for example create' },
  { flags: '--code <code>', description: 'only this error code, for example EntryConflict' },
  { flags: '--cycle <id>', description: 'only this cycle' },
  { flags: '--since <time>', description: 'only from this time on, ISO 8601 UTC' },
  { flags: '--until <time>', description: 'only up to this time, ISO 8601 UTC' },
];

const passphraseOption: OptionDefinition = {
  flags: '--secret <binding>',
  description: 'Passphrase=env:PROVISIONING_SECRET_NAME, =prompt or =stdin: opens an archive that has one',
};

/** Takes what was given and the words to look for; gives the filter. Raises `bad_request` for what is none. */
function filterOf(given: Given, text?: string): LogSearch {
  const wanted = {
    application: given.text('app'),
    person: given.text('user'),
    status: given.text('status'),
    action: given.text('action'),
    errorCode: given.text('code'),
    cycleId: given.text('cycle'),
    since: given.text('since'),
    until: given.text('until'),
    group: numberOption(given, 'group'),
    text,
  };
  const parsed = LogSearch.safeParse(
    Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined)),
  );
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw failure('bad_request', 'invalidInput', {
    message: `${issue?.path.join('.') ?? 'The filter'}: ${issue?.message ?? 'has another shape'}`,
    nextStep: 'Add --help to see what the command takes; times are like 2026-01-31T00:00:00Z.',
  });
}

/** Reads the secret that `--secret` names, asks for it where somebody is there, and hands it to core. */
async function heldSecret({ given, host }: Invocation, session: CliSession, label: string): Promise<string | null> {
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

/** A session in which an archive that has a passphrase is open, where it was given. */
const withArchive = (invocation: Invocation, work: (session: CliSession) => Promise<number>): Promise<number> =>
  withSession(invocation, async (session) => {
    await session.ensureSignedIn([scopes.provisioningLogs]);
    const passphrase = await heldSecret(invocation, session, 'Passphrase');
    if (passphrase !== null) await session.call('archive.setPassphrase', { passphrase });
    return work(session);
  });

const recoveryOffer =
  'Only the key vault of this machine opens the archive. Make a recovery key: archive recovery-key --out FILE, and keep it elsewhere.';

const sync: CommandDefinition = {
  words: 'log sync',
  summary: 'Read what the archive does not have from the provisioning log, newest first',
  description:
    'Reads the provisioning log into the archive of this machine, at most 5 requests in 10 seconds. It can be interrupted at\nany time and goes on where it stood. The newest day is read again each time, because rows may arrive late.',
  options: [passphraseOption],
  examples: ['log sync', 'log sync --secret Passphrase=env:PROVISIONING_SECRET_ARCHIVE --json'],
  run: (invocation) =>
    withArchive(invocation, async (session) => {
      const report = await session.call('logs.sync', {});
      invocation.output.data(report, syncText(report));
      const { protection, recoveryKey: hasKey } = await session.call('archive.show', {});
      if (protection === 'vault' && !hasKey) invocation.output.note(recoveryOffer);
      return done;
    }),
};

const search: CommandDefinition = {
  words: 'log search',
  summary: 'Rows of the log that fit, newest first',
  description:
    'Searches the archive, or the service where there is none. Every word has to stand in the name, the application, the\nerror code or the reason.',
  operands: [{ name: 'text', description: 'words to look for', optional: true }],
  options: [
    ...filterOptions,
    { flags: '--group <number>', description: 'only failures of this group of "log groups"' },
    { flags: '--limit <number>', description: 'at most so many, 50 when left out' },
    passphraseOption,
  ],
  examples: ['log search "already exists" --app Airstack', 'log search --user ada@contoso.com --status failure --json'],
  run: (invocation) => {
    const { given, output } = invocation;
    const filter = filterOf(given, given.operands[0]);
    const limit = numberOption(given, 'limit') ?? 50;
    return withArchive(invocation, async (session) => {
      const found = await session.call('logs.search', { filter, limit });
      output.data(found, rowsText(found));
      return done;
    });
  },
};

const groups: CommandDefinition = {
  words: 'log groups',
  summary: 'Identical failures, the most frequent first, with their trend and what to do',
  options: [
    ...filterOptions,
    { flags: '--limit <number>', description: 'at most so many, 20 when left out' },
    passphraseOption,
  ],
  examples: ['log groups', 'log groups --app Airstack --since 2026-01-31T00:00:00Z'],
  run: (invocation) => {
    const { given, output } = invocation;
    const filter = filterOf(given);
    const limit = numberOption(given, 'limit') ?? 20;
    return withArchive(invocation, async (session) => {
      const found = await session.call('logs.groups', { filter, limit });
      output.data(found, groupsText(found));
      return done;
    });
  },
};

const exportLog: CommandDefinition = {
  words: 'log export',
  summary: 'Write the rows that fit into a file: CSV, JSON or SQLite',
  operands: [{ name: 'text', description: 'words to look for', optional: true }],
  options: [
    ...filterOptions,
    { flags: '--out <file>', description: 'where to write; its ending says the form: .csv, .json or .sqlite' },
    passphraseOption,
  ],
  examples: [
    'log export --status failure --out failures.csv',
    'log export --since 2026-01-31T00:00:00Z --out log.sqlite',
  ],
  run: (invocation) => {
    const { given, flags, output } = invocation;
    const filter = filterOf(given, given.operands[0]);
    const { path, format } = exportFile(given.text('out'), flags.yes);
    return withArchive(invocation, async (session) => {
      const written = await session.writingTo(path, () => session.call('logs.export', { filter, format }));
      const more = written.complete ? '' : '\nThe service may have more: only its newest rows were looked through.';
      output.data({ ...written, path }, `${written.rows} rows written to ${path}${more}`);
      return done;
    });
  },
};

function exportFile(path: string | undefined, replace: boolean) {
  const format = ExportFormat.safeParse(path?.split('.').at(-1)?.toLowerCase());
  if (path === undefined || !format.success) {
    throw failure('bad_request', 'outMissing', {
      message: 'log export needs a file whose name ends with .csv, .json or .sqlite.',
      nextStep: 'Give it with --out FILE.',
    });
  }
  if (existsSync(path) && !replace) throw fileThere(path);
  return { path, format: format.data };
}

const fileThere = (path: string) =>
  failure('bad_request', 'fileExists', {
    message: `${path} is there already.`,
    nextStep: 'Name another file, or add --yes to replace it.',
  });

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

/** The commands about the log and its archive. */
export const logCommands: readonly CommandDefinition[] = [
  sync,
  search,
  groups,
  exportLog,
  status,
  settings,
  passphrase,
  recoveryKey,
  recover,
];
