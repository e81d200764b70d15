import { scopes } from '#core/graph/permissions';
import type { ProvisioningConfiguration } from '#shared/model/configuration';
import type { ApplyReport, Plan } from '#shared/model/plan';
import { type CommandDefinition, withSession } from './command.ts';
import { readConfiguration } from './configuration-file.ts';
import { confirmPlan } from './confirmations.ts';
import { done, personNeeded } from './exit-codes.ts';
import type { Invocation } from './invocation.ts';
import { planText, reportText } from './plan-text.ts';
import { askYesNo } from './questions.ts';
import { createSecretBinder, parseSecretFlags } from './secret-flags.ts';
import type { CliSession } from './session.ts';

const file = { name: 'file', description: 'configuration, YAML or JSON' };

const secretOptions = [
  {
    flags: '--secret <binding>',
    description: 'LABEL=env:PROVISIONING_SECRET_NAME, LABEL=prompt or LABEL=stdin',
    repeatable: true,
  },
  { flags: '--rotate-secret', description: 'send the secrets again although working ones are saved' },
];

const applyOptions = [
  {
    flags: '--allow-host <host>',
    description: 'a secret may go to this host instead of an earlier one',
    repeatable: true,
  },
  { flags: '--wait', description: 'wait for the person who authorizes, and for the first cycle to end' },
];

const setupPlan: CommandDefinition = {
  words: 'setup plan',
  summary: 'Compare a configuration with the tenant and show what would be done',
  description:
    'Compares a configuration with the tenant and shows every step that would be done, with its reason. Writes nothing.',
  operands: [file],
  options: secretOptions,
  examples: [
    'setup plan airstack.yaml',
    'setup plan airstack.yaml --secret SecretToken=env:PROVISIONING_SECRET_AIRSTACK --json',
  ],
  run: (invocation) =>
    withSession(invocation, async (session) => {
      const bindings = parseSecretFlags(invocation.given.list('secret'));
      const { plan } = await planSetup({ invocation, session, bindings, asking: false });
      invocation.output.data(plan, planText(plan));
      return done;
    }),
};

const setupApply: CommandDefinition = {
  words: 'setup apply',
  summary: 'Set an application up as a configuration says',
  description:
    'Shows the plan, asks, then carries it out step by step: each step is looked up before it is done, read back after\n' +
    'it, and written to the journal. A run that was interrupted at any point is finished by running it again.',
  operands: [file],
  options: [...secretOptions, ...applyOptions],
  examples: [
    'setup apply airstack.yaml --secret SecretToken=prompt',
    'setup apply airstack.yaml --secret SecretToken=env:PROVISIONING_SECRET_AIRSTACK --yes --json',
    'setup apply airstack.yaml --secret SecretToken=stdin --rotate-secret < token.txt',
  ],
  run: (invocation) =>
    withSession(invocation, async (session) => {
      const bindings = parseSecretFlags(invocation.given.list('secret'));
      const { plan } = await planSetup({ invocation, session, bindings, asking: true });
      return applyPlan({ invocation, session, plan });
    }),
};

const setupUndo: CommandDefinition = {
  words: 'setup undo',
  summary: 'Remove what earlier runs of this program created, and nothing else',
  description:
    'Plans the removal of what the journal of this machine says this program created, shows it, asks, and carries it out.',
  operands: [file],
  options: [],
  examples: ['setup undo airstack.yaml', 'setup undo airstack.yaml --yes'],
  run: (invocation) =>
    withSession(invocation, async (session) => {
      const configuration = await readConfiguration(session, invocation.given.operands[0] ?? '');
      await session.ensureSignedIn();
      const plan = await session.call('setup.planUndo', { configuration });
      return applyPlan({ invocation, session, plan });
    }),
};

/** The commands about configurations. */
export const setupCommands: readonly CommandDefinition[] = [setupPlan, setupApply, setupUndo];

interface Planning {
  readonly invocation: Invocation;
  readonly session: CliSession;
  readonly bindings: ReturnType<typeof parseSecretFlags>;
  /** Whether secrets that are needed and missing are asked for. */
  readonly asking: boolean;
}

async function planSetup({ invocation, session, bindings, asking }: Planning): Promise<{ readonly plan: Plan }> {
  const { given, host } = invocation;
  const configuration = await readConfiguration(session, given.operands[0] ?? '');
  const binder = createSecretBinder({ bindings, call: session.call, host, interactive: session.interactive });
  const held = await binder.bindQuiet();
  await session.ensureSignedIn(permissionsFor(configuration));
  const input = { configuration, rotateSecrets: given.isSet('rotateSecret') };
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

async function applyPlan({ invocation, session, plan }: Applying): Promise<number> {
  const { flags, given, host, output } = invocation;
  if (!output.json) output.note(planText(plan));
  const confirmed =
    plan.writes === 0
      ? []
      : await confirmPlan(plan, {
          yes: flags.yes,
          allowedHosts: given.list('allowHost'),
          interactive: session.interactive,
          ask: (question) => askYesNo(host, question),
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
