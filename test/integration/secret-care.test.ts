import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applyFault } from '#emulator/faults/apply-fault';
import { FaultSwitch } from '#emulator/faults/fault-switch';
import type { CoreEvent } from '#shared/contract/events';
import { leaksInFolder, leaksInText, needlesOf } from '#test/support/canary';
import { CallFailed, type DemoWorld, openDemoWorld, setUp } from '#test/support/demo-world';

const hour = 3_600_000;
const day = 24 * hour;

let world: DemoWorld;
beforeEach(async () => {
  world = await openDemoWorld({ replicationDelayMs: 0 });
});
afterEach(() => world.close());

const iso = (time: number): string => new Date(time).toISOString();
const now = (): number => world.served.tenant.clock.now();
const pass = (milliseconds: number) => world.served.tenant.clock.advance(milliseconds);

async function refusal(promise: Promise<unknown>) {
  try {
    await promise;
  } catch (cause) {
    if (cause instanceof CallFailed) return cause.error;
    throw cause;
  }
  throw new Error('It was not refused.');
}

/** Hands a token over under the label that the plan names. */
async function handOver(application: string, token: string) {
  const { secrets } = await world.call('rotation.plan', { application });
  const { handle } = await world.call('secrets.put', { value: token });
  return { [secrets[0]?.label ?? '']: handle };
}

async function save(application: string, token: string) {
  const plan = await world.call('rotation.plan', { application, secrets: await handOver(application, token) });
  return world.call('setup.apply', { planId: plan.id, planHash: plan.hash });
}

const academy = 'Cloud Academy - SSO';

describe('a rotation with two live tokens', () => {
  it('goes from a new token over test, save and proof to a good cycle, and survives the end of the program', async () => {
    await setUp(world, 'cloud-academy-sso', { waitForCycle: true });
    await pass(day);
    const fresh = world.target('cloud-academy-sso').mintToken();
    const madeAt = iso(now());
    const begun = await world.call('rotation.start', { application: academy, madeAt });
    const oldWorksUntil = iso(Date.parse(madeAt) + 8 * hour);
    expect(begun).toMatchObject({ stage: 'started', overlap: 'PT8H', oldWorksUntil, oldToken: 'works' });
    expect(begun.vendorSide.steps.map(({ text }) => text)).toContain('Generate a new API Key');
    const secrets = await handOver(academy, fresh);
    expect(await world.call('rotation.test', { application: academy, secrets })).toMatchObject({ verdict: 'works' });
    expect(await save(academy, fresh)).toMatchObject({ result: 'changed' });

    const { rotation } = await world.call('secretCare.show', { application: academy });
    expect(['proven', 'healthy']).toContain(rotation?.stage);
    expect(rotation?.undo).toContain('enter the old token');

    const again = await openDemoWorld({ served: world.served, dataFolder: world.dataFolder });
    const seen = await again.call('secretCare.show', { application: academy });
    expect(seen.rotation).toMatchObject({ madeAt, oldWorksUntil, provenAt: rotation?.provenAt });
    await again.close();

    const proven = await world.call('rotation.prove', { application: academy, waitForCycle: true });
    expect(proven).toMatchObject({ stage: 'healthy', cycle: { state: 'good' }, revoke: { ready: true } });
    await pass(8 * hour);
    const over = await world.call('secretCare.show', { application: academy });
    expect(over.rotation).toMatchObject({ oldToken: 'ended' });
    expect(over.rotation?.undo).toContain('no way back');
    const ended = await world.call('rotation.finish', { application: academy, outcome: 'leftToEnd' });
    expect(ended).toMatchObject({ rotationOpen: false, saved: { source: 'ours' }, ageDays: 0 });
    expect((await world.call('secretCare.show', { application: academy })).rotation).toBeNull();
  });

  it('waits through the minutes of 400 after a save, and says how long', async () => {
    const { token: old } = await setUp(world, 'airstack');
    await pass(hour);
    const { tenant } = world.served;
    applyFault(tenant, FaultSwitch.parse({ fault: 'late-credentials' }));
    await world.call('rotation.start', { application: 'Airstack' });
    const began = now();
    await save('Airstack', world.target('airstack').mintToken());
    expect(now() - began).toBeGreaterThan(3 * 60_000);
    const waited = world.progress.filter(({ state, message }) => state === 'waiting' && /not taken yet/.test(message));
    expect(waited.length).toBeGreaterThan(3);
    expect(waited[0]?.message).toContain('next try in 2 s, for 6 min at most');
    expect((await world.call('rotation.prove', { application: 'Airstack' })).provenAt).not.toBeNull();

    // The wrong one is revoked.
    world.target('airstack').revokeAllTokens();
    applyFault(tenant, FaultSwitch.parse({ fault: 'late-credentials', on: false }));
    const wrong = await refusal(world.call('rotation.finish', { application: 'Airstack', outcome: 'revoked' }));
    expect(wrong).toMatchObject({ code: 'target_refused', reason: 'savedSecretRefused' });
    // The way back: the old token is entered again.
    world.target('airstack').acceptToken(old ?? '');
    await save('Airstack', old ?? '');
    await world.call('rotation.finish', { application: 'Airstack', outcome: 'revoked' });
  });

  it('that is saved and refused for longer than five minutes goes on where it stood', async () => {
    await setUp(world, 'airstack');
    await pass(hour);
    await world.call('rotation.start', { application: 'Airstack' });
    const { faults } = world.served.tenant;
    faults.inject({ fault: { kind: 'echoRequest' }, path: /\/jobs\/[^/]+\/validateCredentials$/, times: 50 });
    const refused = await refusal(save('Airstack', world.target('airstack').mintToken()));
    expect(refused).toMatchObject({ code: 'target_refused', reason: 'savedSecretNotTaken' });
    expect(refused.nextStep).toContain('Do not revoke the old one');
    const { rotation, secret } = await world.call('secretCare.show', { application: 'Airstack' });
    expect(rotation).toMatchObject({ stage: 'saved', provenAt: null, revoke: { ready: false } });
    expect(secret.saved).toMatchObject({ source: 'ours', at: rotation?.savedAt });
    faults.clear();
    expect((await world.call('rotation.prove', { application: 'Airstack' })).provenAt).not.toBeNull();
  });

  it('saves nothing that the service refuses, and can be given up', async () => {
    await setUp(world, 'airstack');
    await world.call('rotation.start', { application: 'Airstack' });
    const secrets = await handOver('Airstack', 'a-token-of-nobody');
    expect(await world.call('rotation.test', { application: 'Airstack', secrets })).toMatchObject({ verdict: 'fails' });
    expect(await refusal(save('Airstack', 'a-token-of-nobody'))).toMatchObject({ code: 'target_refused' });
    const { rotation } = await world.call('secretCare.show', { application: 'Airstack' });
    expect(rotation).toMatchObject({ stage: 'started', savedAt: null });
    expect(await refusal(world.call('rotation.prove', { application: 'Airstack' }))).toMatchObject({
      code: 'conflict',
      reason: 'rotationNotSaved',
    });
    const ended = await world.call('rotation.finish', { application: 'Airstack', outcome: 'givenUp' });
    expect(ended.rotationOpen).toBe(false);
    expect(await refusal(world.call('rotation.plan', { application: 'Airstack' }))).toMatchObject({
      code: 'conflict',
      reason: 'noRotation',
    });
  });

  it('is refused for an application that is authorized elsewhere, and for a token of the future', async () => {
    await setUp(world, 'atea');
    await setUp(world, 'airstack');
    expect(await refusal(world.call('rotation.start', { application: 'Atea' }))).toMatchObject({
      code: 'bad_request',
      reason: 'nothingToRotate',
    });
    const madeAt = iso(now() + day);
    expect(await refusal(world.call('rotation.start', { application: 'Airstack', madeAt }))).toMatchObject({
      code: 'bad_request',
      reason: 'madeInTheFuture',
    });
  });
});

describe('the register', () => {
  it('reads the end out of a JWT, reminds once a day, and holds no part of the token', async () => {
    const events: CoreEvent[] = [];
    world.core.subscribe((event) => void events.push(event));
    const { token } = await setUp(world, 'askspoke');
    const expiresAt = iso(Math.floor(now() / 1_000) * 1_000 + 90 * day);
    const { secret } = await world.call('secretCare.show', { application: 'askSpoke' });
    expect(secret).toMatchObject({ expirySource: 'token', level: 'later', daysLeft: 89 });
    expect(Math.abs(Date.parse(secret.expiresAt ?? '') - Date.parse(expiresAt))).toBeLessThan(60_000);
    expect(await world.call('secretCare.remind', {})).toEqual({ due: [], firstToday: false });
    await pass(80 * day);
    const first = await world.call('secretCare.remind', {});
    expect(first).toMatchObject({
      firstToday: true,
      due: [{ application: 'askSpoke', level: 'in14Days', daysLeft: 9 }],
    });
    expect((await world.call('secretCare.remind', {})).firstToday).toBe(false);
    const told = events.filter(({ topic }) => topic === 'secrets.due');
    expect(told).toMatchObject([
      { payload: { title: 'Provisioning: 1 ends within 30 days', body: 'askSpoke: 9 days left' } },
    ]);

    const [, payload = ''] = (token ?? '').split('.');
    const inside = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
    const needles = needlesOf(token ?? '', String(inside.jti));
    const list = await world.call('secretCare.list', {});
    const journal = await world.call('journal.export', {});
    const said = JSON.stringify([list, journal, first, events, world.progress]);
    expect(leaksInText('answers and events', said, needles)).toEqual([]);
    expect(leaksInFolder(world.dataFolder, needles)).toEqual([]);
    expect(JSON.stringify(list)).toContain(secret.expiresAt ?? 'nothing');
  });

  it('takes a person’s date until a new secret is saved, and says when settings were changed elsewhere', async () => {
    await setUp(world, 'airstack');
    const at = iso(now() + 5 * day);
    const set = (expiry: { kind: 'date'; at: string } | { kind: 'never' } | { kind: 'unknown' }) =>
      world.call('secretCare.setExpiry', { application: 'Airstack', expiry });
    expect(await set({ kind: 'unknown' })).toMatchObject({ level: 'unknown', expirySource: 'none' });
    expect(await set({ kind: 'never' })).toMatchObject({ level: 'never', expirySource: 'person' });
    expect(await set({ kind: 'date', at })).toMatchObject({ level: 'in7Days', expiresAt: at, expirySource: 'person' });
    expect(await refusal(set({ kind: 'date', at: '3000-01-01T00:00:00Z' }))).toMatchObject({
      reason: 'expiryImpossible',
    });

    await pass(hour);
    const other = await openDemoWorld({ served: world.served });
    await setUp(other, 'airstack', { rotateSecrets: true });
    await other.close();
    const { secret } = await world.call('secretCare.show', { application: 'Airstack' });
    expect(secret).toMatchObject({ expiresAt: at, changedElsewhereAt: expect.any(String) });
    expect(secret.expiryWords).toContain('changed elsewhere');

    await world.call('rotation.start', { application: 'Airstack' });
    await save('Airstack', world.target('airstack').mintToken());
    const after = await world.call('secretCare.show', { application: 'Airstack' });
    expect(after.secret).toMatchObject({ expiresAt: null, expirySource: 'none', changedElsewhereAt: null });
  });

  it('knows of what somebody else set up only that it is at least as old as the last change', async () => {
    const other = await openDemoWorld({ served: world.served });
    await setUp(other, 'airstack');
    await other.close();
    await pass(3 * day);
    const { secrets } = await world.call('secretCare.list', {});
    const airstack = secrets.find(({ application }) => application === 'Airstack');
    expect(airstack).toMatchObject({ saved: { source: 'audit' }, ageDays: 3, level: 'unknown' });
    const reader = await openDemoWorld({ served: world.served, username: 'rita.reader@contoso.demo.example' });
    const seen = await reader.call('secretCare.show', { application: 'Airstack' });
    await reader.close();
    expect(seen.secret.level).toBe('unknown');
  });

  it('goes on without the audit log where the tenant has no premium licence, and says so', async () => {
    await setUp(world, 'airstack');
    Object.assign(world.served.tenant.state, { premium: false });
    const { secrets, gaps } = await world.call('secretCare.list', {});
    expect(secrets).toMatchObject([{ application: 'Airstack', saved: { source: 'ours' } }]);
    expect(gaps.map(({ code }) => code)).toEqual(['noLicence']);
  });

  it('is told, and stops nothing, where this machine cannot keep when a secret was saved', async () => {
    await setUp(world, 'airstack');
    const [folder] = readdirSync(world.dataFolder, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('secret-care'),
    );
    const path = join(world.dataFolder, folder ?? '');
    rmSync(path, { recursive: true });
    writeFileSync(path, 'a file where a folder should be');
    const { report } = await setUp(world, 'airstack', { rotateSecrets: true });
    expect(report.result).toBe('changed');
    expect(report.warnings.map(({ code }) => code)).toContain('secretDateNotKept');
  });
});
