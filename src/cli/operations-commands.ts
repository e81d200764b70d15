import { scopes } from '#core/graph/permissions';
import { ResetScope } from '#shared/contract/operations';
import { type CommandDefinition, procedureCommand, withSession } from './command.ts';
import { done } from './exit-codes.ts';
import { failure } from './failure.ts';
import { numberOption, operand } from './invocation.ts';
import { jobsText, jobText, logText, quarantineText } from './operations-text.ts';

const application = { name: 'app', description: 'display name or service principal object id' };

const status: CommandDefinition = {
  words: 'status',
  summary: 'Status, progress, counts and quarantine of an application',
  operands: [application],
  options: [
    {
      flags: '--wait',
      description: 'wait until a cycle has ended: the one that runs, else the next one (about every 40 minutes)',
    },
    { flags: '--timeout <milliseconds>', description: 'how long to wait at most (with --wait); 2 hours when left out' },
  ],
  examples: ['status Airstack', 'status Airstack --wait --json'],
  run: (invocation) =>
    withSession(invocation, async (session) => {
      const { given, output } = invocation;
      await session.ensureSignedIn();
      const selected = { application: operand(given, 0) };
      if (given.isSet('wait')) {
        const job = await session.call('synchronizationJobs.waitForCycle', {
          ...selected,
          timeoutMs: numberOption(given, 'timeout'),
        });
        output.data(job, jobText(job));
        return done;
      }
      const data = await session.call('synchronizationJobs.show', selected);
      output.data(data, jobsText(data.jobs));
      return done;
    }),
};

const start = procedureCommand({
  words: 'jobs start',
  summary: 'Start provisioning; also ends a quarantine whose cause is gone',
  operands: [application],
  examples: ['jobs start Airstack'],
  path: 'synchronizationJobs.start',
  input: (given) => ({ application: operand(given, 0) }),
  text: jobText,
});

const pause = procedureCommand({
  words: 'jobs pause',
  summary: 'Pause provisioning; state is kept and the cycle that runs ends first',
  operands: [application],
  examples: ['jobs pause Airstack'],
  path: 'synchronizationJobs.pause',
  input: (given) => ({ application: operand(given, 0) }),
  text: jobText,
});

const restart = procedureCommand({
  words: 'jobs restart',
  summary: 'Restart provisioning and forget some of its state',
  operands: [application],
  options: [{ flags: '--reset-scope <scope>', description: `what is forgotten: ${ResetScope.options.join(', ')}` }],
  examples: ['jobs restart Airstack', 'jobs restart Airstack --reset-scope QuarantineState'],
  path: 'synchronizationJobs.restart',
  input: (given) => ({ application: operand(given, 0), resetScope: resetScopeOf(given.text('resetScope')) }),
  text: jobText,
});

const logs = procedureCommand({
  words: 'logs',
  summary: 'The provisioning log, newest first',
  operands: [{ ...application, optional: true }],
  options: [
    { flags: '--user <text>', description: 'only what concerns this person' },
    { flags: '--status <status>', description: 'only this status, for example failure' },
    { flags: '--action <action>', description: 'only this action, for example create' },
    { flags: '--since <time>', description: 'only from this time on, ISO 8601 UTC' },
    { flags: '--limit <number>', description: 'at most so many, 50 when left out' },
  ],
  examples: ['logs Airstack --limit 20', 'logs --status failure --since 2026-01-31T00:00:00Z --json'],
  path: 'logs.list',
  permissions: [scopes.provisioningLogs],
  input: (given) => ({
    application: given.operands[0],
    user: given.text('user'),
    status: given.text('status'),
    action: given.text('action'),
    since: given.text('since'),
    limit: numberOption(given, 'limit'),
  }),
  text: (data) => `${logText(data.entries)}${data.complete ? '' : '\nThere are more: give --limit or --since.'}`,
});

const quarantine = procedureCommand({
  words: 'quarantine',
  summary: 'Why an application is in quarantine, what to check and how to repair it',
  operands: [application],
  examples: ['quarantine Airstack'],
  path: 'quarantine.explain',
  input: (given) => ({ application: operand(given, 0) }),
  text: (data) => (data.quarantine === null ? data.summary : `${data.summary}\n${quarantineText(data.quarantine)}`),
});

/** The commands about running jobs and their logs. */
export const operationsCommands: readonly CommandDefinition[] = [status, start, pause, restart, logs, quarantine];

/** Scope names are written in any case; what is not one goes on as it is, for the contract to refuse. */
function resetScopeOf(text: string | undefined): ResetScope | undefined {
  const known = ResetScope.options.find((scope) => scope.toLowerCase() === text?.toLowerCase());
  if (known !== undefined || text === undefined) return known;
  throw failure('bad_request', 'resetScopeUnknown', {
    message: `There is no reset scope called "${text}".`,
    nextStep: `Use one of ${ResetScope.options.join(', ')}.`,
  });
}
