import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nextQuarantineAttempt } from '#emulator/provisioning/quarantine';
import type { JobRecord } from '#emulator/state';
import { createTestTenant, hour, type TestTenant } from './tenant-fixture.ts';

let tenant: TestTenant;
let job: JobRecord;
beforeEach(async () => {
  tenant = await createTestTenant();
  job = tenant.addApp('airstack');
});
afterEach(() => tenant.close());

const start = async (): Promise<void> => {
  tenant.service.start(job);
  await tenant.pass(0);
};
const active = () =>
  tenant
    .target('airstack')
    .users()
    .filter((each) => each.active === true).length;
const fill = (count: number) =>
  Array.from({ length: count }, (_, index) => tenant.assign(job, tenant.addPerson(`Person ${index}`)));

describe('quarantine', () => {
  it('begins when the token is revoked, says why, and ends by start with a new token', async () => {
    fill(1);
    await start();
    tenant.target('airstack').revokeAllTokens();
    await tenant.pass(hour);
    expect(tenant.status(job)).toMatchObject({
      code: 'Quarantine',
      countSuccessiveCompleteFailures: 1,
      lastExecution: { state: 'Failed' },
      quarantine: {
        reason: 'EncounteredQuarantineException',
        seriesCount: 1,
        nextAttempt: '2026-03-02T15:00:00.000Z',
        error: {
          code: 'SystemForCrossDomainIdentityManagementInvalidCredentials',
          message: expect.stringContaining('api-as.lenovosoftware.com'),
          tenantActionable: true,
        },
      },
    });
    tenant.secrets(job).set('SecretToken', tenant.target('airstack').mintToken());
    tenant.service.start(job);
    expect(tenant.status(job)).toMatchObject({ code: 'Active', quarantine: null });
    await tenant.pass(0);
    expect(tenant.status(job)).toMatchObject({ code: 'Active', countSuccessiveCompleteFailures: 0, quarantine: null });
  });

  it('ends by itself at the next attempt once the target answers again', async () => {
    tenant.target('airstack').misbehave('notFound');
    await start();
    expect(tenant.status(job)).toMatchObject({ code: 'Quarantine' });
    tenant.target('airstack').misbehave(null);
    await tenant.pass(hour);
    expect(tenant.status(job)).toMatchObject({ code: 'Quarantine' });
    await tenant.pass(5 * hour);
    expect(tenant.status(job)).toMatchObject({ code: 'Active', quarantine: null });
  });

  it('keeps its object when the job is paused', async () => {
    tenant.target('airstack').misbehave('html');
    await start();
    tenant.service.pause(job);
    expect(tenant.status(job)).toMatchObject({ code: 'Paused', quarantine: { seriesCount: 1 } });
  });

  it('tries at 6, 12 and 24 hours, then daily, and disables the job after 28 days', async () => {
    tenant.target('airstack').revokeAllTokens();
    await start();
    const attempts: number[] = [];
    for (let elapsed = 1; elapsed <= 29 * 24; elapsed += 1) {
      const before = tenant.server.requests.length;
      await tenant.pass(hour);
      if (tenant.server.requests.length > before) attempts.push(elapsed);
    }
    expect(attempts).toEqual([6, 12, 24, ...Array.from({ length: 27 }, (_, day) => (day + 2) * 24)]);
    expect(tenant.service.jobResource(job)).toMatchObject({
      schedule: { state: 'Disabled' },
      status: { code: 'Paused', quarantine: { reason: 'EncounteredQuarantineException', seriesCount: 31 } },
    });
  });

  it.each([
    [0, 6],
    [6, 12],
    [11, 12],
    [12, 24],
    [24, 48],
    [47, 48],
    [100, 120],
  ])('after %i hours the next attempt is at %i hours', (elapsed, next) => {
    expect(nextQuarantineAttempt(0, elapsed * hour)).toBe(next * hour);
  });

  it('waits for three failed cycles when the target has trouble of its own', async () => {
    tenant.target('airstack').misbehave('serverError');
    await start();
    expect(tenant.status(job)).toMatchObject({ code: 'NotRun', countSuccessiveCompleteFailures: 1, quarantine: null });
    await tenant.pass(hour);
    await tenant.pass(hour);
    expect(tenant.status(job)).toMatchObject({ code: 'Quarantine', countSuccessiveCompleteFailures: 3 });
  });

  it('begins when more than 40 % of a cycle fails', async () => {
    for (let index = 0; index < 12; index += 1) {
      const person = tenant.addPerson(`Person ${index}`, { attributes: { jobTitle: ['a', 'b'] } });
      tenant.assign(job, person);
    }
    await start();
    expect(tenant.status(job)).toMatchObject({
      code: 'Quarantine',
      quarantine: { reason: 'EncounteredEscrowProportionThreshold' },
      lastExecution: { state: 'EntryLevelErrors', countEscrowed: 12 },
    });
  });
});

describe('the deletion threshold', () => {
  const limit = (value: number): void => {
    const settings = { Enabled: true, Recipients: 'a@b', DeleteThresholdEnabled: true, DeleteThresholdValue: value };
    tenant.secrets(job).set('SyncNotificationSettings', JSON.stringify(settings));
  };

  it('lets one less than the threshold pass', async () => {
    limit(3);
    const assignments = fill(5);
    await start();
    for (const assignment of assignments.slice(0, 2)) tenant.unassign(assignment);
    await tenant.pass(hour);
    expect(active()).toBe(3);
    expect(tenant.status(job)).toMatchObject({ quarantine: null });
  });

  it('holds back all deletes from the threshold on, and makes them when they are allowed', async () => {
    limit(3);
    const assignments = fill(5);
    await start();
    for (const assignment of assignments.slice(0, 3)) tenant.unassign(assignment);
    await tenant.pass(hour);
    expect(active()).toBe(5);
    expect(tenant.status(job)).toMatchObject({
      code: 'Quarantine',
      quarantine: { reason: 'TooManyDeletes', error: null },
    });
    expect([...tenant.service.logRows()].slice(0, 3)).toMatchObject(
      Array.from({ length: 3 }, () => ({ provisioningAction: 'stagedDelete' })),
    );
    expect(tenant.service.jobResource(job).synchronizationJobSettings).toContainEqual({
      name: 'QuarantineTooManyDeletesThreshold',
      value: '3',
    });
    tenant.service.restart(job, new Set(['ForceDeletes']));
    await tenant.pass(0);
    expect(active()).toBe(2);
    expect(tenant.status(job)).toMatchObject({ code: 'Active', quarantine: null });
  });

  it('forgets the deletes when the people are assigned again and the job is restarted', async () => {
    limit(2);
    const assignments = fill(2);
    await start();
    for (const assignment of assignments) tenant.unassign(assignment);
    await tenant.pass(hour);
    for (const assignment of assignments) tenant.state.assignments.set(assignment.id, assignment);
    tenant.service.restart(job, new Set());
    await tenant.pass(0);
    expect(active()).toBe(2);
    expect(tenant.status(job)).toMatchObject({ code: 'Active', quarantine: null });
  });
});

describe('restart', () => {
  it.each([
    { scopes: ['Nonsense'], message: "Requested value 'Nonsense' was not found." },
    { scopes: ['ForceDeletes', 'Watermark'], message: 'ForceDeletes cannot be combined with another reset scope.' },
  ])('refuses $scopes', ({ scopes, message }) => {
    expect(tenant.service.restart(job, new Set(scopes))).toMatchObject({ status: 400, message });
  });

  it('evaluates everybody again by default, and matches them again with Full', async () => {
    fill(2);
    await start();
    const filters = () => tenant.server.requests.filter((each) => each.path.includes('filter=')).length;
    expect(filters()).toBe(3);
    tenant.service.restart(job, new Set());
    await tenant.pass(0);
    expect(filters()).toBe(4);
    expect([...tenant.service.logRows()][0]).toMatchObject({
      provisioningStatusInfo: { status: 'skipped', errorInformation: { errorCode: 'RedundantExport' } },
    });
    tenant.service.restart(job, new Set(['Full']));
    expect(tenant.status(job)).toMatchObject({ code: 'NotRun', steadyStateFirstAchievedTime: '0001-01-01T00:00:00Z' });
    await tenant.pass(0);
    expect(filters()).toBe(7);
    expect(active()).toBe(2);
  });
});
