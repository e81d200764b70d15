import { scopes } from '#core/graph/permissions';
import { type CommandDefinition, procedureCommand, withSession } from './command.ts';
import { initialCycleText } from './cycles-text.ts';
import { done } from './exit-codes.ts';
import { numberOption, operand } from './invocation.ts';
import { jobsText, jobText, logText } from './operations-text.ts';

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
      const isBeginning = data.jobs.some(({ health }) => health === 'initialCycle');
      // Several jobs are told one by one, and none of them more.
      const isOne = data.jobs.length === 1;
      const outlook = isBeginning && isOne && !output.json ? await session.call('cycles.outlook', selected) : null;
      output.data(data, [jobsText(data.jobs), ...(outlook === null ? [] : initialCycleText(outlook))].join('\n'));
      return done;
    }),
};

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

/** The commands about running jobs and their logs. */
export const operationsCommands: readonly CommandDefinition[] = [status, logs];
