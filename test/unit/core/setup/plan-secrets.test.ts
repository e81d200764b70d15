import { describe, expect, it } from 'vitest';
import { liveState, type PlanCase, planOf, refusal, savedSecrets } from './plan-fixture.ts';

describe('planSetup on settings and secrets', () => {
  it('says of kept secrets that they cannot be compared', () => {
    const plan = planOf({ bound: ['SecretToken'] });
    expect(plan.steps.find((step) => step.id === 'settings.save')).toMatchObject({
      action: 'keep',
      reason: 'kept, cannot be compared',
    });
    expect(plan.secrets).toEqual([
      {
        key: 'SecretToken',
        label: 'SecretToken',
        host: 'api-as.lenovosoftware.com',
        bound: true,
        needed: false,
        why: 'kept, cannot be compared',
      },
    ]);
  });

  it.each<[string, PlanCase, string]>([
    [
      'no secret is saved',
      { state: liveState({ secrets: savedSecrets.filter(({ key }) => key !== 'SecretToken') }) },
      'SecretToken is not saved yet.',
    ],
    [
      'the saved credentials are refused',
      { state: liveState({ savedCredentials: { kind: 'refused', message: 'No.', requestId: 'r' } }) },
      'The saved credentials do not work. No.',
    ],
    [
      'another setting changes',
      { configuration: { notifications: { email: 'a@b.example' } } },
      'Settings change, and the service only takes all of them together.',
    ],
    ['rotation was asked for', { rotate: true }, 'A new secret was asked for.'],
  ])('writes the whole set, secret included, when %s', (_when, one, why) => {
    const plan = planOf(one);
    expect(plan.steps.find((step) => step.id === 'settings.save')).toMatchObject({ action: 'update', reason: why });
    expect(plan.secrets).toMatchObject([{ needed: true, bound: false, why }]);
    expect(plan.decisions.settings).toMatchObject({
      kind: 'write',
      secrets: [{ key: 'SecretToken', label: 'SecretToken' }],
    });
    expect([...(plan.decisions.settings.kind === 'write' ? plan.decisions.settings.open.values() : [])]).not.toContain(
      '*',
    );
  });

  it('keeps the secrets when the target cannot be reached: that says nothing about them', () => {
    const plan = planOf({
      state: liveState({ savedCredentials: { kind: 'unreachable', message: 'No host.', requestId: 'r' } }),
    });
    expect(plan.steps.find((step) => step.id === 'settings.save')?.action).toBe('keep');
    expect(plan.steps.find((step) => step.id === 'credentials.prove')?.reason).toBe('No host.');
  });

  it('writes back readable settings that it does not know, and refuses to wipe a secret that it does not know', () => {
    const known = planOf({
      configuration: { notifications: { email: 'a@b.example' } },
      state: liveState({ secrets: [...savedSecrets, { key: 'Domain', value: 'd' }] }),
    });
    expect(known.decisions.settings.kind === 'write' ? known.decisions.settings.open.get('Domain') : undefined).toBe(
      'd',
    );
    const state = liveState({ secrets: [...savedSecrets, { key: 'AppKey', value: '*' }] });
    expect(refusal(() => planOf({ configuration: { notifications: { email: 'a@b.example' } }, state }))).toBe(
      'bad_request unknownSavedSecret',
    );
    expect(refusal(() => planOf({ state }))).toBe('accepted');
    const named = { notifications: { email: 'a@b.example' }, connection: { secrets: { AppKey: { label: 'key' } } } };
    expect(planOf({ configuration: named, state }).secrets.map((secret) => secret.label)).toEqual([
      'SecretToken',
      'key',
    ]);
  });

  it('asks before secrets go to another host, and not for another path on the same one', () => {
    const save = (tenantUrl: string) =>
      planOf({ configuration: { connection: { tenantUrl } } }).steps.find((step) => step.id === 'settings.save');
    expect(save('https://other.example/scim')?.confirmation).toEqual({
      kind: 'changeOfHost',
      from: 'api-as.lenovosoftware.com',
      to: 'other.example',
    });
    expect(save('https://api-as.lenovosoftware.com/2/scim')?.confirmation).toBeUndefined();
  });
});
