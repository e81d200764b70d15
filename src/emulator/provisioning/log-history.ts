import { createNumberedIds, mixed } from '#emulator/directory/numbered-id';
import type { Person } from '#emulator/state';
import { fixedGuid, sourceDirectoryName } from './default-schema.ts';
import type { EntryError, EntryEvent, EntryStatus, EntryStep, EventOrigin } from './entry-event.ts';
import { entryError } from './entry-failure.ts';
import { toLogRow } from './log-row.ts';
import type { LogPart, LogRow } from './log-rows.ts';
import { cycleIntervalMs } from './quarantine.ts';
import type { ValueChange } from './scim-messages.ts';

/** People by number, as they were when the tenant began. */
export interface PeopleByNumber {
  readonly count: number;
  idOf(index: number): string;
  at(index: number): Person;
}

/** An application whose provisioning wrote rows before the tenant began. */
export interface LoggedApplication {
  readonly id: string;
  readonly displayName: string;
  readonly appId: string;
}

/** What a history follows from. */
export interface LogHistoryOptions {
  readonly seed: number;
  readonly size: number;
  readonly tenantId: string;
  /** The tenant's first moment, milliseconds since 1970; every row lies before it. */
  readonly startAt: number;
  readonly people: PeopleByNumber;
  /** At least one. */
  readonly applications: readonly LoggedApplication[];
}

const day = 86_400_000;
/** Less than the 30 days for which the service keeps rows, so that none is missing at the start. */
const span = 29 * day;

interface Outcome {
  readonly share: number;
  readonly action: EntryEvent['action'];
  readonly status: EntryStatus;
  readonly step: string;
  readonly verb: string;
  readonly errorCode?: string;
}

/** How many rows of 1,000 end how: nearly all work, a few fail for the usual reasons. */
const outcomes: readonly Outcome[] = [
  { share: 790, action: 'update', status: 'success', step: 'EntryExportUpdate', verb: 'was updated' },
  { share: 90, action: 'create', status: 'success', step: 'EntryExportAdd', verb: 'was created' },
  { share: 30, action: 'disable', status: 'success', step: 'EntryExportUpdate', verb: 'was disabled' },
  {
    share: 60,
    action: 'other',
    status: 'skipped',
    step: 'EntrySynchronizationSkip',
    verb: 'will be skipped',
    errorCode: 'EntrySynchronizationSkipped',
  },
  {
    share: 14,
    action: 'create',
    status: 'failure',
    step: 'EntryExportAdd',
    verb: 'could not be created',
    errorCode: 'EntryConflict',
  },
  {
    share: 9,
    action: 'update',
    status: 'failure',
    step: 'EntryExportUpdate',
    verb: 'could not be updated',
    errorCode: 'InternalServerError',
  },
  {
    share: 7,
    action: 'create',
    status: 'failure',
    step: 'EntryExportAdd',
    verb: 'could not be created',
    errorCode: 'MissingValues',
  },
];

/**
 * Rows of the provisioning log from before the tenant's first moment, made from their numbers when they are read.
 * Takes what they follow from; the same options give the same rows.
 */
export function createLogHistory(options: LogHistoryOptions): LogPart {
  const { seed, size, startAt, people, applications } = options;
  const ids = createNumberedIds(mixed(seed, 0x6c6f67), size);
  const changeIds = createNumberedIds(mixed(seed, 0x636867), size);
  const cycleIds = createNumberedIds(mixed(seed, 0x637963), Math.ceil(span / cycleIntervalMs) + 1);
  const timeAt = (position: number): number => Math.floor(startAt - span + ((position + 1) * (span - 1)) / (size + 1));
  const personAt = (position: number): number => mixed(seed, position, 11) % people.count;
  const jobIdOf = ({ id }: LoggedApplication): string =>
    `scim.${options.tenantId.replaceAll('-', '')}.${fixedGuid(`history:${id}`)}`;
  const applicationAt = (position: number): LoggedApplication => {
    const found = applications[mixed(seed, position, 12) % applications.length];
    if (found === undefined) throw new RangeError('A history needs at least one application.');
    return found;
  };
  const eventAt = (position: number): EntryEvent => {
    const application = applicationAt(position);
    const cycle = Math.floor((timeAt(position) - (startAt - span)) / cycleIntervalMs);
    const origin: EventOrigin = {
      tenantId: options.tenantId,
      jobId: jobIdOf(application),
      cycleId: cycleIds.idOf(cycle),
      servicePrincipal: application,
      sourceSystem: { id: fixedGuid('directory:source'), displayName: sourceDirectoryName },
      targetSystem: { id: fixedGuid(`directory:${application.id}`), displayName: application.displayName },
    };
    const chance = mixed(seed, position, 13);
    const facts = { id: ids.idOf(position), changeId: changeIds.idOf(position), origin, at: timeAt(position), chance };
    return historicEvent(facts, people.at(personAt(position)));
  };
  return {
    size,
    timeAt,
    row: (position): LogRow => toLogRow(eventAt(position)),
    positionOf: ids.indexOf,
    sourceIdAt: (position) => people.idOf(personAt(position)),
    mayHold: ({ servicePrincipalId, jobId }) =>
      applications.some(
        (each) =>
          (servicePrincipalId === undefined || each.id === servicePrincipalId) &&
          (jobId === undefined || jobIdOf(each) === jobId),
      ),
  };
}

interface HistoricFacts {
  readonly id: string;
  readonly changeId: string;
  readonly origin: EventOrigin;
  readonly at: number;
  readonly chance: number;
}

function historicEvent({ id, changeId, origin, at, chance }: HistoricFacts, person: Person): EntryEvent {
  const outcome = outcomeOf(chance % 1000);
  const displayName = String(person.attributes.displayName ?? '');
  const durationMs = 40 + (chance % 900);
  return {
    id,
    changeId,
    origin,
    startedAt: at - durationMs,
    endedAt: at,
    durationMs,
    action: outcome.action,
    status: outcome.status,
    error: errorOf(outcome, origin.targetSystem.displayName),
    verdict: null,
    reportableIdentifier: person.userPrincipalName,
    source: {
      id: person.id,
      type: 'User',
      displayName,
      details: {
        id: person.id,
        odatatype: 'User',
        DisplayName: displayName,
        UserPrincipalName: person.userPrincipalName,
      },
    },
    target: { id: outcome.status === 'success' ? fixedGuid(`target:${origin.jobId}:${person.id}`) : '', type: 'User' },
    steps: stepsOf(outcome, { person, origin, at }),
    changes: changesOf(outcome, person),
  };
}

function outcomeOf(thousandth: number): Outcome {
  let reached = 0;
  for (const outcome of outcomes) {
    reached += outcome.share;
    if (thousandth < reached) return outcome;
  }
  throw new RangeError('The shares of the outcomes must add up to 1,000.');
}

function errorOf({ errorCode }: Outcome, target: string): EntryError | null {
  if (errorCode === undefined) return null;
  if (errorCode === 'EntrySynchronizationSkipped') {
    return entryError(errorCode, 'The User is not effectively entitled for provisioning.');
  }
  return entryError(errorCode, `Message: ${target} returned an error response.`);
}

interface StepFacts {
  readonly person: Person;
  readonly origin: EventOrigin;
  readonly at: number;
}

function stepsOf(outcome: Outcome, { person, origin, at }: StepFacts): readonly EntryStep[] {
  const name = person.userPrincipalName;
  const change = outcome.action === 'create' ? 'Add' : 'Update';
  const isSkipped = outcome.status === 'skipped';
  return [
    {
      name: `EntryImport${change}`,
      type: 'import',
      status: 'success',
      description: `Received User '${name}' change of type (${change}) from ${origin.sourceSystem.displayName}`,
      details: { objectId: person.id, accountEnabled: person.accountEnabled ? 'True' : 'False' },
      at,
    },
    {
      name: outcome.step,
      type: isSkipped ? 'scoping' : 'export',
      status: outcome.status,
      description: `User '${name}' ${outcome.verb} in ${origin.targetSystem.displayName}`,
      details: isSkipped ? { SkipReason: 'NotEffectivelyEntitled' } : { ReportableIdentifier: name },
      at,
    },
  ];
}

function changesOf({ action, status }: Outcome, person: Person): readonly ValueChange[] {
  if (status !== 'success') return [];
  if (action === 'disable') return [{ target: 'active', oldValue: true, newValue: false }];
  const title = String(person.attributes.jobTitle ?? '');
  if (action === 'update') return [{ target: 'title', oldValue: 'Trainee', newValue: title }];
  return [
    { target: 'userName', oldValue: null, newValue: person.userPrincipalName },
    { target: 'active', oldValue: null, newValue: true },
    { target: 'title', oldValue: null, newValue: title },
  ];
}
