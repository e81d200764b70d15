import type { OnDemandView } from '#shared/model/job';
import type {
  OnDemandChange,
  OnDemandComparison,
  OnDemandRun,
  OnDemandSubjectResult,
} from '#shared/model/on-demand-run';

type People = OnDemandComparison['people'];

const verdictOf = ({ view, error }: OnDemandSubjectResult): string | null => {
  if (error !== null) return `refused: ${error.message}`;
  if (view === null) return null;
  return view.action === null ? view.result : `${view.result}, ${view.action}`;
};

const keyOf = ({ kind, subject }: OnDemandSubjectResult): string => `${kind} ${subject.toLowerCase()}`;

const written = (view: OnDemandView | null): ReadonlyMap<string, string | null> =>
  new Map((view?.modifiedProperties ?? []).map(({ name, after }) => [name, after]));

const stepVerdicts = (view: OnDemandView | null): ReadonlyMap<string, string> =>
  new Map((view?.steps ?? []).map(({ type, status }) => [type, status]));

function changed(
  before: ReadonlyMap<string, string | null>,
  after: ReadonlyMap<string, string | null>,
  word: string,
): readonly OnDemandChange[] {
  const names = [...new Set([...before.keys(), ...after.keys()])];
  return names.flatMap((name) => {
    const [one, other] = [before.get(name) ?? null, after.get(name) ?? null];
    return one === other ? [] : [{ what: `${word} ${name}`, before: one, after: other }];
  });
}

/** A second run only writes what has changed since, so an attribute that it does not write is none that lost its value. */
function changesOf(before: OnDemandSubjectResult, after: OnDemandSubjectResult): OnDemandChange[] {
  const again = written(after.view);
  const first = new Map([...written(before.view)].filter(([name]) => again.has(name)));
  return [
    ...changed(stepVerdicts(before.view), stepVerdicts(after.view), 'step'),
    ...changed(first, again, 'attribute'),
  ];
}

function personOf(before: OnDemandSubjectResult | undefined, after: OnDemandSubjectResult | undefined): People {
  const subject = (after ?? before)?.subject ?? '';
  const inRuns = before === undefined ? 'after' : after === undefined ? 'before' : 'both';
  return [
    {
      subject,
      inRuns,
      before: before === undefined ? null : verdictOf(before),
      after: after === undefined ? null : verdictOf(after),
      changes: before === undefined || after === undefined ? [] : changesOf(before, after),
    },
  ];
}

const valuesNote = (runs: readonly OnDemandRun[]): readonly string[] =>
  runs.every(({ valuesKept }) => valuesKept)
    ? []
    : [
        'Values of attributes were not kept for both runs, because nothing encrypts what is kept on this machine: only steps and results are compared.',
      ];

const sameApplication = (before: OnDemandRun, after: OnDemandRun): readonly string[] =>
  before.servicePrincipalId === after.servicePrincipalId
    ? []
    : [`The runs are about two applications: ${before.application} and ${after.application}.`];

/**
 * Takes two runs; gives for each person or group what it came to in both, which steps went otherwise and which attributes were
 * written with another value, and what the comparison cannot say. Masked values stay masked and compare as equal. Pure.
 */
export function compareRuns(before: OnDemandRun, after: OnDemandRun): Omit<OnDemandComparison, 'configuration'> {
  const first = new Map(before.results.map((one) => [keyOf(one), one]));
  const second = new Map(after.results.map((one) => [keyOf(one), one]));
  const keys = [...new Set([...first.keys(), ...second.keys()])];
  return {
    people: keys.flatMap((key) => personOf(first.get(key), second.get(key))),
    notes: [
      ...sameApplication(before, after),
      ...valuesNote([before, after]),
      'An attribute that the second run did not write had the same value in the application already.',
    ],
  };
}
