import { junitText } from '#core/drift/junit';
import { scopes } from '#core/graph/permissions';
import type { DriftedApplication, DriftReport } from '#shared/model/drift';
import { type CommandDefinition, procedureCommand, withSession } from './command.ts';
import { done, driftFound, notProven } from './exit-codes.ts';
import { failure } from './failure.ts';
import { type Given, operand } from './invocation.ts';
import { planText } from './plan-text.ts';
import { parseSecretFlags } from './secret-flags.ts';
import { applyOptions, applyPlan, planConfiguration, secretOptions } from './setup-run.ts';

const baseline = { name: 'baseline', description: 'bundle, or folder of configuration files' };
const keyOption = { flags: '--key <fingerprint>', description: 'fingerprint of the key that signed the baseline' };

const failures = ['new', 'denied', 'accepted', 'unread'] as const;
type Failure = (typeof failures)[number];
const usual: readonly Failure[] = ['new', 'denied', 'unread'];

function failOn(given: Given): ReadonlySet<Failure> {
  const text = given.text('failOn');
  if (text === undefined) return new Set(usual);
  const words = text.split(',').map((word) => word.trim().toLowerCase());
  if (words.length === 1 && words[0] === 'none') return new Set();
  const unknown = words.find((word) => !(failures as readonly string[]).includes(word));
  if (unknown === undefined) return new Set(words as Failure[]);
  throw failure('bad_request', 'failOnUnknown', {
    message: `--fail-on does not know "${unknown}".`,
    nextStep: `Use none, or some of ${failures.join(', ')} with commas between them.`,
  });
}

/** Takes a report and what counts; gives the exit code: drift first, then what could not be read. */
export function driftExitCode({ counts }: Pick<DriftReport, 'counts'>, counting: ReadonlySet<Failure>): number {
  if (failures.some((state) => state !== 'unread' && counting.has(state) && counts[state] > 0)) return driftFound;
  return counting.has('unread') && counts.unread > 0 ? notProven : done;
}

const stateWords: Readonly<Record<DriftedApplication['state'], string>> = {
  same: 'as the baseline says',
  drifted: 'differs',
  missing: 'is in the baseline and not in the tenant',
  added: 'is provisioned and not in the baseline',
  unread: 'could not be read as a whole',
};

function applicationText({ displayName, state, reasons, deviations }: DriftedApplication): readonly string[] {
  return [
    `${displayName}: ${stateWords[state]}`,
    ...reasons.map((reason) => `    ${reason}`),
    ...deviations.flatMap(({ id, state: one, difference, decision, expired }) => [
      `  ${one.toUpperCase().padEnd(8)} ${difference.words}`,
      `           ${id}${expired ? '  the acceptance is over' : ''}`,
      ...(decision === null
        ? []
        : [
            `           ${decision.decision} by ${decision.owner}: ${decision.reason}${decision.until === null ? '' : `, until ${decision.until}`}`,
          ]),
    ]),
  ];
}

function driftText({ baseline: from, counts, applications }: DriftReport): string {
  const same = applications.filter(({ state }) => state === 'same').length;
  const kind = from.kind === 'bundle' ? `bundle of ${from.asOf ?? '?'}` : 'configuration files';
  const author = from.kind === 'bundle' && !from.authorProven ? ', author not proven' : '';
  return [
    `Baseline: ${kind} (${from.path}${author})`,
    `New ${counts.new}, denied ${counts.denied}, accepted ${counts.accepted}, not read ${counts.unread}; ${same} of ${applications.length} as the baseline says`,
    ...applications.filter(({ state }) => state !== 'same').flatMap(applicationText),
  ].join('\n');
}

const drift: CommandDefinition = {
  words: 'drift',
  summary: 'Compare the tenant with a baseline, in meaning',
  description:
    'Compares what is set up with a bundle or with configuration files. Order and what the service adds by itself are no drift. The exit\n' +
    'code is 10 when there is drift that counts, 6 when something could not be read or the baseline is not intact.',
  operands: [baseline],
  options: [
    { flags: '--app <name>', description: 'only this application of the baseline', repeatable: true },
    {
      flags: '--fail-on <states>',
      description: `what counts: none, or some of ${failures.join(', ')}; usually ${usual.join(',')}`,
    },
    { flags: '--junit', description: 'print JUnit XML, for schedulers and pipelines' },
    keyOption,
  ],
  examples: ['drift audit-2026 --key 3f0c…', 'drift configurations --app Airstack --fail-on new --junit > drift.xml'],
  run: (invocation) =>
    withSession(invocation, async (session) => {
      const { given, output, host } = invocation;
      const counting = failOn(given);
      await session.ensureSignedIn([scopes.people, scopes.groups]);
      const names = given.list('app');
      const report = await session.call('drift.compare', {
        baseline: await session.placeOf(operand(given, 0), 'bundle'),
        fingerprint: given.text('key'),
        ...(names.length === 0 ? {} : { applications: [...names] }),
      });
      if (given.isSet('junit')) host.stdout.write(`${junitText(report, counting)}\n`);
      else output.data(report, driftText(report));
      return driftExitCode(report, counting);
    }),
};

const ids = { name: 'id...', description: 'ids that "drift" printed' };
const why = [
  { flags: '--reason <text>', description: 'why' },
  { flags: '--owner <name>', description: 'who stands for it' },
];

const decided = ({ decided: count }: { readonly decided: number }): string =>
  `${count} ${count === 1 ? 'deviation' : 'deviations'} decided.`;

const accept = procedureCommand({
  words: 'deviations accept',
  summary: 'Accept deviations, with a reason, an owner and an end',
  operands: [ids],
  options: [...why, { flags: '--until <time>', description: 'end of the acceptance, ISO 8601 with a time zone' }],
  examples: ['deviations accept 9c1f… --reason "Agreed in CHG-1042" --owner Ada --until 2026-12-31T00:00:00Z'],
  path: 'drift.decide',
  input: (given) => ({
    deviations: [...given.operands],
    decision: 'accepted',
    reason: given.text('reason'),
    owner: given.text('owner'),
    until: given.text('until') ?? null,
  }),
  text: decided,
});

const deny = procedureCommand({
  words: 'deviations deny',
  summary: 'Deny deviations: they stay drift until they are repaired',
  operands: [ids],
  options: why,
  examples: ['deviations deny 9c1f… --reason "Nobody asked for it" --owner Ada'],
  path: 'drift.decide',
  input: (given) => ({
    deviations: [...given.operands],
    decision: 'denied',
    reason: given.text('reason'),
    owner: given.text('owner'),
  }),
  text: decided,
});

const reopen = procedureCommand({
  words: 'deviations reopen',
  summary: 'Take decisions back',
  operands: [ids],
  examples: ['deviations reopen 9c1f…'],
  path: 'drift.decide',
  input: (given) => ({ deviations: [...given.operands], decision: null }),
  text: decided,
});

const repair: CommandDefinition = {
  words: 'deviations repair',
  summary: 'Take denied deviations of an application back to the baseline',
  description:
    'Shows the plan that takes denied deviations back, asks, and carries it out like "setup apply". Nothing else changes.',
  operands: [baseline, { name: 'app', description: 'display name or service principal object id' }],
  options: [
    keyOption,
    { flags: '--plan', description: 'show the plan and write nothing' },
    ...secretOptions,
    ...applyOptions,
  ],
  examples: ['deviations repair audit-2026 Airstack --plan', 'deviations repair audit-2026 Airstack --yes'],
  run: (invocation) =>
    withSession(invocation, async (session) => {
      const { given, output } = invocation;
      await session.ensureSignedIn([scopes.people, scopes.groups]);
      const { configuration, repaired, left } = await session.call('drift.repair', {
        baseline: await session.placeOf(operand(given, 0), 'bundle'),
        fingerprint: given.text('key'),
        application: operand(given, 1),
      });
      for (const line of left) output.note(`Left as it is: ${line}`);
      if (repaired.length === 0) throw nothingDenied();
      const asking = !given.isSet('plan');
      const bindings = parseSecretFlags(given.list('secret'));
      const { plan } = await planConfiguration({ invocation, session, bindings, asking, configuration });
      if (asking) return applyPlan({ invocation, session, plan });
      output.data(plan, planText(plan));
      return done;
    }),
};

/** The commands about drift. */
export const driftCommands: readonly CommandDefinition[] = [drift, accept, deny, reopen, repair];

const nothingDenied = () =>
  failure('bad_request', 'nothingDenied', {
    message: 'No deviation of this application is denied that a plan could take back.',
    nextStep: 'Deny one with "deviations deny ID --reason … --owner …".',
  });
