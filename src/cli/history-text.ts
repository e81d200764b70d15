import type { JournalVerification } from '#shared/contract/journal';
import type { OnDemandComparison, OnDemandRun, OnDemandRuns } from '#shared/model/on-demand-run';
import type { SnapshotComparison, SnapshotSummary, SnapshotView } from '#shared/model/snapshot';
import type { Timeline, TimelineEntry } from '#shared/model/timeline';
import { onDemandText } from './operations-text.ts';
import { warningText } from './plan-text.ts';
import { indent, textTable } from './text-table.ts';

const none = '(nothing)';

const section = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : [`${title}:`, ...lines.map((line) => `  - ${line}`)];

const changeText = ({ what, before, after }: TimelineEntry['changes'][number]): string =>
  `    ${what}: ${before ?? none} → ${after ?? none}`;

function entryText(entry: TimelineEntry): string {
  const { at, who, title, result, changes, words, before, after, audits, requestIds } = entry;
  const marks = [
    ...(before === null ? [] : [`snapshot ${before}`]),
    ...(after === null ? [] : [`→ ${after}`]),
    ...audits.map(({ activity, id }) => `audit event "${activity}" (${id})`),
    ...requestIds.map((id) => `request-id ${id}`),
  ];
  return [
    `${at}  ${who ?? 'nobody knows who'}  [${entry.origin}, ${result}]`,
    `  ${title}`,
    `    ${words}`,
    ...changes.map(changeText),
    ...(marks.length === 0 ? [] : [`    (${marks.join('; ')})`]),
  ].join('\n');
}

/** Takes a change history; gives it as text, newest first, with what it cannot say. */
export const timelineText = ({ application, entries, gaps, complete }: Timeline): string =>
  [
    `Change history of ${application}: ${entries.length === 0 ? 'nothing is known' : `${entries.length} entries`}`,
    ...entries.map(entryText),
    ...(complete ? [] : ['There are older entries: give --limit or --since.']),
    ...section('What it cannot say', gaps.map(warningText)),
  ].join('\n');

const snapshotRow = ({ at, moment, why, application, who, id }: SnapshotSummary): readonly string[] => [
  id,
  at,
  moment,
  application,
  who,
  why,
];

/** Takes a list of snapshots with how they are kept; gives it as text. */
export const snapshotsText = (list: {
  readonly snapshots: readonly SnapshotSummary[];
  readonly keeping: { readonly words: string };
  readonly setAside: readonly string[];
  readonly locked: number;
}): string =>
  [
    list.snapshots.length === 0
      ? 'There are no snapshots yet: one is kept before and after each write of this program.'
      : textTable(['id', 'time', 'moment', 'application', 'who', 'what for'], list.snapshots.map(snapshotRow)),
    `How they are kept: ${list.keeping.words}`,
    ...(list.setAside.length === 0 ? [] : [`Damaged and set aside: ${list.setAside.join(', ')}`]),
    ...(list.locked === 0 ? [] : [`Sealed with another key and not shown: ${list.locked}`]),
  ].join('\n');

/** Takes a snapshot with what it holds; gives it as text, the configuration as YAML. */
export const snapshotText = ({ snapshot, text, masked, missing, notes }: SnapshotView): string =>
  [
    `# Snapshot ${snapshot.id} of ${snapshot.application}, ${snapshot.moment} ${snapshot.why}, ${snapshot.at}, by ${snapshot.who}`,
    text === '' ? '# The application did not exist.' : text.trimEnd(),
    ...masked.map((place) => `# Not kept: ${place}`),
    ...missing.map(({ part, reason }) => `# Could not be read then: ${part}: ${reason}`),
    ...notes.map((note) => `# ${warningText(note)}`),
  ].join('\n');

const sideText = (side: SnapshotSummary | null): string =>
  side === null ? 'the tenant now' : `${side.at} (${side.moment} ${side.why})`;

/** Takes a comparison of two snapshots; gives it in words. */
export const comparisonText = ({ before, after, differences, notes }: SnapshotComparison): string =>
  [
    `From ${sideText(before)} to ${sideText(after)}: ${differences.length === 0 ? 'nothing differs' : `${differences.length} differences`}`,
    ...differences.map(({ words }) => `  - ${words}`),
    ...notes,
  ].join('\n');

/** Takes what verifying the journal came to; gives it as text. */
export const verificationOfJournalText = (verdict: JournalVerification): string =>
  [
    verdict.intact ? 'The journal is intact.' : `The journal is NOT proven to be whole: ${verdict.problem}.`,
    `  ${verdict.entries} entries, ${verdict.first ?? 'none'} to ${verdict.last ?? 'none'}`,
    `  hash of the last entry: ${verdict.head}`,
    `  ${verdict.anchor}`,
    ...verdict.losses.map(
      ({ at, who, sequence, expected }) =>
        `  Entry ${sequence}: ${who} accepted on ${at} that entries were gone (there had been ${expected}).`,
    ),
  ].join('\n');

const resultText = ({ subject, view, error }: OnDemandRun['results'][number]): string => {
  if (view !== null) return onDemandText(view);
  if (error === null) return `${subject}: not tried yet`;
  return `${subject}: refused, ${error.message}${error.nextStep === null ? '' : ` ${error.nextStep}`}`;
};

/** Takes a run of provisioning on demand; gives every result as text. */
export const runText = (run: OnDemandRun): string =>
  [
    `Run ${run.id} of ${run.application}, ${run.at}, by ${run.who}: ${run.state}`,
    ...run.results.map((result) => indent(resultText(result))),
    ...(run.stopped === null ? [] : [run.stopped, `Go on with: on-demand resume ${run.id}`]),
    ...(run.valuesKept ? [] : ['Values of attributes were not kept.']),
  ].join('\n');

/** Takes a list of runs with how results are kept; gives it as text. */
export const runsText = ({ runs, keeping, setAside, locked }: OnDemandRuns): string =>
  [
    runs.length === 0
      ? 'Nobody was provisioned on demand from this machine.'
      : textTable(
          ['id', 'time', 'application', 'state', 'tried', 'failed', 'who'],
          runs.map(({ id, at, application, state, subjects, tried, failed, who }) => [
            id,
            at,
            application,
            state,
            `${tried} of ${subjects}`,
            String(failed),
            who,
          ]),
        ),
    `How results are kept: ${keeping.words}`,
    ...(setAside.length === 0 ? [] : [`Damaged and set aside: ${setAside.join(', ')}`]),
    ...(locked === 0 ? [] : [`Sealed with another key and not shown: ${locked}`]),
  ].join('\n');

/** Takes two runs compared; gives it in words, person by person. */
export const runComparisonText = ({ people, configuration, notes }: OnDemandComparison): string =>
  [
    configuration.length === 0
      ? 'Nothing of the configuration changed between the two runs.'
      : 'What changed in the configuration between them:',
    ...configuration.map(({ words }) => `  - ${words}`),
    ...people.flatMap(({ subject, before, after, changes }) => [
      `${subject}: ${before ?? 'not in the first run'} → ${after ?? 'not in the second run'}`,
      ...changes.map(changeText),
    ]),
    ...notes,
  ].join('\n');
