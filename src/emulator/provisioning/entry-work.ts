import type { KindRun } from './cycle-run.ts';
import type { EntryAction } from './entry-event.ts';
import type { EventRecorder } from './event-recorder.ts';
import type { SourceEntry } from './source-entry.ts';

/** One object with its run and its record. */
export interface EntryWork {
  readonly recorder: EventRecorder;
  readonly kindRun: KindRun;
  readonly entry: SourceEntry;
}

const stepSuffix: Readonly<Record<string, string>> = {
  create: 'Add',
  update: 'Update',
  disable: 'Update',
  delete: 'Delete',
};

/** What an export step says. */
export interface ExportResult {
  readonly action: EntryAction;
  readonly ok: boolean;
  readonly verb: string;
}

/**
 * Adds the export step of a create, update, disable or delete.
 * Takes the work and how it went.
 */
export function recordExport({ recorder, entry, kindRun }: EntryWork, result: ExportResult): void {
  const target = kindRun.run.origin.targetSystem.displayName;
  const { reportableIdentifier } = entry;
  recorder.step({
    name: `EntryExport${stepSuffix[result.action] ?? 'Update'}`,
    type: 'export',
    status: result.ok ? 'success' : 'failure',
    description: result.ok
      ? `${entry.kind} '${reportableIdentifier}' was ${result.verb} in ${target}`
      : `Failed to ${result.action} ${entry.kind} '${reportableIdentifier}' in ${target}`,
    details: { ReportableIdentifier: reportableIdentifier },
  });
}
