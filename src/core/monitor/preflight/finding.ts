import type { PreflightResult } from '#shared/model/preflight';

/** What a check found, before it is told why it matters and how long it took. */
export interface Finding {
  readonly verdict: PreflightResult['verdict'];
  readonly finding: string | null;
  readonly seen: string;
  readonly fix: string | null;
  readonly facts: PreflightResult['facts'];
}

/** Facts by name; what is null is left out. */
type Facts = Readonly<Record<string, string | number | null>>;

const listed = (facts: Facts): PreflightResult['facts'] =>
  Object.entries(facts).flatMap(([name, value]) => (value === null ? [] : [{ name, value: String(value) }]));

/** Takes what was seen; gives a check that passed. */
export const passed = (seen: string, facts: Facts = {}): Finding => ({
  verdict: 'passed',
  finding: null,
  seen,
  fix: null,
  facts: listed(facts),
});

/** Takes why nothing was looked at; gives a check that was skipped. */
export const skipped = (seen: string): Finding => ({ verdict: 'skipped', finding: null, seen, fix: null, facts: [] });

interface Named {
  readonly finding: string;
  readonly seen: string;
  readonly fix?: string;
  readonly facts?: Facts;
}

const named =
  (verdict: Finding['verdict']) =>
  ({ finding, seen, fix, facts = {} }: Named): Finding => ({
    verdict,
    finding,
    seen,
    fix: fix ?? null,
    facts: listed(facts),
  });

/** Takes what was found; gives a check that failed. */
export const failed = named('failed');
/** Takes what was found; gives a check that a person should look at although it stops nothing. */
export const warned = named('warning');
/** Takes what was found; gives a check whose answer cannot be told from here. */
export const unknown = named('unknown');
