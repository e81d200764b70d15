import type { KindRun } from './cycle-run.ts';
import type { EntryEvent } from './entry-event.ts';
import { createEventRecorder } from './event-recorder.ts';
import type { SourceEntry } from './source-entry.ts';

/**
 * Logs a delete or disable that the deletion threshold holds back; nothing is sent.
 * Takes the run and the object; gives the logged event.
 * Source: learn.microsoft.com/entra/identity/app-provisioning/accidental-deletions
 */
export function stageDelete({ run, mapping, kind }: KindRun, entry: SourceEntry): EntryEvent {
  const recorder = createEventRecorder({ ...run, entry, targetType: mapping.targetObjectName });
  recorder.setTargetId(run.runtime.links[kind].get(entry.id)?.targetId ?? '');
  const reason = `The delete of ${kind} '${entry.reportableIdentifier}' is held back because the accidental deletion threshold was met.`;
  recorder.step({
    name: 'EntryStagedDelete',
    type: 'processing',
    status: 'skipped',
    description: reason,
    details: { SkipReason: 'TooManyDeletes' },
  });
  const event = recorder.end({
    action: 'stagedDelete',
    status: 'skipped',
    error: {
      code: 'TooManyDeletes',
      reason,
      category: 'nonServiceFailure',
      recommendedAction:
        'Review the pending deletes, then allow them, or bring the objects back into scope and restart.',
    },
  });
  run.log(event);
  return event;
}
