import { scopes } from '#core/graph/permissions';
import type { ProvisioningConfiguration } from '#shared/model/configuration';
import type { ApplyReport, Plan } from '#shared/model/plan';
import type { OptionDefinition } from './command.ts';
import { confirmPlan } from './confirmations.ts';
import { done, personNeeded } from './exit-codes.ts';
import type { Invocation } from './invocation.ts';
import { planText, reportText } from './plan-text.ts';
import { askToType, askYesNo } from './questions.ts';
import { createSecretBinder, type parseSecretFlags } from './secret-flags.ts';
import type { CliSession } from './session.ts';

/** Flags of every command that plans a configuration. */
export const secretOptions: readonly OptionDefinition[] = [
  {
    flags: '--secret <binding>',
    description: 'LABEL=env:PROVISIONING_SECRET_NAME, LABEL=prompt or LABEL=stdin',
    repeatable: true,
  },
  { flags: '--rotate-secret', description: 'send the secrets again although working ones are saved' },
];

/** Flags of every command that carries out a plan. */
export const applyOptions: readonly OptionDefinition[] = [
  {
    flags: '--allow-host <host>',
    description: 'a secret may go to this host instead of an earlier one',
    repeatable: true,
  },
  {
    flags: '--accept-own-profile',
    description: 'you have read how your own profile differs from the built-in one',
  },
  { flags: '--wait', description: 'wait for the person who authorizes, and for the first cycle to end' },
];

interface Planning {
  readonly invocation: Invocation;
  readonly session: CliSession;
  readonly bindings: ReturnType<typeof parseSecretFlags>;
  /** Whether secrets that are needed and missing are asked for. */
  readonly asking: boolean;
  readonly configuration: ProvisioningConfiguration;
  /** Id of the impact that was shown for it. */
  readonly impact?: string;
}

/** Takes a configuration and where its secrets come from; signs in and gives the plan. Raises what planning raises. */
export async function planConfiguration({
  invocation,
  session,
  bindings,
  asking,
  configuration,
  impact,
}: Planning): Promise<{ readonly plan: Plan }> {
  const { given, host } = invocation;
  const binder = createSecretBinder({ bindings, call: session.call, host, interactive: session.interactive });
  const held = await binder.bindQuiet();
  await session.ensureSignedIn(permissionsFor(configuration));
  const input = {
    configuration,
    rotateSecrets: given.isSet('rotateSecret'),
    ...(impact === undefined ? {} : { impact }),
  };
  const plan = await session.call('setup.plan', { ...input, secrets: { ...held } });
  if (!asking) return { plan };
  const asked = await binder.bindAsked(plan, held);
  if (Object.keys(asked).length === 0) return { plan };
  // What is planned on has to be what is applied, so the plan is made again with the secrets in it.
  return { plan: await session.call('setup.plan', { ...input, secrets: { ...held, ...asked } }) };
}

/** What people and groups a configuration names decides what has to be looked up and assigned. */
const permissionsFor = ({ assignments }: ProvisioningConfiguration): readonly string[] => [
  ...(assignments.some((assignment) => assignment.user !== undefined) ? [scopes.people] : []),
  ...(assignments.some((assignment) => assignment.group !== undefined) ? [scopes.groups] : []),
  ...(assignments.length === 0 ? [] : [scopes.assignments]),
];

interface Applying {
  readonly invocation: Invocation;
  readonly session: CliSession;
  readonly plan: Plan;
}

/** Takes a plan; shows it, asks, carries it out and prints what came of it. Gives the exit code. */
export async function applyPlan({ invocation, session, plan }: Applying): Promise<number> {
  const { flags, given, host, output } = invocation;
  if (!output.json) output.note(planText(plan));
  const confirmed =
    plan.writes === 0
      ? []
      : await confirmPlan(plan, {
          yes: flags.yes,
          allowedHosts: given.list('allowHost'),
          acceptsOwnProfile: given.isSet('acceptOwnProfile'),
          interactive: session.interactive,
          ask: (question) => askYesNo(host, question),
          askToType: (question, expected) => askToType(host, question, expected),
        });
  const wait = given.isSet('wait');
  const answer = await session.call('setup.apply', {
    planId: plan.id,
    planHash: plan.hash,
    confirmed: [...confirmed],
    waitForCycle: wait,
    authorization: wait || session.interactive || session.demo !== null ? 'wait' : 'stop',
  });
  const { authorizeUrl } = answer;
  const report = authorizeUrl === undefined ? answer : { ...answer, authorizeUrl: session.forBrowser(authorizeUrl) };
  output.data(report, reportText(report));
  return exitCodeOf(report);
}

const exitCodeOf = (report: ApplyReport): number => (report.result === 'authorizationRequired' ? personNeeded : done);
