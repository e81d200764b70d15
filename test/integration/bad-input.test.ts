import { afterEach, describe, expect, it } from 'vitest';
import type { VendorTarget } from '#emulator/vendor-target';
import { type DemoWorld, openDemoWorld } from '#test/support/demo-world';
import { type ExpectedError, expectError, ledgerText, ledgerUrl } from './bad-input-cases.ts';
import { applyText, failure, planText } from './setup-calls.ts';
import { placeInLog, tenantFacts, writesSeen } from './tenant-view.ts';

let world: DemoWorld | undefined;
afterEach(async () => {
  await world?.close();
  world = undefined;
});

const wrongToken = 'wrong-token-8Qm2/vX+71kLzTt0&pä"s';
const more = 'assignments:\n  - user: cher@contoso.demo.example\n';

interface Refused extends ExpectedError {
  readonly what: string;
  readonly tenantUrl: string;
}

const beforeAnything: readonly Refused[] = [
  {
    what: 'a tenant URL that is not https',
    tenantUrl: 'http://scim.demo.example/scim',
    code: 'bad_request',
    reason: 'tenantUrlNotHttps',
    says: /does not start with https/,
  },
  {
    what: 'a tenant URL with a password in it',
    tenantUrl: 'https://me:pw@scim.demo.example/scim',
    code: 'bad_request',
    reason: 'tenantUrlHasCredentials',
  },
  {
    what: 'a tenant URL with a fragment',
    tenantUrl: `${ledgerUrl}#token`,
    code: 'bad_request',
    reason: 'tenantUrlHasFragment',
  },
  { what: 'what is no URL at all', tenantUrl: 'scim demo', code: 'bad_request', reason: 'wrongValue' },
];

interface Broken extends ExpectedError {
  readonly what: string;
  readonly tenantUrl?: string;
  readonly token?: string;
  readonly misbehaves?: Parameters<VendorTarget['misbehave']>[0];
}

const connections: readonly Broken[] = [
  { what: 'a wrong token', token: wrongToken, code: 'target_refused', reason: 'targetUnauthorized', says: /401/ },
  {
    what: 'a host that does not exist',
    tenantUrl: 'https://nowhere.demo.example/scim',
    code: 'target_unreachable',
    reason: 'targetDnsFailure',
  },
  {
    what: 'an expired certificate',
    tenantUrl: 'https://expired.demo.example/scim',
    code: 'target_unreachable',
    reason: 'targetTlsFailure',
    says: /expired/,
  },
  {
    what: 'a self-signed certificate',
    tenantUrl: 'https://selfsigned.demo.example/scim',
    code: 'target_unreachable',
    reason: 'targetTlsFailure',
    says: /self-signed/,
  },
  {
    what: 'a host that refuses the connection',
    tenantUrl: 'https://refused.demo.example/scim',
    code: 'target_unreachable',
    reason: 'targetUnreachable',
  },
  {
    what: 'a wrong path',
    tenantUrl: 'https://scim.demo.example/scim/v9',
    code: 'target_refused',
    reason: 'targetNotFound',
  },
  { what: '404 for a search', misbehaves: 'notFound', code: 'target_refused', reason: 'targetNotFound', says: /404/ },
  { what: 'HTML', misbehaves: 'html', code: 'target_refused', reason: 'targetNotScim', next: /SCIM address/ },
  {
    what: 'a wrong filter result',
    misbehaves: 'wrongFilterResult',
    code: 'target_refused',
    reason: 'targetWrongFilterResult',
    next: /honour filters/,
  },
  {
    what: 'a fault of the server',
    misbehaves: 'serverError',
    code: 'target_unreachable',
    reason: 'targetServerFault',
    says: /500/,
  },
];

describe('a connection that cannot be', () => {
  it.each(beforeAnything)('$what is refused before anything is written', async ({ tenantUrl, ...expected }) => {
    world = await openDemoWorld();
    const token = world.target('scim').mintToken();
    const text = ledgerText(JSON.stringify(tenantUrl));
    expectError(await failure(planText(world, text, { secrets: { LedgerToken: token } })), expected, [token]);
    expect(writesSeen(world, 0)).toEqual([]);
  });

  it.each(connections)('$what: nothing is saved, and a second run finishes', async (row) => {
    world = await openDemoWorld();
    const target = world.target('scim');
    const right = target.mintToken();
    const token = row.token ?? right;
    target.misbehave(row.misbehaves ?? null);
    const secrets = { LedgerToken: token };
    const error = await failure(applyText(world, ledgerText(row.tenantUrl ?? ledgerUrl, more), { secrets }));
    expectError(error, { ...row, fromGraph: true }, [token]);
    const { jobs, secrets: saved, assignments } = tenantFacts(world);
    expect({ jobs, saved, assignments }).toEqual({ jobs: {}, saved: {}, assignments: {} });

    target.misbehave(null);
    const text = ledgerText(ledgerUrl, more);
    const { report } = await applyText(world, text, { secrets: { LedgerToken: right }, waitForCycle: true });
    expect(report.steps.filter(({ verified }) => !verified)).toEqual([]);
    const made = Object.values(tenantFacts(world).applications) as readonly { readonly displayName: string }[];
    expect(made.filter(({ displayName }) => displayName === 'Ledger')).toHaveLength(1);
    expect(target.users()).toHaveLength(1);
  });
});

describe('a saved connection that no longer works', () => {
  const saved = async (of: DemoWorld): Promise<string> => {
    const token = of.target('scim').mintToken();
    await applyText(of, ledgerText(ledgerUrl, more), { secrets: { LedgerToken: token }, waitForCycle: true });
    return token;
  };

  it('asks for the secret before anything is written, and says where it goes', async () => {
    world = await openDemoWorld();
    const token = await saved(world);
    world.target('scim').revokeToken(token);
    const from = placeInLog(world);
    const error = await failure(applyText(world, ledgerText(ledgerUrl, more)));
    expectError(error, { code: 'secret_required', reason: 'secretNotBound', next: /scim\.demo\.example/ }, [token]);
    expect(writesSeen(world, from)).toEqual([]);
  });

  it('keeps the saved ones when the new token is wrong', async () => {
    world = await openDemoWorld();
    const token = await saved(world);
    const [facts, from] = [tenantFacts(world), placeInLog(world)];
    const secrets = { LedgerToken: wrongToken };
    const error = await failure(applyText(world, ledgerText(ledgerUrl, more), { secrets, rotateSecrets: true }));
    expectError(error, { code: 'target_refused', reason: 'targetUnauthorized', fromGraph: true }, [token, wrongToken]);
    expect(writesSeen(world, from)).toEqual([]);
    expect(tenantFacts(world)).toEqual(facts);
  });

  it('asks for no new secret while the target itself is ill', async () => {
    world = await openDemoWorld();
    await saved(world);
    world.target('scim').misbehave('serverError');
    const plan = await planText(world, ledgerText(ledgerUrl, more));
    expect(plan.secrets).toMatchObject([{ needed: false }]);
    const from = placeInLog(world);
    const error = await failure(applyText(world, ledgerText(ledgerUrl, more)));
    expectError(error, { code: 'target_unreachable', reason: 'targetServerFault', fromGraph: true });
    expect(writesSeen(world, from)).toEqual([]);
  });
});

describe('a secret that is not there', () => {
  it.each([
    { what: 'none is bound', secrets: {}, code: 'secret_required', reason: 'secretNotBound', next: /LedgerToken/ },
    {
      what: 'the label is misspelt',
      secrets: { LedgrToken: wrongToken },
      code: 'bad_request',
      reason: 'unknownSecretLabel',
      next: /Did you mean "LedgerToken"/,
    },
  ] as const)('$what: nothing is written', async ({ secrets, code, reason, next }) => {
    world = await openDemoWorld();
    const error = await failure(applyText(world, ledgerText(ledgerUrl), { secrets }));
    expectError(error, { code, reason, next }, [wrongToken]);
    expect(writesSeen(world, 0)).toEqual([]);
  });
});
