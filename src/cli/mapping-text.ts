import { expressionOf } from '#shared/mappings/source-kind';
import type { Difference } from '#shared/model/difference';
import type { ExpressionDiagnostic, ExpressionOutcome, MappingsView, ObjectMappingView } from '#shared/model/mappings';
import type { PlannedCall } from '#shared/model/planned-call';
import { indent, textTable } from './text-table.ts';

const flowWords: Readonly<Record<string, string>> = { ObjectAddOnly: 'only on create' };

function objectText(object: ObjectMappingView): string {
  const head = `${object.source} → ${object.target}: ${object.enabled ? 'on' : 'off'}, ${[...object.actions, ...object.otherActions].join(', ')}`;
  const rows = object.mappings.map((mapping) => [
    mapping.targetAttributeName,
    mapping.source === null ? '(none)' : expressionOf(mapping.source),
    mapping.defaultValue ?? '',
    (mapping.matchingPriority ?? 0) > 0 ? String(mapping.matchingPriority) : '',
    flowWords[mapping.flowType ?? ''] ?? '',
  ]);
  const findings = object.findings.map(({ code, message, explanation, repairs }) =>
    [
      `- ${code}: ${message}${explanation === null ? '' : ` ${explanation}.`}`,
      ...repairs.map(({ label, effect }) => `    repair: ${label}${effect === null ? '' : ` (${effect})`}`),
    ].join('\n'),
  );
  return [
    head,
    ...(object.filterInWords === null ? [] : [`Scoping filter: ${object.filterInWords}`]),
    textTable(['target', 'source', 'default', 'match', 'applied'], rows),
    ...(findings.length === 0 ? [] : ['Beside the vendor profile:', ...findings]),
  ].join('\n');
}

/** Takes the mappings of an application; gives them as text, with what the vendor profile says. */
export const mappingsText = (view: MappingsView): string =>
  [
    `Mappings of ${view.application} (profile ${view.profile}), version ${view.version ?? 'unknown'}`,
    ...view.objects.map(objectText),
  ].join('\n\n');

/** Takes differences; gives them as a table. */
export const differencesText = (differences: readonly Difference[]): string =>
  differences.length === 0
    ? 'No difference.'
    : textTable(
        ['where', 'what', 'before', 'after'],
        differences.map(({ place, what, before, after }) => [place, what, before ?? '–', after ?? '–']),
      );

const outcomeText = (outcome: ExpressionOutcome): string => {
  if (outcome.kind === 'error') return `${outcome.code}: ${outcome.message}`;
  const value =
    outcome.values.length === 0
      ? '(left out of the flow)'
      : outcome.values.map((one) => JSON.stringify(one)).join(', ');
  return outcome.note === null ? value : `${value} (${outcome.note})`;
};

/** What was tried of an expression. */
export interface TriedText {
  readonly expression: string;
  readonly diagnostics: readonly ExpressionDiagnostic[];
  readonly people: readonly {
    readonly name: string;
    readonly ours: ExpressionOutcome;
    /** null: the service was not asked. */
    readonly service: ExpressionOutcome | null;
    readonly agrees: boolean | null;
  }[];
}

const caret = (expression: string, { line, column }: ExpressionDiagnostic): string =>
  `${expression.split(/\r\n|\r|\n/)[line - 1] ?? ''}\n${' '.repeat(Math.max(0, column - 1))}^`;

/** Takes what was tried of an expression; gives diagnostics at their column and a table of values, ours beside the service's. */
export function triedText({ expression, diagnostics, people }: TriedText): string {
  const found = diagnostics.map((one) =>
    [`${one.severity} at line ${one.line}, column ${one.column}: ${one.message}`, indent(caret(expression, one))].join(
      '\n',
    ),
  );
  const asked = people.some(({ service }) => service !== null);
  const heading = asked ? ['person', 'our evaluator', 'the service', ''] : ['person', 'our evaluator'];
  const rows = people.map(({ name, ours, service, agrees }) => [
    name,
    outcomeText(ours),
    ...(service === null ? [] : [outcomeText(service), agrees === false ? 'DIFFERS: the service is right' : '']),
  ]);
  return [...found, ...(rows.length === 0 ? [] : [textTable(heading, rows)])].join('\n');
}

/** Takes the calls of a plan; gives them as text, one after the other with their bodies. */
export const callsText = (calls: readonly PlannedCall[]): string =>
  calls
    .map(({ method, path, body, title, note, batched }, index) =>
      [
        `${index + 1}. ${title ?? 'Look something up'}${batched ? ' (in a batch)' : ''}`,
        `   ${method} ${path}`,
        ...(note === null ? [] : [indent(note, '   ')]),
        ...(body === null ? [] : [indent(body, '   ')]),
      ].join('\n'),
    )
    .join('\n');
