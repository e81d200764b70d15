import type { PreflightObject } from '#shared/model/preflight';
import { type Finding, failed, passed, skipped, unknown, warned } from './finding.ts';
import { type CheckOutcome, filterFor, objectOf, type PreflightRun } from './run-state.ts';
import { refusalWords, type ScimAnswer, scimList, statusWords } from './scim-answer.ts';

const emptyListPlease =
  'Ask the vendor to answer a filter that nobody matches with 200 and an empty ListResponse (totalResults 0).';

interface Refusal {
  readonly matches: (status: number) => boolean;
  readonly finding: string;
  readonly seen: string;
  readonly fix: string;
}

const refusals: readonly Refusal[] = [
  {
    matches: (status) => status === 404,
    finding: 'filterNotFound',
    seen: 'Nobody found is answered as if the address were not there (HTTP 404).',
    fix: `Check the path of the tenant URL. ${emptyListPlease}`,
  },
  {
    matches: (status) => status === 204,
    finding: 'emptyAnswer',
    seen: 'Nobody found is answered with nothing at all (HTTP 204).',
    fix: emptyListPlease,
  },
  {
    matches: (status) => status === 400,
    finding: 'filterRefused',
    seen: 'The filter is not understood (HTTP 400).',
    fix: 'Match by an attribute that the application can filter by, or ask the vendor to support this one.',
  },
  {
    matches: (status) => status === 501 || status === 405,
    finding: 'filterNotSupported',
    seen: 'Filters are not supported.',
    fix: 'The service cannot work without filters on the matching attribute: ask the vendor for them.',
  },
  {
    matches: (status) => status === 403,
    finding: 'filterForbidden',
    seen: 'The token may not look for accounts (HTTP 403).',
    fix: 'Give the token the right to read users and groups.',
  },
  {
    matches: (status) => status >= 500,
    finding: 'targetFault',
    seen: 'The application met a fault of its own.',
    fix: 'Try again later, or ask the vendor.',
  },
];

/** Takes the answer to a filter for nobody, the filter, and the secrets that were sent; judges it. Pure. */
export function judgeFilter(answer: ScimAnswer, filter: string, secrets: readonly string[]): Finding {
  const facts = { filter: filter.replace(/"[^"]*"/, '"(nobody)"'), status: answer.status };
  if (answer.status === 429)
    return unknown({ finding: 'throttled', seen: 'It refused for its rate (HTTP 429).', facts });
  const refusal = refusals.find(({ matches }) => matches(answer.status));
  if (refusal !== undefined) {
    const words = refusalWords(answer, secrets);
    return failed({ ...refusal, seen: words === '' ? refusal.seen : `${refusal.seen} It says ${words}`, facts });
  }
  if (answer.unreadable) {
    return failed({
      finding: 'answerTooLarge',
      seen: 'The answer for nobody is too large, or packed in a way that cannot be undone; it was not read to its end.',
      fix: 'It probably gives everybody: ask the vendor to honour the filter.',
      facts,
    });
  }
  const list = scimList(answer.json);
  if (answer.status !== 200 || list === null) {
    return failed({
      finding: 'notAListResponse',
      seen: `The answer is no list (${statusWords(answer)}).`,
      fix: emptyListPlease,
      facts,
    });
  }
  const found = Math.max(list.totalResults ?? 0, list.resources.length);
  if (found > 0) {
    return failed({
      finding: 'filterIgnored',
      seen: `${found} were found for a value that nobody has: the filter is ignored.`,
      fix: 'Stop: the service would take somebody else’s account for the person. The vendor must honour filters on the matching attribute.',
      facts: { ...facts, found },
    });
  }
  if (list.totalResults === null) {
    return warned({
      finding: 'totalResultsMissing',
      seen: 'The list is empty, but totalResults is missing or no number.',
      fix: emptyListPlease,
      facts,
    });
  }
  if (!list.namesItself) {
    return warned({
      finding: 'listSchemaMissing',
      seen: 'The list is empty, but it does not name the ListResponse schema.',
      fix: emptyListPlease,
      facts,
    });
  }
  return passed('Nobody found is 200 with an empty list.', facts);
}

/** The worst comes first; what passed says how many filters there were. */
function together(found: readonly Finding[]): Finding {
  const order = ['failed', 'warning', 'unknown', 'passed'];
  const [worst] = found.toSorted((one, other) => order.indexOf(one.verdict) - order.indexOf(other.verdict));
  return worst ?? skipped('There is no matching attribute.');
}

async function askObject(run: PreflightRun, object: PreflightObject): Promise<CheckOutcome> {
  const found: Finding[] = [];
  const more: Readonly<Record<string, string>> = object.source === 'Group' ? { excludedAttributes: 'members' } : {};
  for (const attribute of object.matching) {
    const filter = filterFor({ ...object, matching: [attribute] }, run.newId());
    const answer = await run.asker.ask({ path: object.endpoint, query: { ...more, filter }, as: 'holder' });
    found.push(judgeFilter(answer, filter, run.asker.secrets));
  }
  const worst = together(found);
  if (object.matchingKnown || worst.verdict !== 'passed') return worst;
  return {
    ...worst,
    seen: `${worst.seen} Which attribute matches is not known before there is an application; the usual one was tried.`,
  };
}

/** Takes a run; looks for nobody by each attribute that people are matched by. */
export async function checkFilter(run: PreflightRun): Promise<CheckOutcome> {
  const object = objectOf(run, 'User');
  return object === undefined ? skipped('People are not provisioned.') : askObject(run, object);
}

/** Takes a run; looks for no group by each attribute that groups are matched by. */
export async function checkGroupFilter(run: PreflightRun): Promise<CheckOutcome> {
  const object = objectOf(run, 'Group');
  return object === undefined ? skipped('Groups are not provisioned.') : askObject(run, object);
}
