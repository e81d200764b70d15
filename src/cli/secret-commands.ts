import type { RotationView } from '#shared/model/secret-care';
import { type CommandDefinition, procedureCommand, withSession } from './command.ts';
import { done } from './exit-codes.ts';
import { failure } from './failure.ts';
import { type Given, type Invocation, operand } from './invocation.ts';
import { createSecretBinder, parseSecretFlags, type SecretHandles } from './secret-flags.ts';
import { careText, diagnosisText, endText, registerText, rotationText, vendorSideText } from './secret-text.ts';
import type { CliSession } from './session.ts';
import { applyOptions, applyPlan, secretOptions } from './setup-run.ts';
import { checkShowPlan, showPlan, showPlanOptions } from './show-plan.ts';

const app = { name: 'app', description: 'display name or service principal object id' };

const list = procedureCommand({
  words: 'secrets list',
  summary: 'When the secret of each application ends and how old it is, as far as that is known',
  description:
    'Entra says neither when a secret was saved nor when it ends. What stands here is what this machine saved, what a token says of\n' +
    'itself, what the vendor states, and what somebody entered. "at least" days: the last change in the tenant\'s audit log.',
  examples: ['secrets list', 'secrets list --json'],
  path: 'secretCare.list',
  input: () => ({}),
  text: registerText,
});

const show = procedureCommand({
  words: 'secrets show',
  summary: 'What is known about the secret of one application, and how far its rotation is',
  operands: [app],
  examples: ['secrets show Airstack'],
  path: 'secretCare.show',
  input: (given) => ({ application: operand(given, 0) }),
  text: careText,
});

const dateOnly = /^\d{4}-\d{2}-\d{2}$/;

function expiryOf(given: Given) {
  const word = operand(given, 1);
  if (word === 'never' || word === 'unknown') return { kind: word } as const;
  return { kind: 'date', at: dateOnly.test(word) ? `${word}T00:00:00Z` : word } as const;
}

const setExpiry = procedureCommand({
  words: 'secrets set-expiry',
  summary: 'Note when the secret of an application ends, that it never does, or that nobody knows',
  description: 'It is noted on this machine only, until a new secret is saved from here.',
  operands: [app, { name: 'end', description: 'a date, a time (ISO 8601), "never" or "unknown"' }],
  examples: ['secrets set-expiry Airstack 2027-01-31', 'secrets set-expiry Airstack never'],
  path: 'secretCare.setExpiry',
  input: (given) => ({ application: operand(given, 0), expiry: expiryOf(given) }),
  text: endText,
});

/** Makes the plan with what is bound, and again with what had to be asked for. */
async function planned(invocation: Invocation, session: CliSession, application: string) {
  const { given, host } = invocation;
  const bindings = parseSecretFlags(given.list('secret'));
  const binder = createSecretBinder({ bindings, call: session.call, host, interactive: session.interactive });
  const held = await binder.bindQuiet();
  const plan = await session.call('rotation.plan', { application, secrets: { ...held } });
  if (given.isSet('plan') || given.isSet('calls') || given.text('script') !== undefined)
    return { plan, secrets: held, shown: true };
  const secrets: SecretHandles = { ...held, ...(await binder.bindAsked(plan, held)) };
  return { plan, secrets, shown: false };
}

/** Raises `target_refused` where the new secret is not let in, so that nothing is saved. */
async function test({ output }: Invocation, session: CliSession, of: { application: string; secrets: SecretHandles }) {
  const diagnosis = await session.call('rotation.test', { application: of.application, secrets: { ...of.secrets } });
  output.note(diagnosisText(diagnosis));
  if (diagnosis.verdict !== 'fails') return;
  throw failure('target_refused', 'newSecretRefused', {
    message: `The new secret does not work at ${diagnosis.host}; nothing was saved.`,
    nextStep: 'Make another at the vendor and run the command again. The rotation stays open.',
  });
}

const rotate: CommandDefinition = {
  words: 'secrets rotate',
  summary: 'Replace the secret of an application while the old one still works: test, save, prove, then tell to revoke',
  description:
    'Tests the new secret before anything is saved, shows the plan, asks, saves, and proves what is saved; the service may answer 400\n' +
    'for some minutes after that, which is waited for. The old one is revoked by you at the vendor, when a cycle was good. A rotation\n' +
    'survives the end of the program: go on with "secrets prove" and "secrets finish".',
  operands: [app],
  options: [
    ...secretOptions.filter(({ flags }) => flags.startsWith('--secret')),
    {
      flags: '--made <time>',
      description: 'when the new token was made, ISO 8601; left out = now, or as noted before',
    },
    ...applyOptions,
    ...showPlanOptions,
    { flags: '--plan', description: 'only show the plan' },
  ],
  examples: [
    'secrets rotate Airstack',
    'secrets rotate "Cloud Academy - SSO" --secret SecretToken=env:PROVISIONING_SECRET_ACADEMY --yes --wait',
  ],
  run: (invocation) =>
    withSession(invocation, async (session) => {
      checkShowPlan(invocation);
      const { given, output } = invocation;
      const application = operand(given, 0);
      await session.ensureSignedIn();
      const since = await nowOf(session);
      const begun = await session.call('rotation.start', { application, madeAt: given.text('made') ?? null });
      if (!output.json) output.note(vendorSideText(begun));
      const { plan, secrets, shown } = await planned(invocation, session, application);
      if (shown) {
        await showPlan(invocation, session, plan);
        // Who only looks has begun nothing.
        if (begun.startedAt >= since) await session.call('rotation.finish', { application, outcome: 'givenUp' });
        return done;
      }
      if (begun.madeAt === null) await session.call('rotation.start', { application, madeAt: await nowOf(session) });
      await test(invocation, session, { application, secrets });
      const final = await session.call('rotation.plan', { application, secrets: { ...secrets } });
      const code = await applyPlan({ invocation, session, plan: final });
      const waitForCycle = given.isSet('wait');
      output.note(rotationText(await session.call('rotation.prove', { application, waitForCycle })));
      return code;
    }),
};

const nowOf = async (session: CliSession): Promise<string> => (await session.call('session.clock', {})).now;

const prove: CommandDefinition = {
  words: 'secrets prove',
  summary: 'Go on with a rotation: prove the saved secret, and look whether a cycle with it was good',
  operands: [app],
  options: [{ flags: '--wait', description: 'wait for a cycle with the new secret to end, up to an hour' }],
  examples: ['secrets prove Airstack --wait'],
  run: (invocation) =>
    withSession(invocation, async (session) => {
      const { given, output } = invocation;
      await session.ensureSignedIn();
      const waitForCycle = given.isSet('wait');
      const view: RotationView = await session.call('rotation.prove', { application: operand(given, 0), waitForCycle });
      output.data(view, rotationText(view));
      return done;
    }),
};

const outcomes = { revoked: 'revoked', leftToEnd: 'leftToEnd', giveUp: 'givenUp' } as const;

function outcomeOf(given: Given) {
  const chosen = (Object.keys(outcomes) as (keyof typeof outcomes)[]).filter((name) => given.isSet(name));
  const [only, ...others] = chosen;
  if (only !== undefined && others.length === 0) return outcomes[only];
  throw failure('bad_request', 'outcomeMissing', {
    message: 'A rotation ends in one of three ways.',
    nextStep: 'Give one of --revoked, --left-to-end, --give-up.',
  });
}

const finish = procedureCommand({
  words: 'secrets finish',
  summary:
    'End a rotation: the old secret was revoked or left to end, and the new one is tested once more; or give it up',
  operands: [app],
  options: [
    { flags: '--revoked', description: 'you revoked the old secret at the vendor' },
    { flags: '--left-to-end', description: 'the old secret ends by itself' },
    { flags: '--give-up', description: 'the rotation is given up; nothing is changed' },
  ],
  examples: ['secrets finish Airstack --revoked'],
  path: 'rotation.finish',
  input: (given) => ({ application: operand(given, 0), outcome: outcomeOf(given) }),
  text: endText,
});

/** Commands about when secrets end, and about replacing them. */
export const secretCommands: readonly CommandDefinition[] = [list, show, setExpiry, rotate, prove, finish];
