import type { JobActionPlan } from '#shared/model/job-action';
import { indent } from './text-table.ts';

const section = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : [`${title}:`, ...lines.map((line) => `  - ${line}`)];

/** Takes what an action comes to; gives it as text, the requests that it makes last. */
export function actionPlanText(plan: JobActionPlan): string {
  const calls = plan.calls.map(({ method, path, body }) =>
    [`  ${method} ${path}`, ...(body === null ? [] : [indent(body, '    ')])].join('\n'),
  );
  return [
    plan.title,
    ...(plan.needless === null ? [] : [plan.needless]),
    ...section('Look out', plan.warnings),
    ...section('What happens', plan.happens),
    ...section('Who is affected', plan.affected),
    ...section('What stays', plan.kept),
    ...section('What is lost', plan.lost),
    `How long: ${plan.duration.text}`,
    ...(calls.length === 0 ? [] : ['Requests to Graph, after the job was read and a snapshot kept:', ...calls]),
  ].join('\n');
}
