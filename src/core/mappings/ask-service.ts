import { tryExpression } from '#core/expressions/try-expression';
import { type ParsedByService, parseByService } from '#core/graph/calls/parse-expression';
import type { Graph } from '#core/graph/graph';
import type { ExpressionOutcome, ExpressionVerdict, SamplePerson } from '#shared/model/mappings';

/** What is asked, and on which job. */
export interface ServiceQuestion {
  readonly servicePrincipalId: string;
  readonly jobId: string;
  readonly expression: string;
  readonly samples: readonly SamplePerson[];
  readonly now: number;
  readonly signal: AbortSignal;
}

const refused = (answer: ParsedByService, fallback: string): ExpressionOutcome => ({
  kind: 'error',
  code: answer.error?.code ?? fallback,
  message: answer.error?.message ?? 'The service gave no reason.',
});

/** Takes an answer of the service; gives the outcome that it tells. Pure. */
export function serviceOutcome(answer: ParsedByService): ExpressionOutcome {
  if (answer.parsingSucceeded !== true) return refused(answer, 'ParsingFailed');
  if (answer.evaluationSucceeded !== true) return refused(answer, 'EvaluationFailed');
  return { kind: 'value', values: [...(answer.evaluationResult ?? [])], note: null };
}

/** Functions whose value is another each time; only whether there is one can be compared. */
const changing = /\b(Guid|RandomString|Now)\s*\(/;

const filled = (values: readonly string[]): readonly string[] => values.filter((value) => value !== '');

/**
 * Takes the expression and both outcomes; says whether they mean the same. An empty text and no value are not told apart, since
 * neither flows. Pure.
 */
export function outcomesAgree(expression: string, ours: ExpressionOutcome, service: ExpressionOutcome): boolean {
  if (ours.kind !== 'value' || service.kind !== 'value') return ours.kind === service.kind;
  const [one, other] = [filled(ours.values), filled(service.values)];
  if (changing.test(expression)) return one.length === other.length;
  return one.length === other.length && one.every((value, index) => value === other[index]);
}

/** Only what the expression reads leaves this machine. */
function valuesRead(expression: string, { values }: SamplePerson): SamplePerson['values'] {
  const names = new Set([...expression.matchAll(/\[([^\]]+)\]/g)].map((match) => match[1]));
  return Object.fromEntries(Object.entries(values).filter(([name]) => names.has(name)));
}

const refusedHere = (message: string): ExpressionOutcome => ({ kind: 'error', code: 'invalidExpression', message });

/**
 * Takes an expression, people and a job; asks the service about each of them, one after the other, and gives its outcomes beside
 * ours. Ends as soon as the signal fires. Raises what Graph raises.
 * Source: learn.microsoft.com/graph/api/synchronization-synchronizationschema-parseexpression
 */
export async function askService(graph: Graph, question: ServiceQuestion): Promise<readonly ExpressionVerdict[]> {
  const { expression, samples, now, signal, servicePrincipalId, jobId } = question;
  const tried = tryExpression(expression, { attributes: [], samples, now });
  const worst = tried.diagnostics.find(({ severity }) => severity === 'error');
  const verdicts: ExpressionVerdict[] = [];
  for (const sample of samples) {
    const values = valuesRead(expression, sample);
    const service = serviceOutcome(
      await parseByService(graph, { servicePrincipalId, jobId, expression, values, signal }),
    );
    const ours =
      tried.outcomes.find(({ id }) => id === sample.id)?.outcome ?? refusedHere(worst?.message ?? 'It has no value.');
    verdicts.push({ id: sample.id, ours, service, agrees: outcomesAgree(expression, ours, service) });
  }
  return verdicts;
}
