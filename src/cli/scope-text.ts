import type { AssignmentRow, Impact, MissingPermission, RowFault, ScopeCounts, ScopeView } from '#shared/model/scope';
import { warningText } from './plan-text.ts';
import { indent, textTable } from './text-table.ts';

const section = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : [`${title}:`, ...lines.map((line) => `  - ${line}`)];

/** Takes permissions that are missing; gives lines that say what they are for and how to ask for them. */
export const missingText = (missing: readonly MissingPermission[]): readonly string[] =>
  section(
    'More is known with',
    missing.map(({ scope, reason }) => `${scope}: ${reason} Ask for it with "login --scope ${scope}".`),
  );

/** Takes who is in scope; gives it as text. */
export function scopeText(view: ScopeView): string {
  const { people, deletionThreshold: threshold, assignments, objects, missing } = view;
  const who = people === 'everyone' ? 'everyone in the tenant' : 'assigned people and groups only';
  const rows = assignments.map(({ kind, displayName, role, id }) => [kind, displayName, role, id]);
  return [
    `${view.application}: ${who}${view.skipOutOfScopeDeletions ? '; accounts of those who leave stay' : ''}`,
    `Deletion threshold: ${threshold.enabled ? `on, ${threshold.value ?? 'no number'}` : 'off'}`,
    ...objects.map(
      ({ source, target, enabled, inWords }) =>
        `${source} → ${target}: ${enabled ? 'on' : 'off'}, scoping filter: ${inWords ?? 'none'}`,
    ),
    rows.length === 0 ? 'Nobody is assigned.' : textTable(['kind', 'who', 'role', 'assignment'], rows),
    ...section(
      'Good to know',
      assignments.flatMap(({ displayName, warnings }) => warnings.map((one) => `${displayName}: ${warningText(one)}`)),
    ),
    ...missingText(missing),
  ].join('\n');
}

const named = (title: string, count: number, names: readonly string[]): readonly string[] =>
  count === 0
    ? []
    : [`${title} (${count}):`, ...names.map((name) => `  ${name}`), ...(count > names.length ? ['  …'] : [])];

const countsText = (what: string, counts: ScopeCounts): readonly string[] => [
  `${what}: ${counts.before} in scope now, ${counts.after} then; ${counts.entering} enter, ${counts.leaving} leave${
    counts.open === 0 ? '' : `; for ${counts.open} it cannot be told`
  }`,
  ...named('  Enter', counts.entering, counts.enteringNames),
  ...named('  Leave', counts.leaving, counts.leavingNames),
];

const minutes = (count: number): string =>
  count < 120 ? `${Math.ceil(count)} min` : `${Math.round((count / 60) * 10) / 10} h`;

const nobodyText = {
  removed: 'rewritten for nobody: what is not mapped any more is not written, and what stands in the application stays',
  onlyOnCreate: 'rewritten for nobody: it is written only when an account is created',
} as const;

/** Takes what a change comes to; gives it as text. */
export function impactText(impact: Impact): string {
  const { effects, threshold, cycle, rewrites } = impact;
  const limit = threshold.enabled ? `threshold ${threshold.value ?? 'without a number'}` : 'threshold off';
  const length = cycle.kind === 'initial' ? ` About ${minutes(cycle.minMinutes)} to ${minutes(cycle.maxMinutes)}.` : '';
  return [
    `Impact on ${impact.application}${impact.approximate.length === 0 ? '' : ' (approximate)'}`,
    ...countsText('People', impact.people),
    ...(impact.groups === null ? [] : countsText('Groups', impact.groups)),
    `Accounts: at most ${effects.creates} created, ${effects.updates} updated, ${effects.disables} disabled, ${effects.deletes} deleted (${limit}${threshold.held ? ', reached: held back' : ''})`,
    ...rewrites.flatMap(({ targetAttributeName, people, writesNobody, examples }) => [
      `${targetAttributeName}: ${writesNobody === null ? `rewritten for ${people}` : nobodyText[writesNobody]}`,
      ...examples.map(({ name, before, after }) => `  ${name}: ${before ?? '(empty)'} → ${after ?? '(empty)'}`),
    ]),
    `Cycle: ${cycle.reason}${length}`,
    ...(impact.firstRun === null ? [] : [impact.firstRun.message]),
    ...section('Good to know', impact.warnings.map(warningText)),
    ...section('Why it is approximate', impact.approximate),
    ...missingText(impact.missing),
  ].join('\n');
}

/** Takes the rows of a CSV; gives them, the bad ones by name, as text. */
export function rowsText(rows: readonly AssignmentRow[], faults: readonly RowFault[]): string {
  const fresh = rows.filter(({ assigned }) => !assigned);
  return [
    `${rows.length} rows can be used, ${fresh.length} of them are not assigned yet; ${faults.length} cannot.`,
    ...faults.map(({ line, message, nextStep }) => indent(`Line ${line}: ${message} ${nextStep}`)),
  ].join('\n');
}
