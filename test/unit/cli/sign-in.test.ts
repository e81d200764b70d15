import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { Caller } from '#cli/calls';
import { CommandFailure } from '#cli/failure';
import { readGlobalFlags } from '#cli/flags';
import { createOutput } from '#cli/output';
import { askingForConsent, signInIfNobodyIs } from '#cli/sign-in';

const ada = {
  homeAccountId: 'h-1',
  tenantId: 't-1',
  username: 'ada@contoso.example',
  displayName: null,
  cloud: 'Global',
};
const bob = { ...ada, homeAccountId: 'h-2', username: 'bob@contoso.example' };

const consentMissing = (scope: string) =>
  new CommandFailure({
    code: 'consent_required',
    reason: 'consentMissing',
    message: `Nobody has consented to ${scope} yet.`,
    scopes: [scope],
  });

/** Signed-in accounts, flags, and what every call of `logs.list` ends with, in order. */
function world(options: {
  accounts?: readonly (typeof ada)[];
  flags?: Record<string, unknown>;
  failures?: readonly Error[];
}) {
  const calls: [string, unknown][] = [];
  const failures = [...(options.failures ?? [])];
  const call = (async (path: string, input: unknown) => {
    calls.push([path, input]);
    if (path === 'session.listAccounts') return { accounts: options.accounts ?? [] };
    const failed = path === 'logs.list' ? failures.shift() : undefined;
    if (failed !== undefined) throw failed;
    return 'done';
  }) as unknown as Caller['call'];
  const stderr = new PassThrough();
  const output = createOutput({ json: false, stdout: new PassThrough(), stderr });
  const signingIn = { call, flags: readGlobalFlags(options.flags ?? {}), output, requireClientId: () => undefined };
  const made = () => calls.filter(([path]) => path !== 'session.listAccounts');
  return { signingIn, made, said: () => String(stderr.read() ?? '') };
}

describe('signInIfNobodyIs', () => {
  it('signs in and says so when nobody is', async () => {
    const { signingIn, made, said } = world({ flags: { tenant: 'contoso.example' } });
    await signInIfNobodyIs(signingIn);
    expect(made()).toEqual([['session.signIn', { method: 'browser', tenant: 'contoso.example' }]]);
    expect(said()).toContain('Nobody is signed in');
  });

  it('leaves it at the current account when somebody is', async () => {
    const { signingIn, made } = world({ accounts: [ada, bob] });
    await signInIfNobodyIs(signingIn);
    expect(made()).toEqual([]);
  });

  it('chooses the account that is named, in any case', async () => {
    const { signingIn, made } = world({ accounts: [ada, bob], flags: { account: 'BOB@contoso.example' } });
    await signInIfNobodyIs(signingIn);
    expect(made()).toEqual([['session.selectAccount', { homeAccountId: 'h-2', tenantId: 't-1' }]]);
  });

  it('signs in as the account that is named and not there, with a device code only when asked for', async () => {
    const { signingIn, made } = world({ accounts: [ada], flags: { account: 'eve@contoso.example', deviceCode: true } });
    await signInIfNobodyIs(signingIn);
    expect(made()).toEqual([['session.signIn', { method: 'deviceCode', loginHint: 'eve@contoso.example' }]]);
  });

  it('asks for nothing without an application id', async () => {
    const { signingIn, made } = world({});
    const refusing = {
      ...signingIn,
      requireClientId: () => {
        throw new Error('no client id');
      },
    };
    await expect(signInIfNobodyIs(refusing)).rejects.toThrow('no client id');
    expect(made()).toEqual([]);
  });
});

describe('askingForConsent', () => {
  it('signs in again for just the permission that is missing, as the same person, and calls once more', async () => {
    const { signingIn, made, said } = world({ accounts: [ada], failures: [consentMissing('User.ReadBasic.All')] });
    expect(await askingForConsent(signingIn)('logs.list', {})).toBe('done');
    expect(made()).toEqual([
      ['logs.list', {}],
      ['session.signIn', { method: 'browser', loginHint: 'ada@contoso.example', scopes: ['User.ReadBasic.All'] }],
      ['logs.list', {}],
    ]);
    expect(said()).toContain('consent to User.ReadBasic.All');
  });

  it('asks for one permission after another, but for none twice', async () => {
    const failures = [consentMissing('User.ReadBasic.All'), consentMissing('ProvisioningLog.Read.All')];
    expect(await askingForConsent(world({ accounts: [ada], failures }).signingIn)('logs.list', {})).toBe('done');
    const nagging = world({ accounts: [ada], failures: [consentMissing('User.Read'), consentMissing('User.Read')] });
    await expect(askingForConsent(nagging.signingIn)('logs.list', {})).rejects.toThrow('User.Read');
    expect(nagging.made().map(([path]) => path)).toEqual(['logs.list', 'session.signIn', 'logs.list']);
  });

  it.each([
    [
      'only an administrator can consent',
      new CommandFailure({ code: 'consent_required', reason: 'adminConsentRequired', message: 'User.Read' }),
    ],
    ['another error', new CommandFailure({ code: 'not_found', message: 'User.Read' })],
    [
      'no permission is named',
      new CommandFailure({ code: 'consent_required', reason: 'consentMissing', message: 'User.Read' }),
    ],
  ])('gives the error back when %s', async (_what, failed) => {
    const { signingIn, made } = world({ accounts: [ada], failures: [failed] });
    await expect(askingForConsent(signingIn)('logs.list', {})).rejects.toBe(failed);
    expect(made()).toHaveLength(1);
  });
});
