import type { Deviation, DriftedApplication, DriftReport } from '#shared/model/drift';

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Takes a text; gives it for XML 1.0: what XML cannot hold is replaced. */
const xml = (text: string): string =>
  text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replace(/[&<>"']/g, (character) => escapes[character] ?? '');

interface Case {
  readonly name: string;
  readonly outcome: 'passed' | 'failed' | 'skipped' | 'error';
  readonly message: string;
}

function deviationCase({ difference, state, decision, expired }: Deviation, failing: ReadonlySet<string>): Case {
  const why =
    decision === null
      ? ''
      : ` (${decision.decision}${expired ? ', expired' : ''}: ${decision.reason}, ${decision.owner})`;
  return {
    name: `${difference.place}: ${difference.what}`,
    outcome: failing.has(state) ? 'failed' : 'skipped',
    message: `${difference.words}${why}`,
  };
}

function casesOf({ state, reasons, deviations }: DriftedApplication, failing: ReadonlySet<string>): readonly Case[] {
  if (state === 'missing' || state === 'added') {
    const message =
      state === 'missing' ? 'The application is in the baseline and not in the tenant.' : reasons.join(' ');
    return [{ name: 'application', outcome: failing.has('new') ? 'failed' : 'skipped', message }];
  }
  const unread = reasons.map((message): Case => ({ name: 'reading', outcome: 'error', message }));
  const all = [...unread, ...deviations.map((one) => deviationCase(one, failing))];
  return all.length === 0 ? [{ name: 'is as its baseline says', outcome: 'passed', message: '' }] : all;
}

function caseText(suite: string, { name, outcome, message }: Case): string {
  const head = `    <testcase classname="${xml(suite)}" name="${xml(name)}"`;
  if (outcome === 'passed') return `${head}/>`;
  const element = outcome === 'failed' ? 'failure' : outcome;
  return `${head}><${element} message="${xml(message)}"/></testcase>`;
}

const countIn = (cases: readonly Case[], outcome: Case['outcome']): number =>
  cases.filter((one) => one.outcome === outcome).length;

/**
 * Takes a report and the states of deviations that count as failures; gives it as JUnit XML: a suite for each application, a case for
 * each deviation; accepted ones are skipped, what could not be read is an error. Pure.
 */
export function junitText(report: DriftReport, failing: ReadonlySet<string>): string {
  const suites = report.applications.map((application) => {
    const cases = casesOf(application, failing);
    const { displayName } = application;
    return [
      `  <testsuite name="${xml(displayName)}" tests="${cases.length}" failures="${countIn(cases, 'failed')}" errors="${countIn(cases, 'error')}" skipped="${countIn(cases, 'skipped')}" timestamp="${xml(report.comparedAt)}">`,
      ...cases.map((one) => caseText(displayName, one)),
      '  </testsuite>',
    ].join('\n');
  });
  return ['<?xml version="1.0" encoding="UTF-8"?>', '<testsuites name="drift">', ...suites, '</testsuites>'].join('\n');
}
