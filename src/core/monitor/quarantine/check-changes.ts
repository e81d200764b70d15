import type { Graph } from '#core/graph/graph';
import type { Ports } from '#core/ports';
import type { CallContext } from '#core/rpc/dispatch';
import { createHistoryHandlers } from '#core/timeline/handlers';
import { isQuarantineEvent } from '#core/timeline/quarantine-event';
import type { JobView } from '#shared/model/job';
import type { AnsweredCheck } from '#shared/model/quarantine';
import type { Timeline, TimelineEntry } from '#shared/model/timeline';
import { answered, unknownBecause } from './answered.ts';

const dayMs = 86_400_000;
/** Changes of so many days before the quarantine may have led to it. */
const daysBefore = 7;
const mostEntries = 200;
const mostNamed = 3;

/** What only starts, pauses or looks at a job is no change of who or what is provisioned. */
const harmless = /^(enable|disable|start|pause|restart|provision)/i;

const isChange = (entry: TimelineEntry): boolean =>
  entry.changes.length > 0
    ? !entry.changes.every(({ what }) => harmless.test(what))
    : !harmless.test(entry.title) && !entry.audits.some(({ activity }) => harmless.test(activity));

/** Two snapshots differ: it happened some time between them, and is told at the later one, or at now. */
const isUndated = ({ certainty }: TimelineEntry): boolean => certainty === 'nobody';

/** Takes a history and when the quarantine began, milliseconds since 1970; gives the changes that may have led to it. Pure. */
export function changesBefore({ entries }: Pick<Timeline, 'entries'>, began: number): readonly TimelineEntry[] {
  return entries.filter((entry) => {
    const at = Date.parse(entry.at);
    const isEvent = entry.audits.some(({ activity }) => isQuarantineEvent(activity)) || isQuarantineEvent(entry.title);
    const inTime = at >= began - daysBefore * dayMs && (at <= began || isUndated(entry));
    return inTime && !isEvent && isChange(entry);
  });
}

const inWords = (entry: TimelineEntry): string => {
  const { at, who, title, changes } = entry;
  if (isUndated(entry)) {
    const what = changes.slice(0, mostNamed).map((change) => change.what);
    return `${title}, nobody says by whom or when: ${what.join(', ')}${changes.length > mostNamed ? ', …' : ''}`;
  }
  return `${title}${who === null ? '' : ` by ${who}`} (${at.slice(0, 16).replace('T', ' ')} UTC)`;
};

/** Takes a history and when the quarantine began; gives the answer whether something was changed shortly before. Pure. */
export function judgeChanges(timeline: Pick<Timeline, 'entries' | 'gaps' | 'complete'>, began: number): AnsweredCheck {
  const found = changesBefore(timeline, began);
  const hidden = timeline.gaps.filter(({ code }) => code.startsWith('no') && code !== 'noSnapshots');
  const wanted = [...new Set(hidden.flatMap(({ scopes = [] }) => scopes))];
  if (found.length > 0) {
    const rest = found.length > mostNamed ? `, and ${found.length - mostNamed} more` : '';
    const what = found.length === 1 ? '1 change' : `${found.length} changes`;
    return answered('changes', 'failed', {
      seen: `${what} in the ${daysBefore} days before: ${found.slice(0, mostNamed).map(inWords).join('; ')}${rest}.`,
      nextStep: 'Look at them under History; a snapshot from before can be gone back to.',
      scopes: wanted,
    });
  }
  if (hidden.length > 0 || !timeline.complete)
    return answered('changes', 'unknown', {
      seen: `No change is known in the ${daysBefore} days before. ${hidden[0]?.message ?? 'Older entries were not read.'}`,
      nextStep: hidden[0]?.nextStep,
      scopes: wanted,
    });
  return answered('changes', 'passed', {
    seen: `Nothing of settings, mappings, filters or assignments was seen to change in the ${daysBefore} days before.`,
  });
}

/** Takes a job; answers whether its application was changed shortly before the quarantine: by us, or as the audit log and snapshots say. */
export async function checkChanges(
  services: { readonly ports: Ports; readonly graph: Graph },
  job: JobView,
  context: CallContext,
): Promise<AnsweredCheck> {
  const now = services.ports.clock.now();
  const since = Date.parse(job.quarantine?.since ?? '');
  const began = Number.isNaN(since) ? now : since;
  try {
    const timeline = await createHistoryHandlers(services)['history.show'](
      {
        application: job.servicePrincipalId,
        since: new Date(began - daysBefore * dayMs).toISOString(),
        limit: mostEntries,
      },
      context,
    );
    return judgeChanges(timeline, began);
  } catch (cause) {
    return unknownBecause('changes', cause);
  }
}
