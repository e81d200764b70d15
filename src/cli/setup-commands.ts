import { type CommandDefinition, withSession } from './command.ts';
import { readConfiguration } from './configuration-file.ts';
import { done } from './exit-codes.ts';
import { parseSecretFlags } from './secret-flags.ts';
import { applyOptions, applyPlan, planConfiguration, secretOptions } from './setup-run.ts';
import { checkShowPlan, showPlan, showPlanOptions } from './show-plan.ts';

const file = { name: 'file', description: 'configuration, YAML or JSON' };

const setupPlan: CommandDefinition = {
  words: 'setup plan',
  summary: 'Compare a configuration with the tenant and show what would be done',
  description:
    'Compares a configuration with the tenant and shows every step that would be done, with its reason. Writes nothing.',
  operands: [file],
  options: [...secretOptions, ...showPlanOptions],
  examples: [
    'setup plan airstack.yaml',
    'setup plan airstack.yaml --script powershell > airstack.ps1',
    'setup plan airstack.yaml --secret SecretToken=env:PROVISIONING_SECRET_AIRSTACK --json',
  ],
  run: (invocation) =>
    withSession(invocation, async (session) => {
      checkShowPlan(invocation);
      const bindings = parseSecretFlags(invocation.given.list('secret'));
      const configuration = await readConfiguration(session, invocation.given.operands[0] ?? '');
      const { plan } = await planConfiguration({ invocation, session, bindings, asking: false, configuration });
      await showPlan(invocation, session, plan);
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
      const configuration = await readConfiguration(session, invocation.given.operands[0] ?? '');
      const { plan } = await planConfiguration({ invocation, session, bindings, asking: true, configuration });
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
