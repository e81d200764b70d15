import { failed, passed, skipped, unknown, warned } from './finding.ts';
import { type CheckOutcome, filterFor, objectOf, type PreflightRun } from './run-state.ts';
import { plainText, refusalWords, type ScimAnswer, scimList, statusWords } from './scim-answer.ts';
import type { TargetQuestion } from './target-asker.ts';

/** Looks for somebody whom nobody knows, so that nothing about anybody is read. */
const searchFor = (run: PreflightRun, as: TargetQuestion['as']): TargetQuestion => ({
  path: '/Users',
  query: { filter: filterFor(objectOf(run, 'User'), run.newId()) },
  as,
});

const isRedirect = ({ status }: ScimAnswer): boolean => status >= 300 && status < 400 && status !== 304;

/** Takes an answer and where it came from; gives where it leads, without what a query or a user name could hide. Pure. */
export function redirectTarget(
  { headers }: ScimAnswer,
  from: URL,
): { readonly to: string; readonly elsewhere: boolean } {
  const location = headers.get('location') ?? '';
  if (location === '' || !URL.canParse(location, from.href)) return { to: '(no address)', elsewhere: true };
  const url = new URL(location, from.href);
  return { to: plainText(`${url.protocol}//${url.host}${url.pathname}`), elsewhere: url.origin !== from.origin };
}

function redirected(run: PreflightRun, answer: ScimAnswer): CheckOutcome {
  const { to, elsewhere } = redirectTarget(answer, run.tenantUrl);
  return {
    ...failed({
      finding: elsewhere ? 'redirectElsewhere' : 'redirect',
      seen: `The address leads on to ${to} (HTTP ${answer.status}). It was not followed, and nothing was sent there.`,
      fix: elsewhere
        ? `Ask the vendor whether ${to} is its SCIM address; a redirect to another host is also what a wrong or stolen name shows.`
        : 'Use the address that it leads to as the tenant URL.',
      facts: { location: to },
    }),
    stops: 'The address leads on to another one.',
  };
}

/** Takes a run; asks once without a token, so that a redirect shows before the token is sent anywhere. */
export async function checkRedirect(run: PreflightRun): Promise<CheckOutcome> {
  run.anonymous = await run.asker.ask(searchFor(run, 'nobody'));
  if (isRedirect(run.anonymous)) return redirected(run, run.anonymous);
  return passed('The address answers itself.', { status: run.anonymous.status });
}

const refuses = ({ status }: ScimAnswer): boolean => status === 401 || status === 403;

const openToAll = (who: string, answer: ScimAnswer): CheckOutcome =>
  failed({
    finding: who === 'nobody' ? 'answersWithoutToken' : 'acceptsAnyToken',
    seen:
      who === 'nobody'
        ? `It answers somebody who has no token (${statusWords(answer)}).`
        : `It answers somebody with a made-up token (${statusWords(answer)}).`,
    fix: 'Tell the vendor at once: anybody on the internet may read and change the accounts. Do not start provisioning.',
  });

/** Takes a run that asked without a token; asks with a made-up one. Both have to be refused. */
export async function checkRefusal(run: PreflightRun): Promise<CheckOutcome> {
  const { anonymous, profile } = run;
  if (profile.connection.authenticationType === 'tenantUrlOnly')
    return skipped('The service signs in here by the address alone: whoever knows it gets in.');
  if (anonymous !== null && anonymous.status === 200 && scimList(anonymous.json) !== null)
    return openToAll('nobody', anonymous);
  const answer = await run.asker.ask(searchFor(run, 'stranger'));
  run.stranger = answer;
  if (isRedirect(answer)) return { ...redirected(run, answer), stops: 'The address leads on to another one.' };
  if (answer.status === 200 && scimList(answer.json) !== null) return openToAll('stranger', answer);
  const facts = { 'without a token': anonymous?.status ?? null, 'with a made-up token': answer.status };
  if (refuses(answer) && answer.status === 401) return passed('It refuses a made-up token (HTTP 401).', facts);
  if (refuses(answer)) {
    return warned({
      finding: 'refusesWith403',
      seen: 'It refuses a made-up token with HTTP 403 and not with 401.',
      fix: 'The service takes 403 for a missing right: ask the vendor for 401 when the token is wrong.',
      facts,
    });
  }
  if (answer.status === 429)
    return unknown({ finding: 'throttled', seen: 'It refused for its rate (HTTP 429).', facts });
  return unknown({
    finding: 'refusesOddly',
    seen: `A made-up token is answered with ${statusWords(answer)}, from which nobody can tell what was wrong.`,
    fix: 'Ask the vendor for 401 when the token is wrong.',
    facts,
  });
}

const notScim = (answer: ScimAnswer): boolean =>
  answer.status === 200 && answer.json === undefined && !answer.unreadable;

/** Takes a run; asks with the token. What fails here ends what needs the token. */
export async function checkAuthentication(run: PreflightRun): Promise<CheckOutcome> {
  if (run.token === null) return { ...skipped('No token was handed over.'), stops: 'No token was handed over.' };
  const answer = await run.asker.ask(searchFor(run, 'holder'));
  run.search = answer;
  if (isRedirect(answer)) return redirected(run, answer);
  const facts = { status: answer.status };
  if (refuses(answer)) {
    const words = refusalWords(answer, run.asker.secrets);
    return {
      ...failed({
        finding: 'tokenRefused',
        seen: `It refuses the token (HTTP ${answer.status})${words === '' ? '' : `: ${words}`}.`,
        fix: 'Make a new token on the vendor’s side, check that it belongs to this tenant URL, and enter it again.',
        facts,
      }),
      stops: 'The token is refused.',
    };
  }
  if (notScim(answer)) {
    return {
      ...failed({
        finding: 'notScim',
        seen: `Something that is not SCIM answered (${statusWords(answer)}).`,
        fix: 'Check that the tenant URL is the SCIM address of the vendor and not its web site or sign-in page.',
        facts,
      }),
      stops: 'What answers is not SCIM.',
    };
  }
  if (answer.status === 429) {
    return {
      ...failed({ finding: 'throttled', seen: 'It refuses requests for their rate (HTTP 429).', facts }),
      stops: 'The application refuses requests for their rate.',
    };
  }
  if (answer.status >= 500 && answer.status !== 501) {
    return {
      ...failed({
        finding: 'targetFault',
        seen: `The application met a fault of its own (HTTP ${answer.status}).`,
        fix: 'Try again later, or ask the vendor.',
        facts,
      }),
      stops: 'The application met a fault of its own.',
    };
  }
  if (answer.status !== 200 && answer.status === run.stranger?.status) {
    return unknown({
      finding: 'answersAllAlike',
      seen: `The token and a made-up one are answered alike (HTTP ${answer.status}), so it cannot be told whether the token is taken.`,
      fix: 'Check the path of the tenant URL first.',
      facts,
    });
  }
  return passed(`It takes the token (HTTP ${answer.status}).`, facts);
}

/** Takes a run whose token was taken; judges the type of what came. Sends nothing. */
export async function checkContentType(run: PreflightRun): Promise<CheckOutcome> {
  const answer = run.search;
  if (answer === null) return skipped('Nothing was answered.');
  const { contentType } = answer;
  if (contentType === 'application/scim+json') return passed('Answers are application/scim+json.');
  if (contentType === 'application/json') return passed('Answers are application/json, which the service takes too.');
  const finding = {
    fix: 'Ask the vendor to answer with application/scim+json.',
    facts: { 'content type': plainText(contentType) },
  };
  if (answer.json !== undefined)
    return warned({
      finding: 'contentTypeOdd',
      seen: `JSON is answered as ${contentType === '' ? 'nothing' : plainText(contentType)}.`,
      ...finding,
    });
  return failed({ finding: 'contentTypeWrong', seen: `The answer is no JSON (${statusWords(answer)}).`, ...finding });
}
