import type { Output } from '#shared/contract/index';
import type { QuarantineKind, QuarantineMeter, QuarantineProof, QuarantineReport } from '#shared/model/quarantine';
import { quarantineText } from './operations-text.ts';
import { indent, textTable } from './text-table.ts';

const kindWords: Readonly<Record<QuarantineKind, string>> = {
  transport: 'the way to the application: its credentials or its address',
  perObject: 'many single objects fail',
  deletesBlocked: 'deletions are held back until somebody decides',
  byMicrosoft: 'Microsoft put it there',
  ingestion: 'the source could not be read',
  unknown: 'not named by the service',
};

const meterNames: Readonly<Record<QuarantineMeter['id'], string>> = {
  proportion: 'share of changes that failed',
  minimum: 'failures from which the share counts',
  failures: 'failures without references',
  withReferences: 'failures with references',
  deletions: 'deletions held back',
};

const stateWords: Readonly<Record<QuarantineMeter['state'], string>> = {
  ok: '',
  over: 'OVER',
  notApplied: 'not looked at yet',
  unknown: 'unknown',
};

const barWidth = 20;

function bar(value: number | null, limit: number | null): string {
  if (value === null || limit === null || limit === 0) return '-'.repeat(barWidth);
  const filled = Math.min(barWidth, Math.round((value / limit) * barWidth));
  return '#'.repeat(filled) + '.'.repeat(barWidth - filled);
}

const amount = (value: number | null, unit: QuarantineMeter['unit']): string =>
  value === null ? 'unknown' : `${value.toLocaleString('en')}${unit === 'percent' ? ' %' : ''}`;

function metersText(report: QuarantineReport): string {
  const rows = report.meters.map(({ id, value, limit, unit, state, approximate }) => [
    meterNames[id],
    bar(value, limit),
    `${approximate === null || value === null ? '' : 'about '}${amount(value, unit)} of ${amount(limit, unit)}`,
    id === 'minimum' && state === 'over' ? 'reached' : stateWords[state],
  ]);
  return [
    `Meters of the cycle that ended ${report.measuredAt ?? 'never'}:`,
    ...rows.map(([name = '', drawn = '', numbers = '', state = '']) =>
      `  ${drawn}  ${numbers}, ${name}${state === '' ? '' : ` (${state})`}`.trimEnd(),
    ),
  ].join('\n');
}

/** Takes a report; gives the quarantine as text: what kind it is and by what that was told, what it means, and the meters. */
export function reportOfQuarantineText(report: QuarantineReport): string {
  const { quarantine, kind } = report;
  return [
    report.summary,
    ...(quarantine === null ? [] : [quarantineText(quarantine)]),
    ...(kind === null ? [] : [`  Kind: ${kindWords[kind]}`]),
    ...report.evidence.map((one) => `    - ${one}`),
    metersText(report),
    ...(report.supportText === null ? [] : ['For Microsoft Support:', indent(report.supportText)]),
  ].join('\n');
}

const resultWords = { passed: 'passed', failed: 'FAILED', unknown: 'unknown' } as const;

/** Takes answered checks; gives them as text, each with what was seen and what next. */
export const checksText = ({ checks }: Output<'quarantine.check'>): string =>
  [
    'Checked just now:',
    ...checks.flatMap(({ id, result, seen, nextStep, scopes, requestId }) => [
      `  ${resultWords[result].padEnd(7)}  ${id}: ${seen}`,
      ...(nextStep === null ? [] : [`           ${nextStep}`]),
      ...(scopes.length === 0 ? [] : [`           More is known with "login --scope ${scopes.join(' --scope ')}".`]),
      ...(requestId === null || result === 'passed' ? [] : [`           (request-id ${requestId})`]),
    ]),
  ].join('\n');

/** Takes whose deletions are held back; gives them as a table. */
export function heldText({ held, count, complete, note, since }: Output<'quarantine.heldBack'>): string {
  if (count === 0) return note ?? 'No deletions are held back.';
  const rows = held.map((one) => [one.name, one.label ?? '', one.id, one.lastSeen.slice(0, 19)]);
  return [
    `${count}${complete ? '' : ' or more'} deletions are held back:`,
    textTable(['who', 'user name', 'id', 'last seen'], rows),
    ...(held.length < count ? [`… and ${count - held.length} more: give --offset ${held.length}.`] : []),
    ...(note === null ? [] : [note]),
    ...(since === null
      ? []
      : [`All of them as a file: log export --app APP --action stagedDelete --since ${since} --out held-back.csv`]),
  ].join('\n');
}

const whatWords = { entered: 'entered', ours: 'our write', now: 'now' } as const;

/** Takes the history of quarantines; gives it as a table with what it cannot say. */
export const quarantineHistoryText = ({ moments, gaps }: Output<'quarantine.history'>): string =>
  [
    moments.length === 0
      ? 'Nothing is known of an earlier quarantine.'
      : textTable(
          ['time', 'what', 'words'],
          moments.map(({ at, what, words }) => [at, whatWords[what], words]),
        ),
    ...gaps.map(({ message, nextStep }) => `  - ${message}${nextStep === undefined ? '' : ` ${nextStep}`}`),
  ].join('\n');

/** Takes a proof; gives it as text. */
export const proofText = (proof: QuarantineProof): string =>
  [
    proof.words,
    ...(proof.fix === null
      ? []
      : [
          `  last start or restart: ${proof.fix.what}, ${proof.fix.at}${proof.fix.requestId === null ? '' : ` (request-id ${proof.fix.requestId})`}`,
        ]),
    ...proof.changed.map((one) => `  - ${one}`),
    `  looked at ${proof.lookedAt}, last cycle ended ${proof.cycleEnded ?? 'never'}`,
  ].join('\n');
