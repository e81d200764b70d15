import type { FleetNotice, FleetRow, FleetView, SettingState } from '#shared/model/fleet';
import { textTable } from './text-table.ts';

const settingWords: Readonly<Record<SettingState, string>> = { set: 'set', notSet: 'not set', unknown: 'unknown' };

/** A time without seconds. */
const short = (time: string): string => `${time.slice(0, 16).replace('T', ' ')}Z`;

function nextText({ nextCycle: { kind, at } }: FleetRow): string {
  if (at === null) return kind === 'first' ? 'first one runs' : kind === 'off' ? 'none' : 'unknown';
  return { about: `about ${short(at)}`, due: 'due', retry: `retry ${short(at)}`, first: '', off: '', unknown: '' }[
    kind
  ];
}

function errorText({ lastCycle }: FleetRow): string {
  if (lastCycle === null || lastCycle.failed === null) return '';
  if (lastCycle.errorRate === null) return String(lastCycle.failed);
  return `${lastCycle.failed} (${(lastCycle.errorRate * 100).toFixed(1)} %)`;
}

function healthText({ health, quarantine, fault, progress }: FleetRow): string {
  if (fault !== null) return 'not readable';
  if (quarantine !== null) {
    const { daysLeft } = quarantine;
    return daysLeft === null ? 'quarantine' : `quarantine, ${daysLeft} ${daysLeft === 1 ? 'day' : 'days'} left`;
  }
  return progress === null ? health : `${health} ${progress.completed} of ${progress.total}`;
}

function secretText({ secret }: FleetRow): string {
  if (secret === null) return 'unknown';
  const saved = secret.savedAt === null ? 'saved: unknown' : `saved ${secret.savedAt.slice(0, 10)}`;
  return secret.expiresAt === null ? saved : `${saved}, ends ${secret.expiresAt.slice(0, 10)}`;
}

const objectsText = ({ objects }: FleetRow): string =>
  objects.length === 0 ? '' : String(objects.reduce((sum, { value }) => sum + value, 0));

const thresholdText = ({ deletionThreshold: { state, value } }: FleetRow): string => value ?? settingWords[state];

/** There is nothing to be set yet, which is not the same as unknown. */
const isNotSetUp = ({ jobId, fault }: FleetRow): boolean => jobId === null && fault === null;

/** Takes the fleet and the lines to show of it; gives them as a table, with what has to be said about it below. */
export function fleetText(fleet: FleetView, rows: readonly FleetRow[]): string {
  const table =
    rows.length === 0
      ? 'No application matches.'
      : textTable(
          ['application', 'health', 'last cycle', 'next', 'objects', 'failed', 'mail', 'deletions', 'secret'],
          rows.map((row) => [
            row.displayName,
            healthText(row),
            row.lastCycle?.ended == null ? 'none yet' : short(row.lastCycle.ended),
            nextText(row),
            objectsText(row),
            errorText(row),
            ...(isNotSetUp(row) ? [] : [settingWords[row.notifications], thresholdText(row), secretText(row)]),
          ]),
        );
  const notes = [
    ...(fleet.withoutBatch
      ? ['The service refuses these requests in a batch, so each application was asked on its own: this is slower.']
      : []),
    ...(fleet.state === 'partial' ? ['Not every application was looked at.'] : []),
    ...(fleet.hidden > 0 ? [`${fleet.hidden} applications may not be read with this account.`] : []),
    ...(fleet.waiting > 0 ? [`${fleet.waiting} new applications were not looked at yet.`] : []),
  ];
  return [table, ...notes].join('\n');
}

/** Takes a notice and when it came; gives it in one line. */
export const noticeText = ({ title, body }: FleetNotice, at: string): string => `${short(at)}  ${title}: ${body}`;
