import type { CompiledFilter, ReadAttribute, Verdict } from '#core/schema/scoping-filter';
import type { ScopeCounts } from '#shared/model/scope';
import type { RewriteCounter } from './rewrites.ts';

/** The rules of scope on one side of a change. */
export interface ScopeRules {
  /** The object mapping is there and on. */
  readonly enabled: boolean;
  readonly everyone: boolean;
  readonly filter: CompiledFilter;
}

/** Whether somebody is assigned, directly or as a member of an assigned group, on each side of a change. */
export interface Assigned {
  readonly before: Verdict;
  readonly after: Verdict;
}

/** One object of the directory. */
export interface Candidate {
  readonly name: string;
  /** false: the account is disabled, so it is never in scope. */
  readonly active: boolean;
  readonly read: ReadAttribute;
  readonly assigned: Assigned;
}

/** What a tally counts for. */
export interface TallyOptions {
  readonly before: ScopeRules;
  readonly after: ScopeRules;
  /** How many names are kept of those who enter and of those who leave. */
  readonly names: number;
  readonly rewrites: readonly RewriteCounter[];
  /** Milliseconds since 1970, for expressions that ask for the time. */
  readonly now: number;
}

/** Counts who enters and who leaves; holds the first names and numbers, never the objects. */
export interface Tally {
  add(candidate: Candidate): void;
  counts(): ScopeCounts;
  /** Objects that stay in scope and whose accounts are written. */
  rewritten(): number;
}

function inScope(rules: ScopeRules, { active, read }: Candidate, assigned: Verdict): Verdict {
  const reach: Verdict = rules.everyone || assigned;
  if (!rules.enabled || !active || reach === false) return false;
  const passes = rules.filter.passes(read);
  if (passes === false) return false;
  return reach === null || passes === null ? null : true;
}

/** Takes the rules of both sides; gives a tally at zero. */
export function createTally(options: TallyOptions): Tally {
  const { before, after, rewrites, now } = options;
  const enteringNames: string[] = [];
  const leavingNames: string[] = [];
  const counted = { read: 0, before: 0, after: 0, entering: 0, leaving: 0, open: 0 };
  let rewritten = 0;
  const keep = (names: string[], name: string): void => {
    if (names.length < options.names) names.push(name);
  };
  return {
    add(candidate) {
      counted.read += 1;
      const was = inScope(before, candidate, candidate.assigned.before);
      const willBe = inScope(after, candidate, candidate.assigned.after);
      if (was === true) counted.before += 1;
      if (willBe === true) counted.after += 1;
      if (was === null || willBe === null) counted.open += 1;
      else if (was && !willBe) {
        counted.leaving += 1;
        keep(leavingNames, candidate.name);
      } else if (!was && willBe) {
        counted.entering += 1;
        keep(enteringNames, candidate.name);
      } else if (was) {
        let written = false;
        for (const counter of rewrites) written = counter.count(candidate, now) || written;
        if (written) rewritten += 1;
      }
    },
    counts: () => ({ ...counted, enteringNames: [...enteringNames], leavingNames: [...leavingNames] }),
    rewritten: () => rewritten,
  };
}
