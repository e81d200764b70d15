import type { Output } from '#shared/contract/index';
import type { JobOutlook, LoggedCycle } from '#shared/model/cycle';
import { textTable } from './text-table.ts';

const cutWords: Readonly<Record<NonNullable<LoggedCycle['cut']>, string>> = {
  start: 'older rows may be missing',
  end: 'may go on',
  both: 'rows may be missing',
};

const otherText = ({ other }: LoggedCycle['counts']): string =>
  other.map(({ action, status, count }) => `${count} ${action} ${status}`).join(', ');

/** Takes cycles and how far they are known; gives one line each. */
export function cyclesText(found: Output<'cycles.list'>): string {
  const { cycles, source, knownFrom, complete, withoutCycle } = found;
  const where = source === 'archive' ? 'the archive' : 'the service';
  const reach =
    knownFrom === null ? 'Nothing of the log is known.' : `From ${where}, which reaches back to ${knownFrom}.`;
  const more = complete ? '' : ' There are, or may be, older cycles.';
  const outside = withoutCycle === 0 ? '' : `\n${withoutCycle} rows belong to no cycle.`;
  if (cycles.length === 0) return `No cycle left a row in the log. ${reach}${more}${outside}`;
  const rows = cycles.map(({ began, ended, counts, cut, id }) => [
    began.slice(0, 19),
    ended.slice(11, 19),
    ...[counts.created, counts.updated, counts.disabled, counts.deleted, counts.failed, counts.skipped].map(String),
    otherText(counts),
    cut === null ? '' : cutWords[cut],
    id,
  ]);
  const heading = [
    'began',
    'ended',
    'created',
    'updated',
    'disabled',
    'deleted',
    'failed',
    'skipped',
    'other',
    '',
    'cycle',
  ];
  return `${textTable(heading, rows)}\n${reach}${more}${outside}`;
}

const settingText = (setting: JobOutlook['settings']['notifications']): string =>
  setting.state === 'on' ? setting.value : setting.state;

/** Takes where a job stands; gives its initial cycle as text, the end as a range; nothing once it is over. */
export function initialCycleText({ initialCycle }: JobOutlook): readonly string[] {
  if (initialCycle === null) return [];
  const { completed, total, units, end, explanation } = initialCycle;
  return [
    `Initial cycle: ${completed ?? 'unknown'} of ${total ?? 'unknown'} ${units || 'pages'}`,
    end === null ? '  ends: no estimate' : `  ends between ${end.earliest} and ${end.latest}`,
    `  ${explanation}`,
  ];
}

/** Takes where a job stands; gives it as text, a range as a range. */
export function outlookText(outlook: JobOutlook): string {
  const { nextCycle, changesReadUntil, steadyFirst, steadyLast, settings } = outlook;
  return [
    ...initialCycleText(outlook),
    `Next cycle: ${nextCycle === null ? 'unknown' : `between ${nextCycle.earliest} and ${nextCycle.latest}`}`,
    `Changes read until: ${changesReadUntil ?? 'unknown'}`,
    `  ${outlook.watermarkExplanation}`,
    `Steady state: first ${steadyFirst ?? 'never'}, last ${steadyLast ?? 'never'}`,
    `Settings: scope ${settings.scope}, notifications ${settingText(settings.notifications)}, deletion threshold ${settingText(settings.deletionThreshold)},`,
    `  keeps who falls out of scope: ${settings.keepsOutOfScope}, target ${settings.targetHost ?? 'unknown'}`,
  ].join('\n');
}
