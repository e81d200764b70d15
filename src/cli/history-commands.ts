import { scopes } from '#core/graph/permissions';
import { type CommandDefinition, procedureCommand, withSession } from './command.ts';
import { done, notProven } from './exit-codes.ts';
import { failure } from './failure.ts';
import {
  comparisonText,
  snapshotsText,
  snapshotText,
  timelineText,
  verificationOfJournalText,
} from './history-text.ts';
import { numberOption, operand } from './invocation.ts';
import { askYesNo } from './questions.ts';
import { createSecretBinder, parseSecretFlags } from './secret-flags.ts';
import { applyOptions, applyPlan, secretOptions } from './setup-run.ts';
import { checkShowPlan, showPlan, showPlanOptions } from './show-plan.ts';

const application = { name: 'app', description: 'display name or service principal object id' };
const snapshot = { name: 'id', description: 'id of a snapshot, or its first characters' };

const history = procedureCommand({
  words: 'history',
  summary: 'Who changed what of an application and when, here and elsewhere',
  description:
    'Joins our own writes, the audit events of the tenant and what differs between snapshots into one history, newest first,\n' +
    'and says what it cannot say.',
  operands: [application],
  options: [
    { flags: '--since <time>', description: 'only from this time on, ISO 8601 UTC' },
    { flags: '--limit <number>', description: 'at most so many, 200 when left out' },
  ],
  examples: ['history Airstack', 'history Airstack --since 2026-01-01T00:00:00Z --json'],
  path: 'history.show',
  permissions: [scopes.auditLogs],
  input: (given) => ({
    application: operand(given, 0),
    since: given.text('since'),
    limit: numberOption(given, 'limit'),
  }),
  text: timelineText,
});

const snapshotList = procedureCommand({
  words: 'snapshot list',
  summary: 'Snapshots of this tenant on this machine, oldest first, and how they are kept',
  operands: [{ ...application, optional: true }],
  options: [{ flags: '--limit <number>', description: 'at most so many, 500 when left out' }],
  examples: ['snapshot list', 'snapshot list Airstack --json'],
  path: 'snapshots.list',
  input: (given) => ({ application: given.operands[0], limit: numberOption(given, 'limit') }),
  text: snapshotsText,
});

const snapshotShow = procedureCommand({
  words: 'snapshot show',
  summary: 'What a snapshot holds, as a configuration file',
  description:
    'Prints what a snapshot holds as YAML. Secrets are never in it; saved to a file it can be applied like any configuration.',
  operands: [snapshot],
  examples: ['snapshot show 1b9d6bcd', 'snapshot show 1b9d6bcd > airstack-before.yaml'],
  path: 'snapshots.show',
  input: (given) => ({ id: operand(given, 0) }),
  text: snapshotText,
});

const snapshotTake = procedureCommand({
  words: 'snapshot take',
  summary: 'Keep a snapshot of an application as it is now',
  operands: [application],
  examples: ['snapshot take Airstack'],
  path: 'snapshots.take',
  input: (given) => ({ application: operand(given, 0) }),
  text: ({ id, at, application: name }) => `Snapshot ${id} of ${name}, ${at}`,
});

const snapshotCompare = procedureCommand({
  words: 'snapshot compare',
  summary: 'What differs between two snapshots, or between a snapshot and the tenant now',
  operands: [
    snapshot,
    { ...snapshot, name: 'other', optional: true, description: 'left out: the tenant as it is now' },
  ],
  examples: ['snapshot compare 1b9d6bcd', 'snapshot compare 1b9d6bcd 6ec0bd7f --json'],
  path: 'snapshots.compare',
  input: (given) => ({ before: operand(given, 0), after: given.operands[1] }),
  text: comparisonText,
});

const bindings = secretOptions.filter(({ flags }) => flags.startsWith('--secret'));

const snapshotRollback: CommandDefinition = {
  words: 'snapshot rollback',
  summary: 'Bring the configuration of a snapshot back, as a plan like any other',
  description:
    'Plans what brings the configuration of a snapshot back, shows it with what cannot be brought back, asks, carries it out, and\n' +
    'reads each step back. Secrets are in no snapshot: the saved ones are used, or you are asked.',
  operands: [snapshot],
  options: [...bindings, ...applyOptions, ...showPlanOptions, { flags: '--plan', description: 'only show the plan' }],
  examples: ['snapshot rollback 1b9d6bcd --plan', 'snapshot rollback 1b9d6bcd --yes'],
  run: (invocation) =>
    withSession(invocation, async (session) => {
      checkShowPlan(invocation);
      const { given, host } = invocation;
      const secrets = parseSecretFlags(given.list('secret'));
      const binder = createSecretBinder({
        bindings: secrets,
        call: session.call,
        host,
        interactive: session.interactive,
      });
      const held = await binder.bindQuiet();
      await session.ensureSignedIn([scopes.assignments]);
      const id = operand(given, 0);
      const plan = await session.call('snapshots.planRollback', { id, secrets: { ...held } });
      if (given.isSet('plan') || given.isSet('calls') || given.text('script') !== undefined) {
        await showPlan(invocation, session, plan);
        return done;
      }
      const asked = await binder.bindAsked(plan, held);
      const final =
        Object.keys(asked).length === 0
          ? plan
          : await session.call('snapshots.planRollback', { id, secrets: { ...held, ...asked } });
      return applyPlan({ invocation, session, plan: final });
    }),
};

const journalVerify = procedureCommand({
  words: 'journal verify',
  summary: 'Whether the journal is whole: no entry changed, added or removed, also at its end',
  description:
    'Checks the chain of the journal and its anchor, which is kept apart. The exit code is 6 when it is not proven to be whole.',
  examples: ['journal verify', 'journal verify --json'],
  path: 'journal.verify',
  input: () => ({}),
  text: verificationOfJournalText,
  exitCode: ({ intact }) => (intact ? done : notProven),
});

const journalExport: CommandDefinition = {
  words: 'journal export',
  summary: 'Print the journal as it stands, a JSON object a line',
  description:
    'Prints the journal as it stands, a JSON object a line, for a file of your own; what verifying it came to goes to stderr, and\n' +
    'the exit code is 6 when it is not proven to be whole. There are no secrets in it.',
  examples: ['journal export > journal.jsonl', 'journal export --json'],
  run: (invocation) =>
    withSession(invocation, async (session) => {
      await session.ensureSignedIn();
      const data = await session.call('journal.export', {});
      invocation.output.data(data, data.text.trimEnd());
      if (!invocation.output.json) invocation.output.note(verificationOfJournalText(data.verdict));
      return data.verdict.intact ? done : notProven;
    }),
};

const journalAcceptLoss: CommandDefinition = {
  words: 'journal accept-loss',
  summary: 'Record that entries at the end of the journal are gone, so that work can go on',
  description:
    'Where the end of the journal is missing, nothing more is written in the tenant. If you know why (a backup was put back), this\n' +
    'records the loss in the journal, where it stays, and work goes on.',
  examples: ['journal accept-loss', 'journal accept-loss --yes'],
  run: (invocation) =>
    withSession(invocation, async (session) => {
      await session.ensureSignedIn();
      const { flags, host, output } = invocation;
      const verdict = await session.call('journal.verify', {});
      output.note(verificationOfJournalText(verdict));
      const isSure =
        flags.yes || (session.interactive && (await askYesNo(host, 'Record that these entries are gone?')));
      if (!isSure) throw notConfirmed();
      const { accepted } = await session.call('journal.acceptLoss', {});
      output.data({ accepted }, `Recorded: ${accepted} entries are gone.`);
      return done;
    }),
};

const notConfirmed = () =>
  failure('bad_request', 'confirmationNeeded', {
    message: 'Nothing was recorded: this has to be confirmed.',
    nextStep: 'Give --yes when you know why the entries are gone.',
  });

/** The commands about what changed, and the ways back. */
export const historyCommands: readonly CommandDefinition[] = [
  history,
  snapshotList,
  snapshotShow,
  snapshotTake,
  snapshotCompare,
  snapshotRollback,
  journalVerify,
  journalExport,
  journalAcceptLoss,
];
