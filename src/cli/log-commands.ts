import { existsSync } from 'node:fs';
import { ExportFormat, LogSearch } from '#shared/contract/archive';
import { fileThere, passphraseOption, withArchive } from './archive-session.ts';
import type { CommandDefinition, OptionDefinition } from './command.ts';
import { done } from './exit-codes.ts';
import { failure } from './failure.ts';
import { type Given, numberOption } from './invocation.ts';
import { groupsText, rowsText, syncText } from './log-text.ts';

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

/** The commands about the log. */
export const logCommands: readonly CommandDefinition[] = [sync, search, groups, exportLog];
