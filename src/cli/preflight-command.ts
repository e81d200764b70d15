import type { Input, Output } from '#shared/contract/index';
import { writeCheckSteps } from '#shared/model/preflight';
import { preflightText } from '#shared/preflight/report-text';
import { checkInput } from './calls.ts';
import { type CommandDefinition, withSession } from './command.ts';
import { done, endpointNotReady } from './exit-codes.ts';
import { failure } from './failure.ts';
import type { Invocation } from './invocation.ts';
import { askYesNo } from './questions.ts';
import { createSecretBinder, parseSecretFlags } from './secret-flags.ts';
import type { CliSession } from './session.ts';
import { secretOptions } from './setup-run.ts';

type About = Input<'preflight.prepare'>;
type Report = Output<'preflight.run'>;

function aboutOf({ given }: Invocation): About {
  const [application] = given.operands;
  const vendor = given.text('vendor');
  return {
    ...(application === undefined ? {} : { application }),
    ...(vendor === undefined ? {} : { vendor: vendor as never }),
  };
}

/** The token that a flag names; on a demo tenant in this process one is made where none is named. */
async function tokenOf(invocation: Invocation, session: CliSession, vendor: string): Promise<string | null> {
  const { given, host, output } = invocation;
  const bindings = parseSecretFlags(given.list('secret'));
  if (bindings.length > 1)
    throw failure('bad_request', 'invalidInput', {
      message: 'A preflight sends one token.',
      nextStep: 'Give --secret once.',
    });
  const [binding] = bindings;
  if (binding === undefined) {
    const demo = session.demo;
    if (demo?.vendorIds.includes(vendor) === true)
      return (await session.call('secrets.put', { value: demo.mintToken(vendor) })).handle;
    output.note('No token was given, so only what needs none is looked at. Give --secret SecretToken=prompt.');
    return null;
  }
  const binder = createSecretBinder({ bindings, call: session.call, host, interactive: session.interactive });
  const held = await binder.bindQuiet();
  if (held[binding.label] !== undefined) return held[binding.label] ?? null;
  return binder.askFor(binding, `${binding.label} of ${vendor}`);
}

async function confirmWrite(
  { flags, host, output }: Invocation,
  session: CliSession,
  what: { readonly userName: string; readonly tenantUrl: string },
) {
  const lines = writeCheckSteps(what.userName);
  output.note(`At ${new URL(what.tenantUrl).host}:\n${lines.map((line) => `  - ${line}`).join('\n')}`);
  if (flags.yes) return;
  if (!session.interactive)
    throw failure('bad_request', 'confirmationNeeded', {
      message: 'A write check has to be confirmed, and there is no terminal to ask on. Nothing was sent.',
      nextStep: 'Look at the steps, then give --yes.',
    });
  if (!(await askYesNo(host, `Make and delete the test person ${what.userName}?`)))
    throw failure('cancelled', 'notConfirmed', {
      message: 'Nothing was sent.',
      nextStep: 'Leave --write-check out to look only.',
    });
}

/** Addresses that are not of the internet are asked about one run later, when it is known which they are. */
async function runConfirmed(
  invocation: Invocation,
  session: CliSession,
  input: Input<'preflight.run'>,
): Promise<Report> {
  const report = await session.call('preflight.run', input);
  const { toConfirm } = report;
  if (toConfirm.length === 0 || !session.interactive) return report;
  const where = `${report.host} leads to ${toConfirm.join(', ')}, which the provisioning service cannot reach.`;
  if (!(await askYesNo(invocation.host, `${where} Ask it from here all the same?`))) return report;
  return session.call('preflight.run', { ...input, allowPrivate: [...toConfirm] });
}

async function run(invocation: Invocation): Promise<number> {
  const { given, output } = invocation;
  const about = aboutOf(invocation);
  checkInput('preflight.prepare', about);
  const userName = given.text('writeCheck');
  const allowPrivate = [...given.list('allowPrivate')];
  return withSession(invocation, async (session) => {
    await session.ensureSignedIn();
    const subject = await session.call('preflight.prepare', about);
    const tenantUrl = given.text('url') ?? subject.tenantUrl;
    if (tenantUrl === null)
      throw failure('bad_request', 'tenantUrlMissing', {
        message: `${subject.application ?? subject.vendorName} has no tenant URL that is known here.`,
        nextStep: 'Give it with --url https://host/path.',
      });
    if (subject.authentication !== 'bearerToken')
      invocation.output.note(
        `The service signs in here in another way than with a token (${subject.authentication}); an access token can be tried all the same.`,
      );
    const write = userName === undefined ? null : { userName };
    const asked = { ...about, tenantUrl, allowPrivate, write };
    checkInput('preflight.run', asked);
    if (write !== null && URL.canParse(tenantUrl)) await confirmWrite(invocation, session, { ...write, tenantUrl });
    const token = await tokenOf(invocation, session, subject.vendor);
    const report = await runConfirmed(invocation, session, { ...asked, token: token as never });
    output.data(report, preflightText(report));
    return report.verdict === 'ready' || report.verdict === 'attention' ? done : endpointNotReady;
  });
}

/** The command that asks a SCIM endpoint as the provisioning service will. */
export const preflightCommands: readonly CommandDefinition[] = [
  {
    words: 'preflight',
    summary: 'Ask a SCIM endpoint from this machine as the provisioning service will',
    description:
      'Looks at name, address, certificate, sign-in, the filter on the matching attribute, schemas, pages, rate and the end of the\n' +
      'token. It only reads, slowly, and follows no redirect; the token goes to the host of the tenant URL only. The exit code is 1\n' +
      'when something failed, or when too little was looked at for want of a token.',
    operands: [{ name: 'app', description: 'display name or service principal object id', optional: true }],
    options: [
      { flags: '--vendor <id>', description: 'a vendor, where there is no application yet' },
      { flags: '--url <url>', description: 'tenant URL; else the one that is saved, or the vendor’s only one' },
      ...secretOptions.filter(({ flags }) => flags.startsWith('--secret')),
      {
        flags: '--allow-private <address>',
        description: 'ask this address although it is not one of the internet',
        repeatable: true,
      },
      { flags: '--write-check <name>', description: 'make, disable and delete a test person of this user name' },
    ],
    examples: [
      'preflight Airstack --secret SecretToken=prompt',
      'preflight --vendor askspoke --url https://contoso.askspoke.com/scim/v2 --secret ApiToken=env:PROVISIONING_SECRET_ASKSPOKE',
      'preflight Airstack --secret SecretToken=prompt --write-check preflight.test@contoso.example',
      'preflight --vendor airstack --demo',
    ],
    run,
  },
];
