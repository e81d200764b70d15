import { create } from 'zustand';
import { useRepairRun } from '#renderer/lib/change-run';
import { places } from '#renderer/lib/places';
import { useRead, useTaskRead } from '#renderer/lib/queries';
import { text } from '#renderer/lib/text';
import { useTask } from '#renderer/lib/use-task';
import type { Path } from '#shared/contract/index';
import type { QuarantineReport, SeenQuarantine } from '#shared/model/quarantine';

const renewEveryMs = 30_000;

/** Rows of the table of who is held back. */
export const heldPageSize = 50;

/** Takes an application's object id; gives its quarantine, renewed while the page is seen. */
export const useQuarantine = (id: string) =>
  useRead('quarantine.show', { application: id }, { refetchEveryMs: renewEveryMs });

/** Takes an application's object id and where the page of the table begins; gives who is held back. */
export const useHeldBack = (id: string, offset: number, enabled = true) =>
  useRead('quarantine.heldBack', { application: id, offset, limit: heldPageSize }, { keepPrevious: true, enabled });

/** Takes an application's object id; gives when it was in quarantine. */
export const useQuarantineHistory = (id: string) => useTaskRead('quarantine.history', { application: id });

/** Takes an application's object id; gives the answered checks. They are made when the page is opened, and again after a repair. */
export const useChecks = (id: string) => useTaskRead('quarantine.check', { application: id });

/** Takes an application's object id; gives what ends its quarantine, from plan to report. */
export const useRepair = (id: string) =>
  useRepairRun({
    slot: `quarantine:${id}`,
    label: text('quarantine.planTask'),
    href: places.application(id, 'quarantine'),
  });

const staleAfterProof: readonly Path[] = ['quarantine.show', 'synchronizationJobs.show', 'quarantine.history'];

/** Takes an application's object id; gives the proof, which goes on when the page is left. */
export const useProof = (id: string) =>
  useTask('quarantine.prove', {
    slot: `quarantine-proof:${id}`,
    label: text('quarantine.proveTask'),
    href: places.application(id, 'quarantine'),
    stale: staleAfterProof,
  });

/** Takes an application's object id; gives the way to take the rows of held-back deletions away as a file. */
export const useHeldExport = (id: string) =>
  useTask('logs.export', {
    slot: `quarantine-export:${id}`,
    label: text('quarantine.heldExport'),
    href: places.application(id, 'quarantine'),
  });

/** What a person saw before the repair, by application: the proof says what is different. */
export const useSeenBefore = create<Readonly<Record<string, SeenQuarantine>>>(() => ({}));

/** Takes a report; keeps what it shows for the proof. */
export function rememberSeen({ servicePrincipalId, quarantine, meters }: QuarantineReport): void {
  if (quarantine === null) return;
  const { reason, since, errorCode, errorMessage } = quarantine;
  const failures = meters.find(({ id }) => id === 'failures')?.value ?? null;
  useSeenBefore.setState({ [servicePrincipalId]: { reason, since, errorCode, errorMessage, failures } });
}
