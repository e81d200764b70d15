import { z } from 'zod';
import { type Finding, failed, passed, skipped, unknown, warned } from './finding.ts';
import { type CheckOutcome, filterFor, objectOf, type PreflightRun } from './run-state.ts';
import { type ScimAnswer, type ScimList, scimList, statusWords } from './scim-answer.ts';
import { requestGapMs, type Throttled } from './target-asker.ts';

const Identified = z.looseObject({ id: z.string() });
const idOf = (resource: unknown): string | null => Identified.safeParse(resource).data?.id ?? null;

const honourPages = 'Ask the vendor to honour startIndex and count, as RFC 7644 (3.4.2.4) says.';

function judgePages(first: ScimList, second: ScimList): Finding {
  const facts = {
    'total, first page': first.totalResults,
    'total, second page': second.totalResults,
    'items on a page of one': first.resources.length,
  };
  if (first.resources.length > 1 || second.resources.length > 1)
    return warned({
      finding: 'countIgnored',
      seen: `A page of one has ${Math.max(first.resources.length, second.resources.length)} entries: count is ignored.`,
      fix: honourPages,
      facts,
    });
  const [one, other] = [idOf(first.resources[0]), idOf(second.resources[0])];
  if (one !== null && one === other)
    return warned({
      finding: 'startIndexIgnored',
      seen: 'The second page is the first one again: startIndex is ignored.',
      fix: honourPages,
      facts,
    });
  if (first.totalResults === null || second.totalResults === null)
    return warned({
      finding: 'totalResultsMissing',
      seen: 'Pages do not say how many there are in all.',
      fix: honourPages,
      facts,
    });
  if (first.totalResults !== second.totalResults)
    return warned({
      finding: 'totalResultsChanges',
      seen: `totalResults is ${first.totalResults} on one page and ${second.totalResults} on the next.`,
      fix: 'It must be the number of all, and not that of the page; unless accounts were made meanwhile.',
      facts,
    });
  if (first.itemsPerPage !== null && first.itemsPerPage !== first.resources.length)
    return warned({
      finding: 'itemsPerPageWrong',
      seen: `A page of ${first.resources.length} says itemsPerPage ${first.itemsPerPage}.`,
      fix: honourPages,
      facts,
    });
  if (first.totalResults === 0)
    return unknown({
      finding: 'nobodyThere',
      seen: 'The application has nobody yet, so pages cannot be told apart.',
      facts,
    });
  if (first.totalResults === 1 && second.resources.length === 0)
    return passed('A page of one is one; there is only one entry, so a second page was not seen.', facts);
  if (second.resources.length === 0)
    return warned({
      finding: 'secondPageEmpty',
      seen: `The second page is empty although there are ${first.totalResults}.`,
      fix: honourPages,
      facts,
    });
  return passed('startIndex and count are honoured, and the total stays the same.', facts);
}

/** Takes the answers to two pages of one entry each; judges them. Ids are compared and not kept. Pure. */
export function judgePaging(first: ScimAnswer, second: ScimAnswer): Finding {
  for (const answer of [first, second]) {
    if (answer.unreadable)
      return warned({
        finding: 'answerTooLarge',
        seen: 'A page of one entry is too large to be read: count is ignored.',
        fix: honourPages,
      });
    if (answer.status !== 200 || scimList(answer.json) === null)
      return unknown({
        finding: 'noPages',
        seen: `A list cannot be read without a filter (${statusWords(answer)}).`,
        fix: 'Provisioning works without, as long as the filter does.',
      });
  }
  const [one, other] = [scimList(first.json), scimList(second.json)];
  return one === null || other === null ? skipped('No list was answered.') : judgePages(one, other);
}

/** Takes a run; reads two pages of one entry, of which only ids and numbers are looked at. */
export async function checkPagination(run: PreflightRun): Promise<CheckOutcome> {
  const object = objectOf(run, 'User');
  if (object === undefined) return skipped('People are not provisioned.');
  const page = (startIndex: string) =>
    run.asker.ask({ path: object.endpoint, query: { startIndex, count: '1' }, as: 'holder' });
  return judgePaging(await page('1'), await page('2'));
}

const series = 8;

/** Takes how many requests were sent, and those that were refused for their rate; judges it. Pure. */
export function judgeRate(
  sent: number,
  { throttled, refused }: { readonly throttled: readonly Throttled[]; readonly refused: boolean },
): Finding {
  const perSecond = 1_000 / requestGapMs;
  const waits = throttled.flatMap(({ retryAfterMs }) => (retryAfterMs === null ? [] : [retryAfterMs]));
  const facts = {
    requests: sent,
    'at most a second': perSecond,
    'refused for the rate': throttled.length,
    'longest Retry-After, s': waits.length === 0 ? null : Math.ceil(Math.max(...waits) / 1_000),
  };
  if (throttled.length === 0)
    return passed(
      `${sent} requests, at most ${perSecond} a second, and none was refused. The 25 a second of the service were not tried.`,
      facts,
    );
  const hint = waits.length === 0 ? 'without saying when to come back' : 'with a Retry-After, which was obeyed';
  const finding = {
    seen: `${throttled.length} requests were refused for their rate at only ${perSecond} a second, ${hint}.`,
    fix: 'Ask the vendor for a higher limit for the provisioning service: it may send up to 25 requests a second.',
    facts,
  };
  return refused
    ? failed({ finding: 'throttledThroughout', ...finding })
    : warned({ finding: 'throttled', ...finding });
}

/** Takes a run; sends a short, slow series and tells what was refused during the whole run. */
export async function checkRate(run: PreflightRun): Promise<CheckOutcome> {
  const { asker } = run;
  for (let sent = 0; sent < series && !asker.refusesRate(); sent += 1) {
    await asker.ask({ path: '/Users', query: { filter: filterFor(objectOf(run, 'User'), run.newId()) }, as: 'holder' });
  }
  return judgeRate(asker.requests(), { throttled: asker.throttled, refused: asker.refusesRate() });
}

const slowMs = 2_000;

/** Takes milliseconds of answers; judges them. Pure. */
export function judgeLatency(samples: readonly number[]): Finding {
  const sorted = samples.toSorted((one, other) => one - other);
  const median = sorted[Math.floor(sorted.length / 2)];
  if (median === undefined) return skipped('Nothing was answered.');
  const facts = {
    answers: sorted.length,
    'median, ms': Math.round(median),
    'slowest, ms': Math.round(sorted.at(-1) ?? median),
  };
  if (median <= slowMs)
    return passed(`Half of ${sorted.length} answers took ${Math.round(median)} ms or less, from this machine.`, facts);
  return warned({
    finding: 'slow',
    seen: `Half of ${sorted.length} answers took ${(median / 1_000).toFixed(1)} s or more, from this machine.`,
    fix: 'The service may be nearer to the application than you are; if not, ask the vendor about slow filters.',
    facts,
  });
}

/** Takes a run at its end; judges how long answers took. Sends nothing. */
export const checkLatency = async (run: PreflightRun): Promise<CheckOutcome> => judgeLatency(run.asker.samples);
