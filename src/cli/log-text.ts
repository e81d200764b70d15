import type { Output as ProcedureOutput } from '#shared/contract/index';
import type { ArchiveState, FailureGroup } from '#shared/model/archive';
import { textTable } from './text-table.ts';

const whole = (number: number): string => Math.round(number).toLocaleString('en');
const shortTime = (time: string): string => time.replace(/\.\d+Z$/, 'Z');

/** Takes what a run came to; gives it as text. */
export function syncText(report: ProcedureOutput<'logs.sync'>): string {
  const { added, removed, unreadable, clockAheadMs, rowsPerSecond } = report;
  const skew = clockAheadMs ?? 0;
  return [
    `${whole(added)} new rows, ${whole(rowsPerSecond)} a second`,
    ...(removed === 0 ? [] : [`${whole(removed)} rows were older than the retention and were removed`]),
    ...(unreadable === 0 ? [] : [`${whole(unreadable)} rows without an id or a time could not be kept`]),
    ...(skew === 0
      ? []
      : [
          `The clock of this machine is ${whole(Math.abs(skew) / 60_000)} minutes ${skew > 0 ? 'ahead of' : 'behind'} the service’s; the service’s was used. Set it right.`,
        ]),
  ].join('\n');
}

const originText = ({
  source,
  complete,
}: {
  readonly source: 'archive' | 'service';
  readonly complete: boolean;
}): string => {
  const from = source === 'archive' ? 'From the archive' : 'Read from the service; "log sync" makes an archive';
  return complete ? from : `${from}. There are more: give --limit or narrow it down`;
};

/** Takes rows that were found; gives a line each. */
export function rowsText(found: ProcedureOutput<'logs.search'>): string {
  if (found.rows.length === 0) return `Nothing in the log fits.\n${originText(found)}.`;
  const table = textTable(
    ['time', 'application', 'action', 'status', 'person', 'why'],
    found.rows.map((row) => [
      shortTime(row.activityDateTime),
      row.application,
      row.action,
      row.status,
      row.person,
      [row.errorCode, row.reason].filter(Boolean).join(': '),
    ]),
  );
  return `${table}\n${originText(found)}.`;
}

const bars = '▁▂▃▄▅▆▇█';

/** Takes counts; gives them as a line of small bars, · for none. */
export function trendText(trend: readonly number[]): string {
  const most = Math.max(1, ...trend);
  return trend
    .map((count) => (count === 0 ? '·' : (bars[Math.ceil((count / most) * bars.length) - 1] ?? '·')))
    .join('');
}

/** Takes groups of identical failures; gives them as text. */
export function groupsText(found: ProcedureOutput<'logs.groups'>): string {
  if (found.groups.length === 0) return `No failures fit.\n${originText(found)}.`;
  return [...found.groups.map(groupText), `${originText(found)}.`].join('\n');
}

const groupText = (group: FailureGroup): string =>
  [
    `${whole(group.count)} × ${group.application}: ${group.errorCode ?? 'no code'}, ${whole(group.people)} people${group.group === 0 ? '' : ` (group ${group.group})`}`,
    ...(group.pattern === '' ? [] : [`  ${group.pattern}`]),
    `  ${trendText(group.trend)}  first ${shortTime(group.firstSeen)}, last ${shortTime(group.lastSeen)}`,
    ...(group.remedy === null ? [] : [`  What to do: ${group.remedy}`]),
  ].join('\n');

/** Takes the state of the archive; gives it as text. */
export function archiveText(state: ArchiveState): string {
  const { settings, gaps, setAside } = state;
  const kept = settings.retentionDays === null ? 'for ever' : `${settings.retentionDays} days`;
  return [
    state.message,
    `  ${whole(state.rows)} rows, ${whole(state.bytes / 1_000_000)} MB${state.oldest === null ? '' : `, ${shortTime(state.oldest)} to ${shortTime(state.newest ?? '')}`}`,
    `  read until ${state.readUntil ?? 'now nothing'}${state.brokenOff ? '; a run was broken off and goes on with "log sync"' : ''}`,
    `  kept ${kept}; final after ${settings.finalAfterHours} hours`,
    `  protected by ${protectionText(state)}`,
    ...gaps.map(({ from, to }) => `  not read, and gone from the service: ${from} to ${to}`),
    ...setAside.map(({ name, bytes, why }) => `  set aside (${why}, ${whole(bytes / 1000)} kB): ${name}`),
  ].join('\n');
}

function protectionText({ protection, recoveryKey }: ArchiveState): string {
  if (protection === null) return 'nothing yet';
  const by = protection === 'vault' ? 'the key vault of this machine' : 'a passphrase';
  return recoveryKey
    ? `${by}, with a recovery key`
    : `${by}; make a recovery key with "archive recovery-key --out FILE"`;
}
