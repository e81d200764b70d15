import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { imposedFor } from '#emulator/provisioning/quarantine-entry';
import type { JobRecord } from '#emulator/state';
import { createTestTenant, hour, type TestTenant } from './tenant-fixture.ts';

let tenant: TestTenant;
let job: JobRecord;
beforeEach(async () => {
  tenant = await createTestTenant();
  job = tenant.addApp('airstack');
  tenant.assign(job, tenant.addPerson('Person One'));
  tenant.service.start(job);
  await tenant.pass(0);
});
afterEach(() => tenant.close());

/** Source: learn.microsoft.com/graph/api/resources/synchronization-synchronizationquarantine */
const reasons = [
  'EncounteredBaseEscrowThreshold',
  'EncounteredTotalEscrowThreshold',
  'EncounteredEscrowProportionThreshold',
  'EncounteredQuarantineException',
  'Unknown',
  'QuarantinedOnDemand',
  'TooManyDeletes',
  'IngestionInterrupted',
];

describe('a quarantine that is imposed', () => {
  it.each(reasons)('%s is shown at once, comes back after a start, and ends when its cause is gone', async (reason) => {
    tenant.service.imposeQuarantine(job, imposedFor(reason));
    expect(tenant.status(job)).toMatchObject({ code: 'Quarantine', quarantine: { reason, seriesCount: 1 } });
    tenant.service.start(job);
    expect(tenant.status(job)).toMatchObject({ quarantine: null });
    await tenant.pass(0);
    expect(tenant.status(job)).toMatchObject({ code: 'Quarantine', quarantine: { reason, seriesCount: 1 } });
    tenant.service.imposeQuarantine(job, null);
    await tenant.pass(6 * hour);
    expect(tenant.status(job)).toMatchObject({ code: 'Active', quarantine: null });
  });

  it('reports the failures of a large tenant where the reason is about failures', async () => {
    tenant.service.imposeQuarantine(job, imposedFor('EncounteredTotalEscrowThreshold'));
    expect(tenant.status(job)).toMatchObject({
      lastExecution: { state: 'EntryLevelErrors', countEscrowed: 38_200, countEscrowedRaw: 61_750 },
    });
  });

  it('is told of once while its reason stays, and again when the reason changes', async () => {
    tenant.service.imposeQuarantine(job, imposedFor('Unknown'));
    await tenant.pass(6 * hour);
    tenant.service.imposeQuarantine(job, imposedFor('QuarantinedOnDemand'));
    expect(tenant.service.quarantines().map(({ reason }) => reason)).toEqual(['QuarantinedOnDemand', 'Unknown']);
  });
});
