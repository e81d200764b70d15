import { scopes } from '#core/graph/permissions';
import type { QuarantineDecision } from '#shared/contract/quarantine';
import { type CommandDefinition, procedureCommand, withSession } from './command.ts';
import { done, notGone } from './exit-codes.ts';
import { type Given, type Invocation, numberOption, operand } from './invocation.ts';
import { checksText, heldText, proofText, quarantineHistoryText, reportOfQuarantineText } from './quarantine-text.ts';
import type { CliSession } from './session.ts';
import { showOrApply } from './show-or-apply.ts';
import { checkShowPlan, showPlan, showPlanOptions } from './show-plan.ts';

const application = { name: 'app', description: 'display name or service principal object id' };
const waitOption = { flags: '--wait', description: 'wait for the next cycle to end after it' };
const planOptions = [{ flags: '--plan', description: 'only show the plan' }, ...showPlanOptions, waitOption];
const withoutAssigning = {
  flags: '--without-assigning',
  description: 'do not assign people again who are not assigned any more; somebody does it elsewhere',
};

const show: CommandDefinition = {
  words: 'quarantine show',
  summary: 'Why an application is in quarantine, told by what, and how near the limits it is',
  description:
    'Says what kind of trouble it is, what the service says, until when it can last, and how near the last cycle is to the limits of\n' +
    'the service. With --check the program answers what it can find out itself; with --history it lists earlier ones.',
  operands: [application],
  options: [
    {
      flags: '--check',
      description: 'test the saved credentials, the tenant URL, failures, people and recent changes',
    },
    { flags: '--history', description: 'earlier quarantines, from the audit log and from our journal' },
  ],
  examples: ['quarantine show Airstack', 'quarantine show Airstack --check --json'],
  run: (invocation) =>
    withSession(invocation, async (session) => {
      const { given, output } = invocation;
      await session.ensureSignedIn();
      const selected = { application: operand(given, 0) };
      const report = await session.call('quarantine.show', selected);
      const checks = given.isSet('check') ? await session.call('quarantine.check', selected) : null;
      const history = given.isSet('history') ? await session.call('quarantine.history', selected) : null;
      const texts = [
        reportOfQuarantineText(report),
        ...(checks === null ? [] : [checksText(checks)]),
        ...(history === null ? [] : [quarantineHistoryText(history)]),
      ];
      output.data(
        { ...report, ...(checks === null ? {} : checks), ...(history === null ? {} : { history }) },
        texts.join('\n'),
      );
      return done;
    }),
};

const who = procedureCommand({
  words: 'quarantine who',
  summary: 'Whose deletions are held back by the accidental-deletion threshold',
  operands: [application],
  options: [
    { flags: '--offset <number>', description: 'leave so many out at the beginning' },
    { flags: '--limit <number>', description: 'at most so many, 50 when left out' },
  ],
  examples: ['quarantine who Airstack', 'quarantine who Airstack --limit 500 --json'],
  path: 'quarantine.heldBack',
  permissions: [scopes.provisioningLogs],
  input: (given) => ({
    application: operand(given, 0),
    offset: numberOption(given, 'offset'),
    limit: numberOption(given, 'limit'),
  }),
  text: heldText,
});

async function plan(session: CliSession, given: Given, decision: QuarantineDecision) {
  const further = decision === 'repair' ? [] : [scopes.provisioningLogs];
  const people = decision === 'reject' ? [scopes.people, scopes.groups, scopes.assignments] : [];
  await session.ensureSignedIn([...further, ...people]);
  return session.call('quarantine.plan', {
    application: operand(given, 0),
    decision,
    assignAgain: !given.isSet('withoutAssigning'),
  });
}

const decide =
  (decision: QuarantineDecision) =>
  (invocation: Invocation): Promise<number> =>
    withSession(invocation, async (session) => {
      checkShowPlan(invocation);
      const made = await plan(session, invocation.given, decision);
      if (made.writes > 0) return showOrApply(invocation, session, made);
      await showPlan(invocation, session, made);
      return done;
    });

const showRepair: CommandDefinition = {
  words: 'quarantine plan',
  summary: 'How a quarantine is ended, step by step; writes nothing',
  operands: [application],
  options: showPlanOptions,
  examples: ['quarantine plan Airstack', 'quarantine plan Airstack --calls'],
  run: (invocation) =>
    withSession(invocation, async (session) => {
      checkShowPlan(invocation);
      await showPlan(invocation, session, await plan(session, invocation.given, 'repair'));
      return done;
    }),
};

const repair: CommandDefinition = {
  words: 'quarantine repair',
  summary: 'Carry out what ends a quarantine after its cause was repaired',
  description:
    'Tests the saved credentials where they were the cause, starts or restarts provisioning, and reads the job back. Deletions that are\n' +
    'held back are allowed or rejected instead.',
  operands: [application],
  options: planOptions,
  examples: ['quarantine repair Airstack --plan', 'quarantine repair Airstack --wait'],
  run: decide('repair'),
};

const allow: CommandDefinition = {
  words: 'quarantine allow',
  summary: 'Let deletions that are held back go through; asks for how many',
  description:
    'Shows how many accounts are disabled or deleted, asks for that number, and restarts with the scope ForceDeletes.\n' +
    'Look at "quarantine who" first.',
  operands: [application],
  options: planOptions,
  examples: ['quarantine who Airstack', 'quarantine allow Airstack --plan', 'quarantine allow Airstack'],
  run: decide('allow'),
};

const reject: CommandDefinition = {
  words: 'quarantine reject',
  summary: 'Keep the accounts whose deletions are held back: assign people again, then restart',
  description:
    'Says who can be brought back by an assignment and who cannot, assigns them, and restarts. Raising the threshold or turning it off is\n' +
    'no rejection: it lets the deletions go through.',
  operands: [application],
  options: [withoutAssigning, ...planOptions],
  examples: ['quarantine reject Airstack --plan', 'quarantine reject Airstack --wait'],
  run: decide('reject'),
};

const prove = procedureCommand({
  words: 'quarantine prove',
  summary: 'Read the job back after a repair, wait for the next cycle, and say whether the quarantine is gone',
  description: 'Ends with 0 when it is gone, with 1 when it is still there, is back, or nothing proves it yet.',
  operands: [application],
  options: [
    { flags: '--timeout <milliseconds>', description: 'how long to wait for a cycle at most; 2 hours when left out' },
  ],
  examples: ['quarantine prove Airstack', 'quarantine prove Airstack --timeout 600000 --json'],
  path: 'quarantine.prove',
  input: (given) => ({ application: operand(given, 0), timeoutMs: numberOption(given, 'timeout') }),
  text: proofText,
  exitCode: ({ verdict }) => (verdict === 'gone' ? done : notGone),
});

/** The commands about a quarantine. */
export const quarantineCommands: readonly CommandDefinition[] = [show, who, showRepair, repair, allow, reject, prove];
