import type { LogEntryView } from '#shared/model/job';
import type { Warning } from '#shared/model/plan';
import type { MissingPermission } from '#shared/model/scope';
import type { GateFix, WhyExplanation, WhyGate, WhyLogEntry } from '#shared/model/why';
import type { WhyFacts } from './facts.ts';
import { fixAt } from './gate.ts';
import { filterGate } from './gate-filter.ts';
import { jobGate } from './gate-job.ts';
import { personGate } from './gate-person.ts';
import { assignmentGate, roleGate } from './gates-access.ts';
import { logGate, targetGate } from './gates-log.ts';
import { matchingGate, requiredGate } from './gates-mapping.ts';

/** Takes what was read; gives each gate in turn. Pure. */
export function gatesOf(facts: WhyFacts): readonly WhyGate[] {
  const assignment = assignmentGate(facts);
  const decided = [
    jobGate(facts),
    personGate(facts),
    assignment,
    roleGate(facts, assignment),
    filterGate(facts),
    matchingGate(facts),
    requiredGate(facts),
  ];
  const kept = [logGate(facts), targetGate(facts)];
  const silent = facts.log.source !== 'none' && facts.log.entries.length === 0;
  return silent && decided.some(({ verdict }) => verdict === 'failed')
    ? [...decided, ...kept.map(expected)]
    : [...decided, ...kept];
}

/** Where an earlier gate keeps the person out, a log without entries is what it has to be. */
const expected = (gate: WhyGate): WhyGate => ({
  ...gate,
  verdict: 'notReached',
  fix: null,
  ...(gate.gate === 'log' ? { why: 'The log has no entry about this person and this application.' } : {}),
});

/** The log and the application only tell what earlier gates have decided. */
const telling: ReadonlySet<WhyGate['gate']> = new Set(['log', 'target']);

const laterFailures = (gates: readonly WhyGate[], first: WhyGate): WhyGate['gate'][] =>
  gates.flatMap((one) => (one !== first && one.verdict === 'failed' && !telling.has(one.gate) ? [one.gate] : []));

type Conclusion = WhyExplanation['conclusion'];

const onDemand = fixAt('onDemand', 'Provision this person now: the service itself is the judge.');

/**
 * Takes the gates, the person's name and the application's; gives what they come to: the first that failed decides, else an account
 * that is held, else the first that could not be told. Pure.
 */
export function conclusionOf(
  gates: readonly WhyGate[],
  names: { readonly person: string; readonly application: string },
): Conclusion {
  const { person, application } = names;
  const failed = gates.find(({ verdict }) => verdict === 'failed');
  const open = gates.find(({ verdict }) => verdict === 'unknown');
  const held = gates.some(({ gate, verdict }) => gate === 'target' && verdict === 'passed');
  if (failed !== undefined) {
    const { gate, why } = failed;
    const others = gates.filter((one) => !telling.has(one.gate));
    const clean = gate === 'log' && others.every(({ verdict }) => verdict === 'passed');
    const since = clean
      ? ' All gates before it pass now: what was wrong may be mended since, and the next cycle looks again.'
      : '';
    return {
      kind: held ? 'outOfDate' : 'notProvisioned',
      gate,
      sentence: held
        ? `${person} has an account in "${application}", but it is not kept up to date. ${why}${since}`
        : `${person} is not provisioned to "${application}". ${why}${since}`,
      next: laterFailures(gates, failed),
      fix: failed.fix ?? onDemand,
    };
  }
  if (held) {
    const unsure = open === undefined ? '' : ' Some gates could not be looked at.';
    return {
      kind: 'provisioned',
      gate: open?.gate ?? null,
      sentence: `${person} is provisioned to "${application}".${unsure}`,
      next: [],
      fix: null,
    };
  }
  return {
    kind: 'unknown',
    gate: open?.gate ?? null,
    sentence: `Nothing that could be looked at keeps ${person} out of "${application}". ${open?.why ?? ''}`.trim(),
    next: [],
    fix: open?.fix ?? fixOfOpen(gates),
  };
}

/** Consent may tell what is open, and the service always does. */
function fixOfOpen(gates: readonly WhyGate[]): GateFix {
  const needs = [...new Set(gates.flatMap((gate) => gate.needs))];
  if (needs.length === 0) return onDemand;
  return fixAt(
    'onDemand',
    `Consent to ${needs.join(', ')} to see more, or provision this person now: the service is the judge.`,
  );
}

const briefly = (entry: LogEntryView): WhyLogEntry => ({
  id: entry.id,
  activityDateTime: entry.activityDateTime,
  action: entry.action,
  status: entry.status,
  errorCode: entry.errorCode,
  reason: entry.reason,
  remedy: entry.remedy,
});

function notesOf({ jobs, job }: WhyFacts): Warning[] {
  if (!jobs.ok || jobs.value.length < 2) return [];
  const others = jobs.value.slice(1).map(({ jobId }) => jobId);
  return [
    {
      code: 'severalJobs',
      message: `The application has ${jobs.value.length} synchronization jobs; this is about ${job?.jobId ?? 'the first'}, not about ${others.join(', ')}.`,
      nextStep: 'Look at the others in the admin center.',
    },
  ];
}

/** Takes what was read and the permissions that are missing; gives the explanation. Pure. */
export function explanationOf(facts: WhyFacts, missing: readonly MissingPermission[]): WhyExplanation {
  const { application, person, job, log, now } = facts;
  const gates = gatesOf(facts);
  return {
    application: application.displayName,
    servicePrincipalId: application.id,
    jobId: job?.jobId ?? null,
    person: {
      id: person.id,
      displayName: person.displayName,
      userPrincipalName: person.userPrincipalName,
      found: person.found,
      guest: person.guest,
      enabled: person.enabled,
    },
    conclusion: conclusionOf(gates, { person: person.displayName, application: application.displayName }),
    gates: [...gates],
    log: { source: log.source, readUntil: log.readUntil, entries: log.entries.slice(0, 10).map(briefly) },
    missing: [...missing],
    notes: notesOf(facts),
    readAt: new Date(now).toISOString(),
  };
}
