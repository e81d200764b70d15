import { scopes } from '#core/graph/permissions';
import type { ImportedConfiguration } from '#shared/contract/evidence';
import { type CommandDefinition, procedureCommand, withSession } from './command.ts';
import { exportText, verificationText } from './evidence-text.ts';
import { done, notProven } from './exit-codes.ts';
import { failure } from './failure.ts';
import { type Given, numberOption, operand } from './invocation.ts';
import { planText, warningText } from './plan-text.ts';
import { parseSecretFlags } from './secret-flags.ts';
import { applyOptions, applyPlan, planConfiguration, secretOptions } from './setup-run.ts';

const bundle = { name: 'bundle', description: 'folder or evidence.zip of an export' };

const keyOption = {
  flags: '--key <fingerprint>',
  description: 'fingerprint of the key that its author told you: without it no author is proven',
};

const exportCommand: CommandDefinition = {
  words: 'export',
  summary: 'Write everything that is set up and seen as signed evidence',
  description:
    'Writes a bundle: the configuration of the applications, what was observed of them, every question that was asked, a report, a\n' +
    'workbook, the SHA-256 of each file, and a signature. Secrets are never in it. The exit code is 6 when it is only PARTIAL.',
  operands: [{ name: 'app...', description: 'display names or service principal object ids', optional: true }],
  options: [
    { flags: '--all', description: 'every application with a synchronization job' },
    { flags: '--out <dir>', description: 'folder to write to: a new or an empty one' },
    { flags: '--zip', description: 'one archive, evidence.zip, instead of files' },
    { flags: '--log-days <number>', description: 'days of logs and audit events, 0 to 30; 7 when left out' },
    { flags: '--reviewer <name>', description: 'who reviews it' },
    { flags: '--approver <name>', description: 'who approves it' },
    { flags: '--ticket <id>', description: 'ticket that it belongs to' },
    { flags: '--comment <text>', description: 'what else is to be said' },
  ],
  examples: ['export Airstack --out airstack', 'export --all --out audit-2026 --zip --ticket CHG-1042'],
  run: (invocation) =>
    withSession(invocation, async (session) => {
      const { given, output } = invocation;
      const folder = given.text('out');
      if (folder === undefined) throw outMissing();
      const applications = applicationsOf(given);
      const logDays = numberOption(given, 'logDays');
      await session.ensureSignedIn([scopes.people, scopes.groups, ...(logDays === 0 ? [] : logScopes)]);
      const data = await session.call('evidence.export', {
        ...applications,
        ...(logDays === undefined ? {} : { logDays }),
        destination: await session.placeOf(folder, 'newBundle'),
        zip: given.isSet('zip'),
        review: {
          reviewer: given.text('reviewer') ?? null,
          approver: given.text('approver') ?? null,
          ticket: given.text('ticket') ?? null,
          comment: given.text('comment') ?? null,
        },
      });
      output.data(data, exportText(data));
      return data.claims.status === 'COMPLETE' ? done : notProven;
    }),
};

const logScopes = [scopes.provisioningLogs, scopes.auditLogs];

function applicationsOf(given: Given): { readonly applications?: string[] } {
  const names = [...given.operands];
  if (given.isSet('all') === names.length > 0) throw applicationsMissing();
  return given.isSet('all') ? {} : { applications: names };
}

const verify: CommandDefinition = {
  words: 'verify',
  summary: 'Check evidence offline: intact, and by whom',
  description:
    'Checks a bundle without any network or sign-in. It says "intact" and "author proven" apart: the second only with --key. The exit\n' +
    'code is 0 when it is intact, complete and by the author that you named, else 6.',
  operands: [bundle],
  options: [keyOption],
  examples: ['verify airstack --key 3f0c…', 'verify audit-2026/evidence.zip --key 3f0c… --json'],
  run: (invocation) =>
    withSession(invocation, async (session) => {
      const { given, output } = invocation;
      const data = await session.call('evidence.verify', {
        bundle: await session.placeOf(operand(given, 0), 'bundle'),
        fingerprint: given.text('key'),
      });
      output.data(data, verificationText(data));
      return data.intact && data.authorProven && data.complete ? done : notProven;
    }),
};

const key = procedureCommand({
  words: 'evidence key',
  summary: 'The fingerprint of the key that signs on this machine',
  examples: ['evidence key'],
  signedIn: false,
  path: 'evidence.showKey',
  input: () => ({}),
  text: ({ fingerprint, keptIn }) =>
    keptIn === 'vault' ? fingerprint : `${fingerprint}\n(for this command only: this machine has no vault for keys)`,
});

const importCommand: CommandDefinition = {
  words: 'import',
  summary: 'Set an application up as evidence or a configuration says, in this tenant or another',
  description:
    'Verifies a bundle, finds people and groups of this tenant, shows the plan, asks, and carries it out like "setup apply". What it\n' +
    'creates is off until you start it; secrets are asked for.',
  operands: [
    { name: 'bundle', description: 'bundle, folder of configuration files, or one such file' },
    { name: 'app', description: 'which application, where there are several', optional: true },
  ],
  options: [
    keyOption,
    { flags: '--plan', description: 'show the plan and write nothing' },
    ...secretOptions,
    ...applyOptions,
  ],
  examples: ['import airstack --plan', 'import audit-2026 Airstack --secret SecretToken=prompt'],
  run: (invocation) =>
    withSession(invocation, async (session) => {
      const { given, output } = invocation;
      await session.ensureSignedIn([scopes.people, scopes.groups]);
      const found = await session.call('evidence.import', {
        bundle: await session.placeOf(operand(given, 0), 'bundle'),
        fingerprint: given.text('key'),
      });
      if (found.verification !== null && !found.verification.authorProven)
        output.note('The bundle is intact, and nobody is proven to have made it: give --key to be sure.');
      const chosen = chosenOf(found.configurations, given.operands[1]);
      for (const note of chosen.notes) output.note(`- ${warningText(note)}`);
      const bindings = parseSecretFlags(given.list('secret'));
      const asking = !given.isSet('plan');
      const { configuration } = chosen;
      const { plan } = await planConfiguration({ invocation, session, bindings, asking, configuration });
      if (asking) return applyPlan({ invocation, session, plan });
      output.data(plan, planText(plan));
      return done;
    }),
};

function chosenOf(all: readonly ImportedConfiguration[], name: string | undefined): ImportedConfiguration {
  const fitting =
    name === undefined ? all : all.filter(({ application, source }) => [application, source].includes(name));
  const [only, ...others] = fitting;
  if (only !== undefined && others.length === 0) return only;
  const names = all.map(({ application, source }) => `${application} (${source})`).join(', ');
  throw failure('bad_request', 'applicationUnclear', {
    message:
      only === undefined ? `There is no "${name ?? ''}" in it.` : `There are ${fitting.length} applications in it.`,
    nextStep: `Name one of: ${names}.`,
  });
}

/** The commands about evidence. */
export const evidenceCommands: readonly CommandDefinition[] = [exportCommand, verify, importCommand, key];

const outMissing = () =>
  failure('bad_request', 'outMissing', { message: 'export needs a folder.', nextStep: 'Give it with --out DIR.' });

const applicationsMissing = () =>
  failure('bad_request', 'applicationsMissing', {
    message: 'export needs either the names of applications or --all.',
    nextStep: 'Write, for example, export Airstack --out DIR, or export --all --out DIR.',
  });
