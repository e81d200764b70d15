import type { CommandDefinition } from './command.ts';
import { controlDemo } from './demo-control.ts';
import { done } from './exit-codes.ts';
import { failure } from './failure.ts';
import { type Invocation, numberOf, operand } from './invocation.ts';

const controlOption = { flags: '--control <file>', description: 'the file that "demo serve" names as "control"' };
const control = '--control /tmp/…/control.json';

const demoFault: CommandDefinition = {
  words: 'demo fault',
  summary: 'Make a served demo tenant misbehave, tell what went wrong so far, or make it behave again',
  description:
    'NAME is "list" (faults so far), "clear" (behave again) or one of these.\n' +
    'Single requests, to Graph or with --host login to the sign-in host:\n' +
    '  throttle, throttle-without-retry-after, server-error, bad-gateway,\n' +
    '  unavailable, gateway-timeout, timeout-after-success, connection-reset,\n' +
    '  hang, captive-portal, storm (a little of everything, by chance)\n' +
    'Single requests to Graph:\n' +
    '  forbidden-after-create, not-found-after-create, conflict-after-create,\n' +
    '  drop-secrets, claims-required, echo-request\n' +
    'Until --off:\n' +
    '  expired-skiptokens, late-logs (up to two hours), on-demand-array,\n' +
    '  no-synchronization-in-batch, other-verdicts (of parseExpression),\n' +
    '  report-limit (5 requests in 10 s; on from the start),\n' +
    '  late-credentials (saved ones are refused for 3 minutes)\n' +
    "A vendor's server, until --off, with --vendor:\n" +
    '  target-not-found, target-html, target-wrong-filter, target-server-error,\n' +
    '  target-slow, target-echo, target-echo-on-write, target-redirect,\n' +
    '  target-ignores-paging, target-accepts-any-token, target-throttles,\n' +
    '  target-filter-not-found\n' +
    'A person, with --person:\n' +
    '  revoked-session, claims-challenge, conditional-access\n' +
    'Times, chance and what passes before are counted for each request of one\n' +
    'method, route and object on its own, so that one seed gives the same faults\n' +
    'whatever runs at the same time.',
  operands: [{ name: 'name', description: 'what goes wrong; or list, or clear' }],
  options: [
    controlOption,
    { flags: '--off', description: 'take back what lasts until it is taken back' },
    { flags: '--host <name>', description: 'whose requests break: graph or login; default graph' },
    { flags: '--method <method>', description: 'only requests of this method' },
    { flags: '--path <part>', description: 'only requests whose path contains this' },
    { flags: '--times <number>', description: 'how many attempts it hits; default 1' },
    { flags: '--after <number>', description: 'how many attempts pass before it begins; default 0' },
    { flags: '--probability <number>', description: 'chance of each attempt, from 0 to 1; default 1' },
    { flags: '--retry-after <seconds>', description: 'what the answer says in Retry-After' },
    { flags: '--vendor <id>', description: 'the vendor whose server misbehaves' },
    { flags: '--person <name>', description: 'user principal name of the person whose sign-in is meant' },
  ],
  examples: [
    `demo fault throttle --path /secrets --times 2 ${control}`,
    `demo fault target-html --vendor airstack ${control}`,
    `demo fault list ${control}`,
  ],
  run: switchFault,
};

const demoClock: CommandDefinition = {
  words: 'demo clock',
  summary: 'Let time pass in a served demo tenant',
  description:
    'What falls due on the way happens: cycles, retries after a quarantine, expiry of tokens. DURATION is ISO 8601, for\n' +
    'example PT40M, PT6H or P28D.',
  operands: [
    { name: 'advance', description: 'the word "advance": time only moves forward' },
    { name: 'duration', description: 'how far' },
  ],
  options: [controlOption],
  examples: [`demo clock advance PT45M ${control}`],
  run: async ({ given, output }) => {
    if (operand(given, 0) !== 'advance') {
      throw failure('bad_request', 'clockActionUnknown', {
        message: `A clock cannot "${operand(given, 0)}".`,
        nextStep: 'Write: demo clock advance PT45M.',
      });
    }
    const milliseconds = millisecondsOf(operand(given, 1));
    const answer = await controlDemo(given.text('control'), '/clock/advance', { milliseconds });
    output.data(answer, `It is ${String(answer.now)} in the demo tenant.`);
    return done;
  },
};

const demoToken: CommandDefinition = {
  words: 'demo token',
  summary: "Make a secret token in a demo vendor's console",
  operands: [{ name: 'vendor', description: 'id of the vendor' }],
  options: [controlOption],
  examples: [`demo token airstack ${control}`],
  run: async ({ given, output }) => {
    const answer = await controlDemo(given.text('control'), '/vendors/token', { vendor: operand(given, 0) });
    output.data(answer, String(answer.token));
    return done;
  },
};

const demoRevoke: CommandDefinition = {
  words: 'demo revoke',
  summary: "Make all tokens of a demo vendor worthless, as in the vendor's console",
  operands: [{ name: 'vendor', description: 'id of the vendor' }],
  options: [controlOption],
  examples: [`demo revoke airstack ${control}`],
  run: async ({ given, output }) => {
    const answer = await controlDemo(given.text('control'), '/vendors/revoke', { vendor: operand(given, 0) });
    output.data(answer, `Every token of ${operand(given, 0)} is worthless now.`);
    return done;
  },
};

const demoQuarantine: CommandDefinition = {
  words: 'demo quarantine',
  summary: 'Put the applications of a demo vendor into quarantine for a reason, as the service would',
  description:
    'REASON is one of the service: EncounteredQuarantineException, EncounteredBaseEscrowThreshold,\n' +
    'EncounteredTotalEscrowThreshold, EncounteredEscrowProportionThreshold, QuarantinedOnDemand, TooManyDeletes,\n' +
    'IngestionInterrupted, Unknown, or any other text. The cause stays until --off: a start lifts the quarantine\n' +
    'only until the next cycle. Real causes work as well: "demo revoke", or removing more people than the threshold.',
  operands: [
    { name: 'vendor', description: 'id of the vendor' },
    { name: 'reason', description: 'reason of the service; not needed with --off', optional: true },
  ],
  options: [controlOption, { flags: '--off', description: 'the cause is repaired' }],
  examples: [`demo quarantine airstack QuarantinedOnDemand ${control}`, `demo quarantine airstack --off ${control}`],
  run: async ({ given, output }) => {
    const vendor = operand(given, 0);
    const reason = given.isSet('off') ? null : (given.operands[1] ?? '');
    const answer = await controlDemo(given.text('control'), '/jobs/quarantine', { vendor, reason });
    output.data(
      answer,
      reason === null ? `The cause of ${vendor} is repaired.` : `${vendor} is in quarantine: ${reason}.`,
    );
    return done;
  },
};

/** The commands that work on a tenant which "demo serve" serves in another process. */
export const demoControlCommands: readonly CommandDefinition[] = [
  demoFault,
  demoClock,
  demoToken,
  demoRevoke,
  demoQuarantine,
];

async function switchFault({ given, output }: Invocation): Promise<number> {
  const name = operand(given, 0);
  const file = given.text('control');
  if (name === 'list' || name === 'clear') {
    const answer = await controlDemo(file, `/faults/${name}`, {});
    output.data(answer, name === 'clear' ? 'The demo tenant behaves again.' : faultsText(answer.faults));
    return done;
  }
  const wanted = {
    fault: name,
    on: !given.isSet('off'),
    host: given.text('host'),
    method: given.text('method'),
    path: given.text('path'),
    times: numberOf(given.text('times')),
    after: numberOf(given.text('after')),
    probability: numberOf(given.text('probability')),
    retryAfterSeconds: numberOf(given.text('retryAfter')),
    vendor: given.text('vendor'),
    person: given.text('person'),
  };
  const answer = await controlDemo(file, '/faults/switch', wanted);
  output.data(answer, `${name} is ${wanted.on ? 'on' : 'off'}.`);
  return done;
}

function faultsText(faults: unknown): string {
  const records = (Array.isArray(faults) ? faults : []) as readonly Record<string, unknown>[];
  if (records.length === 0) return 'Nothing went wrong so far.';
  return records
    .map(
      ({ kind, method, object, attempt }) =>
        `${String(kind)}: ${String(method)} ${String(object)}, attempt ${String(attempt)}`,
    )
    .join('\n');
}

const duration = /^P(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

/** Takes an ISO 8601 duration of days, hours, minutes and seconds; gives milliseconds. Raises `bad_request`. */
function millisecondsOf(text: string): number {
  const match = duration.exec(text.toUpperCase());
  if (match === null || text.length < 3) {
    throw failure('bad_request', 'durationInvalid', {
      message: `"${text}" is no duration.`,
      nextStep: 'Write days, hours, minutes and seconds as ISO 8601 does: PT40M, PT6H, P1DT12H.',
    });
  }
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = match.slice(1).map((part) => Number(part ?? 0));
  return (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
}
