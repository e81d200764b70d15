import { readFile } from 'node:fs/promises';
import { scopes } from '#core/graph/permissions';
import type { OnDemandView } from '#shared/model/job';
import type { OnDemandRun } from '#shared/model/on-demand-run';
import { checkInput } from './calls.ts';
import { type CommandDefinition, procedureCommand, withSession } from './command.ts';
import { done, notProvisioned } from './exit-codes.ts';
import { failure } from './failure.ts';
import { runComparisonText, runsText, runText } from './history-text.ts';
import { type Given, type Invocation, numberOption, operand } from './invocation.ts';
import { actionPlanText } from './job-action-text.ts';
import { onDemandText } from './operations-text.ts';

const application = { name: 'app', description: 'display name or service principal object id' };
const run = { name: 'run', description: 'id of a run, as "on-demand list" shows it' };

/** Takes what provisioning on demand came to; gives the exit code: a skip because nothing differs is as good as success. */
export function onDemandExitCode({ result, errorCode }: Pick<OnDemandView, 'result' | 'errorCode'>): number {
  return result === 'success' || result === 'warning' || errorCode === 'RedundantExport' ? done : notProvisioned;
}

const runExitCode = ({ results }: OnDemandRun): number =>
  results.every(({ view }) => view !== null && onDemandExitCode(view) === done) ? done : notProvisioned;

/** Names of a file, one a line; empty lines and those that begin with # are left out. */
async function namesIn(path: string | undefined): Promise<readonly string[]> {
  if (path === undefined) return [];
  try {
    const text = await readFile(path, 'utf8');
    return text
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter((line) => line !== '' && !line.startsWith('#'));
  } catch {
    throw failure('bad_request', 'fileUnreadable', {
      message: `The file ${path} cannot be read.`,
      nextStep: 'Give a text file with one user principal name a line.',
    });
  }
}

async function provisionOne(invocation: Parameters<CommandDefinition['run']>[0], given: Given): Promise<number> {
  const input = {
    application: operand(given, 0),
    user: given.list('user')[0],
    group: given.text('group'),
    members: [...given.list('member')],
  };
  checkInput('provisioning.onDemand', input);
  return withSession(invocation, async (session) => {
    await session.ensureSignedIn([scopes.people, scopes.groups]);
    const view = await session.call('provisioning.onDemand', input);
    invocation.output.data(view, onDemandText(view));
    return onDemandExitCode(view);
  });
}

const showPlan = (invocation: Invocation): Promise<number> =>
  withSession(invocation, async (session) => {
    await session.ensureSignedIn();
    const asked = { application: operand(invocation.given, 0), action: 'onDemand' } as const;
    const plan = await session.call('synchronizationJobs.planAction', asked);
    invocation.output.data(plan, actionPlanText(plan));
    return done;
  });

const provision: CommandDefinition = {
  words: 'provision',
  summary: 'Provision chosen people or one group now and show every step',
  description:
    'Provisions one person or one group now and shows every step; several people form a queue that keeps within the documented\n' +
    'rate. Results are kept ("on-demand list"). The exit code is 1 when somebody is left out or refused.',
  operands: [application],
  options: [
    { flags: '--user <upn>', description: 'user principal name or object id; several form a queue', repeatable: true },
    { flags: '--from <file>', description: 'people of a file, one a line' },
    { flags: '--stop-at-failure', description: 'whoever comes after the first failure is not tried' },
    { flags: '--group <name>', description: 'display name or object id of a group' },
    { flags: '--member <upn>', description: 'a member of the group, up to five', repeatable: true },
    { flags: '--plan', description: 'only show what it comes to' },
  ],
  examples: [
    'provision Airstack --user ada@contoso.com',
    'provision Airstack --plan',
    'provision Airstack --user ada@contoso.com --user bo@contoso.com --stop-at-failure',
    'provision Airstack --group Sales --member ada@contoso.com',
  ],
  run: async (invocation) => {
    const { given } = invocation;
    if (given.isSet('plan')) return showPlan(invocation);
    const users = [...given.list('user'), ...(await namesIn(given.text('from')))];
    const isQueue = users.length > 1 || given.text('from') !== undefined;
    if (!isQueue) return provisionOne(invocation, given);
    if (given.text('group') !== undefined) throw eitherOr();
    const input = { application: operand(given, 0), users, stopAtFailure: given.isSet('stopAtFailure') };
    checkInput('provisioning.queue', input);
    return withSession(invocation, async (session) => {
      await session.ensureSignedIn([scopes.people]);
      const data = await session.call('provisioning.queue', input);
      invocation.output.data(data, runText(data));
      return runExitCode(data);
    });
  },
};

const eitherOr = () =>
  failure('bad_request', 'invalidInput', {
    message: 'A group is provisioned alone.',
    nextStep: 'Name people or one group, and not both.',
  });

const list = procedureCommand({
  words: 'on-demand list',
  summary: 'Runs of provisioning on demand from this machine, newest first',
  operands: [{ ...application, optional: true }],
  options: [{ flags: '--limit <number>', description: 'at most so many, 50 when left out' }],
  examples: ['on-demand list', 'on-demand list Airstack --json'],
  path: 'provisioning.listRuns',
  input: (given) => ({ application: given.operands[0], limit: numberOption(given, 'limit') }),
  text: runsText,
});

const show = procedureCommand({
  words: 'on-demand show',
  summary: 'The results of one run of provisioning on demand',
  operands: [run],
  examples: ['on-demand show 1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed'],
  path: 'provisioning.showRun',
  input: (given) => ({ run: operand(given, 0) }),
  text: runText,
  exitCode: runExitCode,
});

const resume = procedureCommand({
  words: 'on-demand resume',
  summary: 'Go on with a run that was cancelled, stopped or interrupted',
  operands: [run],
  examples: ['on-demand resume 1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed'],
  path: 'provisioning.resume',
  permissions: [scopes.people, scopes.groups],
  input: (given) => ({ run: operand(given, 0) }),
  text: runText,
  exitCode: runExitCode,
});

const compare = procedureCommand({
  words: 'on-demand compare',
  summary: 'What two runs wrote for the same people, before and after a mapping change',
  operands: [run, { ...run, name: 'other', description: 'the later run' }],
  examples: ['on-demand compare 1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed 6ec0bd7f-11c0-43da-975e-2a8ad9ebae0b'],
  path: 'provisioning.compareRuns',
  input: (given) => ({ before: operand(given, 0), after: operand(given, 1) }),
  text: runComparisonText,
});

/** The commands about provisioning chosen people on demand. */
export const onDemandCommands: readonly CommandDefinition[] = [provision, list, show, resume, compare];
