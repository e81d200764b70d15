import { describe, expect, it } from 'vitest';
import { type Consent, confirmPlan } from '#cli/confirmations';
import { CommandFailure } from '#cli/failure';
import { ServicePrincipalId } from '#shared/model/ids';
import { type Confirmation, Plan } from '#shared/model/plan';

const planWith = (...confirmations: readonly Confirmation[]): Plan =>
  Plan.parse({
    id: 'plan_0123456789abcdef',
    hash: 'h',
    purpose: 'setup',
    tenantId: 't-1',
    vendor: 'airstack',
    application: 'Airstack',
    servicePrincipalId: null,
    steps: confirmations.map((confirmation, index) => ({
      id: `s${index}`,
      title: 'a step',
      reason: 'because',
      action: 'update',
      changes: [],
      requests: [],
      confirmation,
    })),
    secrets: [],
    warnings: [],
    choices: [],
    writes: 2,
  });

const changeOfHost = { kind: 'changeOfHost', from: 'old.example', to: 'new.example' } as const;
const deprovisions = { kind: 'deprovisions', count: 7 } as const;

function consentWith(change: Partial<Consent>, answers: readonly boolean[] = []) {
  const asked: string[] = [];
  const consent: Consent = {
    yes: false,
    allowedHosts: [],
    acceptsOwnProfile: false,
    interactive: true,
    ask: async (question) => answers[asked.push(question) - 1] ?? false,
    askToType: async (question, expected) => answers[asked.push(`${question} [${expected}]`) - 1] ?? false,
    ...change,
  };
  return { consent, asked };
}

async function failureOf(work: Promise<unknown>) {
  const cause: unknown = await work.then(
    () => null,
    (raised: unknown) => raised,
  );
  if (!(cause instanceof CommandFailure)) throw new Error('nothing was raised');
  return cause.error;
}

describe('confirmPlan', () => {
  it.each([
    [7, '[7]'],
    [null, '[Airstack]'],
  ])('has the number of people typed who lose their accounts, or the name where it is %s', async (count, typed) => {
    const { consent, asked } = consentWith({}, [true, true]);
    await confirmPlan(planWith({ kind: 'deprovisions', count }), consent);
    expect(asked[1]).toContain(typed);
  });

  it('asks once for a plain plan, and for each thing that needs its own yes', async () => {
    const plain = consentWith({}, [true]);
    expect(await confirmPlan(planWith(), plain.consent)).toEqual([]);
    expect(plain.asked).toHaveLength(1);
    const two = consentWith({}, [true, true, true]);
    expect(await confirmPlan(planWith(changeOfHost, deprovisions), two.consent)).toEqual([changeOfHost, deprovisions]);
    expect(two.asked[1]).toContain('new.example');
    expect(two.asked[2]).toContain('7 accounts');
  });

  it('asks about a change of host even with --yes', async () => {
    const { consent, asked } = consentWith({ yes: true }, [true]);
    expect(await confirmPlan(planWith(changeOfHost, deprovisions), consent)).toHaveLength(2);
    expect(asked).toHaveLength(1);
  });

  it('asks nothing with --yes and the host allowed, in any case', async () => {
    const { consent, asked } = consentWith({ yes: true, allowedHosts: ['NEW.example'], interactive: false });
    expect(await confirmPlan(planWith(changeOfHost), consent)).toEqual([changeOfHost]);
    expect(asked).toEqual([]);
  });

  it('does not take the old host, or --allow-host alone, for a yes', async () => {
    const old = consentWith({ yes: true, allowedHosts: ['old.example'], interactive: false });
    expect((await failureOf(confirmPlan(planWith(changeOfHost), old.consent))).nextStep).toContain(
      '--allow-host new.example',
    );
    const hostOnly = consentWith({ allowedHosts: ['new.example'], interactive: false });
    expect((await failureOf(confirmPlan(planWith(changeOfHost), hostOnly.consent))).nextStep).toContain('--yes');
  });

  it('stops at the first no', async () => {
    const { consent, asked } = consentWith({}, [true, false, true]);
    expect((await failureOf(confirmPlan(planWith(changeOfHost, deprovisions), consent))).code).toBe('cancelled');
    expect(asked).toHaveLength(2);
  });

  it('says what is needed where nobody can be asked, as bad input', async () => {
    const { consent } = consentWith({ interactive: false });
    const error = await failureOf(confirmPlan(planWith(), consent));
    expect([error.code, error.reason]).toEqual(['bad_request', 'confirmationNeeded']);
    expect(error.nextStep).toContain('--yes');
  });

  describe('of a profile of one’s own that differs from the built-in one', () => {
    const message = 'Your own profile of Airstack differs. Hosts: own.example instead of built-in.example.';
    const differing = (change: Partial<Plan> = {}): Plan => ({
      ...planWith(),
      warnings: [
        { code: 'ownProfile', message: 'It is yours.' },
        { code: 'ownProfileDiffers', message },
      ],
      ...change,
    });
    const secret = {
      key: 'SecretToken',
      label: 'Secret Token',
      host: 'own.example',
      bound: true,
      needed: true,
      why: '',
    };
    const servicePrincipalId = ServicePrincipalId.parse('00000000-0000-4000-8000-000000000001');

    it('asks with every difference before the first use, even with --yes', async () => {
      const { consent, asked } = consentWith({ yes: true }, [true]);
      expect(await confirmPlan(differing(), consent)).toEqual([]);
      expect(asked).toEqual([expect.stringContaining(message)]);
      const no = consentWith({ yes: true }, [false]);
      expect((await failureOf(confirmPlan(differing(), no.consent))).code).toBe('cancelled');
    });

    it('names the flag that answers where nobody can be asked', async () => {
      const { consent } = consentWith({ yes: true, interactive: false });
      const error = await failureOf(confirmPlan(differing(), consent));
      expect([error.message.includes(message), error.nextStep]).toEqual([
        true,
        'Look at "setup plan", then give --accept-own-profile.',
      ]);
      expect(await confirmPlan(differing(), { ...consent, acceptsOwnProfile: true })).toEqual([]);
    });

    it.each([
      ['credentials are sent to an application that is there', { servicePrincipalId, secrets: [secret] }, 1],
      ['nothing is sent to an application that is there', { servicePrincipalId }, 0],
    ])('where %s', async (_case, change, questions) => {
      const { consent, asked } = consentWith({ yes: true }, [true]);
      await confirmPlan(differing(change), consent);
      expect(asked).toHaveLength(questions);
    });
  });
});
