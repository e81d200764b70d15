import { SynchronizationJob } from '#core/graph/shapes';
import type { ApplicationFacts, Listed } from '#core/monitor/fleet/fleet-row';
import type { FleetRow } from '#shared/model/fleet';
import { ServicePrincipalId, SynchronizationJobId } from '#shared/model/ids';

export const now = Date.UTC(2026, 0, 31, 12);

/** Takes a number; gives an object id. */
export const idOf = (number: number) =>
  ServicePrincipalId.parse(`00000000-0000-4000-8000-${String(number).padStart(12, '0')}`);

/** Takes what differs; gives the line of a healthy application. */
export const fleetRow = (more: Partial<FleetRow> = {}): FleetRow => ({
  servicePrincipalId: idOf(1),
  displayName: 'Airstack',
  vendor: null,
  jobId: SynchronizationJobId.parse('airstack.1'),
  jobs: 1,
  health: 'healthy',
  attention: 'none',
  why: null,
  fault: null,
  lastCycle: null,
  nextCycle: { kind: 'unknown', at: null },
  progress: null,
  objects: [],
  quarantine: null,
  notifications: 'set',
  deletionThreshold: { state: 'set', value: '20' },
  secret: null,
  readAt: new Date(now).toISOString(),
  ...more,
});

export const listed = (number: number, more: Partial<Listed> = {}): Listed => ({
  id: idOf(number),
  displayName: `Application ${number}`,
  applicationTemplateId: null,
  ...more,
});

/** Takes a status; gives an active job with it, as the service writes one. */
export const jobWith = (status: Record<string, unknown> = {}, more: Record<string, unknown> = {}) =>
  SynchronizationJob.parse({
    id: 'airstack.1',
    templateId: 'airstack',
    schedule: { expiration: null, interval: 'PT40M', state: 'Active' },
    status: {
      code: 'Active',
      steadyStateFirstAchievedTime: '2026-01-01T00:00:00Z',
      lastExecution: {
        state: 'Succeeded',
        timeBegan: '2026-01-31T11:40:00Z',
        timeEnded: '2026-01-31T11:45:00Z',
        countExported: 8,
        countEscrowed: 2,
      },
      ...status,
    },
    ...more,
  });

/** Takes what differs; gives an application as it was read. */
export const facts = (more: Partial<ApplicationFacts> = {}): ApplicationFacts => ({
  listed: listed(1),
  jobs: [jobWith()],
  secrets: [],
  readAt: now,
  ...more,
});
