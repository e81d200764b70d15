import { createEntryLink } from '#emulator/provisioning/entry-link';
import type { JobMemory } from '#emulator/provisioning/job-runtime';
import type { JobRecord, ServicePrincipalRecord, TenantState } from '#emulator/state';
import { createNumberedIds, mixed } from './numbered-id.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

interface FleetSizing {
  readonly state: TenantState;
  readonly provisioning: { recall(job: JobRecord, memory: JobMemory): void };
  readonly seed: number;
  readonly startAt: number;
}

const unauthorized = {
  code: 'InvalidCredentials',
  message: 'The target refused the credentials: 401 Unauthorized.',
  tenantActionable: true,
};

/** Takes a number and the tenant's first moment; gives what the service remembers of a job with that number: most are well. */
export function memoryOfNumber(number: number, startAt: number): JobMemory {
  const ended = startAt - ((number * 7) % 38) * minute - minute;
  const kind = number % 40;
  const failed = kind === 1 || kind === 21 ? 1 + (number % 17) : 0;
  const execution = {
    activityIdentifier: createNumberedIds(mixed(number, 0x657865), 1).idOf(0),
    began: ended - 3 * minute,
    ended,
    state: failed > 0 ? ('EntryLevelErrors' as const) : ('Succeeded' as const),
    countEntitled: 20 + (number % 400),
    countImported: number % 90,
    countExported: number % 60,
    countEscrowed: failed,
    countUnresolved: 0,
    error: null,
  };
  const links = new Map(
    Array.from({ length: 5 + (number % 60) }, (_, index) => {
      const id = createNumberedIds(mixed(number, 0x6c696e), 60).idOf(index);
      return [id, createEntryLink(id, {})] as const;
    }),
  );
  const well: JobMemory = {
    schedule: 'Active',
    links: { User: links, Group: new Map() },
    lastExecution: execution,
    lastSuccessful: execution,
    lastSuccessfulWithExports: execution,
    steadyFirst: startAt - 60 * day,
    steadyLast: ended,
  };
  if (kind === 0) return quarantined(well, number, startAt);
  if (kind === 5) return { ...well, schedule: 'Paused' };
  if (kind === 9)
    return {
      schedule: 'Active',
      progress: { completed: 1 + (number % 9), total: 12, observedAt: ended },
    };
  return well;
}

function quarantined(well: JobMemory, number: number, startAt: number): JobMemory {
  const began = startAt - (1 + (number % 27)) * day;
  const lastExecution =
    well.lastExecution == null ? null : { ...well.lastExecution, state: 'Failed' as const, error: unauthorized };
  return {
    ...well,
    lastExecution,
    quarantine: {
      reason: 'EncounteredQuarantineException',
      seriesBegan: began,
      currentBegan: startAt - hour,
      nextAttempt: startAt + 11 * hour,
      seriesCount: 4,
      error: unauthorized,
    },
  };
}

/**
 * Lets the generated applications look as if they had run for long: the service remembers cycles, failures and quarantines of their jobs,
 * which are not due again by themselves. Takes the state, the provisioning service, the seed and the tenant's first moment in milliseconds.
 */
export function rememberRuns({ state, provisioning, startAt }: FleetSizing): void {
  let number = 0;
  for (const job of state.jobs.values()) {
    provisioning.recall(job, memoryOfNumber(number, startAt));
    number += 1;
  }
}

/** Adds enterprise applications that provision nobody. Takes the same, and how many. */
export function addOtherApplications({ state, seed, startAt }: FleetSizing, count: number): void {
  const [ids, appIds, objectIds] = [0x6f7468, 0x6f6964, 0x6f6f62].map((kind) =>
    createNumberedIds(mixed(seed, kind), count),
  );
  if (ids === undefined || appIds === undefined || objectIds === undefined) return;
  const createdAt = startAt - 120 * day;
  for (let index = 0; index < count; index += 1) {
    const common = {
      appId: appIds.idOf(index),
      displayName: `Intranet application ${String(index + 1).padStart(4, '0')}`,
      applicationTemplateId: null,
      createdAt,
      visibleAt: createdAt,
    };
    const servicePrincipal: ServicePrincipalRecord = {
      ...common,
      id: ids.idOf(index),
      applicationObjectId: objectIds.idOf(index),
      preferredSingleSignOnMode: null,
      owners: [],
    };
    state.applications.set(servicePrincipal.applicationObjectId, {
      ...common,
      id: servicePrincipal.applicationObjectId,
      appRoles: [],
    });
    state.servicePrincipals.set(servicePrincipal.id, servicePrincipal);
  }
}
