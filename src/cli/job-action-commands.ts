import { type JobAction, type JobActionPlan, ResetScope } from '#shared/model/job-action';
import { checkInput } from './calls.ts';
import { type CommandDefinition, type OptionDefinition, withSession } from './command.ts';
import { done } from './exit-codes.ts';
import { failure } from './failure.ts';
import { type Invocation, operand } from './invocation.ts';
import { actionPlanText } from './job-action-text.ts';
import { jobText } from './operations-text.ts';
import { askToType } from './questions.ts';
import type { CliSession } from './session.ts';

const application = { name: 'app', description: 'display name or service principal object id' };
const planOption: OptionDefinition = { flags: '--plan', description: 'only show what it comes to' };

interface Row extends Pick<CommandDefinition, 'summary' | 'description' | 'examples'> {
  readonly action: Exclude<JobAction, 'onDemand'>;
  readonly options?: readonly OptionDefinition[];
}

/** Shows what an action comes to, asks where it takes something away, and carries it out on the job as it was shown. */
const actionCommand = ({ action, options = [], ...row }: Row): CommandDefinition => ({
  ...row,
  words: `jobs ${action}`,
  operands: [application],
  options: [...options, planOption],
  run: (invocation) => {
    const { given, output } = invocation;
    const scope = resetScopeOf(given.text('resetScope'));
    const asked = { application: operand(given, 0), action, ...(scope === undefined ? {} : { resetScope: scope }) };
    checkInput('synchronizationJobs.planAction', asked);
    return withSession(invocation, async (session) => {
      await session.ensureSignedIn();
      const plan = await session.call('synchronizationJobs.planAction', asked);
      if (given.isSet('plan')) {
        output.data(plan, actionPlanText(plan));
        return done;
      }
      if (!output.json) output.note(actionPlanText(plan));
      if (plan.confirmedOutside) await confirm(invocation, session, plan);
      await carryOut(invocation, session, plan);
      return done;
    });
  },
});

async function carryOut({ given, output }: Invocation, session: CliSession, plan: JobActionPlan): Promise<void> {
  const shown = { application: operand(given, 0), expected: plan.expected };
  if (plan.action === 'delete') {
    const gone = await session.call('synchronizationJobs.delete', shown);
    output.data(gone, `The job of ${gone.application} is deleted: ${gone.jobId}.`);
    return;
  }
  const job =
    plan.action === 'restart'
      ? await session.call('synchronizationJobs.restart', { ...shown, resetScope: plan.resetScope ?? undefined })
      : await session.call(plan.action === 'start' ? 'synchronizationJobs.start' : 'synchronizationJobs.pause', shown);
  output.data(job, jobText(job));
}

/** Who takes something away types the application's name. Raises `bad_request` (reason confirmationNeeded) and `cancelled`. */
async function confirm({ flags, host }: Invocation, session: CliSession, plan: JobActionPlan): Promise<void> {
  if (flags.yes) return;
  if (!session.interactive) {
    throw failure('bad_request', 'confirmationNeeded', {
      message: `${plan.title}: this has to be confirmed, and there is no terminal to ask on. Nothing was written.`,
      nextStep: 'Look at it with --plan, then give --yes.',
    });
  }
  if (await askToType(host, `${plan.title}?`, plan.application)) return;
  throw failure('cancelled', 'notConfirmed', {
    message: 'Nothing was written.',
    nextStep: 'Run the command again when you are sure.',
  });
}

const start = actionCommand({
  action: 'start',
  summary: 'Start provisioning; also ends a quarantine whose cause is gone',
  examples: ['jobs start Airstack', 'jobs start Airstack --plan'],
});

const pause = actionCommand({
  action: 'pause',
  summary: 'Pause provisioning; state is kept and the cycle that runs ends first',
  examples: ['jobs pause Airstack', 'jobs pause Airstack --plan'],
});

const restart = actionCommand({
  action: 'restart',
  summary: 'Restart provisioning and forget some of its state',
  description:
    'default is what the admin center does: everybody is evaluated again, failures and a quarantine are forgotten. Escrows stops\n' +
    'retrying failures, Watermark evaluates everybody again, QuarantineState lifts a quarantine for now, Full forgets the links\n' +
    'between people and accounts too, and ForceDeletes lets deletions through that are held back: that one is asked about.',
  options: [{ flags: '--reset-scope <scope>', description: `what is forgotten: ${ResetScope.options.join(', ')}` }],
  examples: ['jobs restart Airstack --plan', 'jobs restart Airstack --reset-scope QuarantineState'],
});

const remove = actionCommand({
  action: 'delete',
  summary: 'Delete the synchronization job with all its state; accounts in the application stay',
  description:
    'The job is gone for good: mappings, escrows, watermark and links. A snapshot is kept first. The name of the application has to\n' +
    'be typed, or --yes given. To stop for a while, use "jobs pause".',
  examples: ['jobs delete Airstack --plan', 'jobs delete Airstack'],
});

/** The commands that act on a synchronization job as a whole. */
export const jobActionCommands: readonly CommandDefinition[] = [start, pause, restart, remove];

/** Scope names are written in any case. Raises `bad_request` (reason resetScopeUnknown). */
function resetScopeOf(text: string | undefined): ResetScope | undefined {
  const known = ResetScope.options.find((scope) => scope.toLowerCase() === text?.toLowerCase());
  if (known !== undefined || text === undefined) return known;
  throw failure('bad_request', 'resetScopeUnknown', {
    message: `There is no reset scope called "${text}".`,
    nextStep: `Use one of ${ResetScope.options.join(', ')}.`,
  });
}
