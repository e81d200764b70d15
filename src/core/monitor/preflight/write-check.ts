import { openJournalOf } from '#core/journal/journal';
import { requireAccount } from '#core/journal/journal-key';
import { CoreError } from '#core/rpc/errors';
import { type Finding, failed, passed } from './finding.ts';
import { type CheckOutcome, objectOf, type PreflightRun } from './run-state.ts';
import { refusalWords, type ScimAnswer } from './scim-answer.ts';
import {
  accountOf,
  creationBody,
  disableBody,
  hasName,
  isDisabled,
  isOurs,
  requiredAttributes,
} from './test-person.ts';
import { didRefuse, readBack, search, type WriteCheck, type Writing, write } from './write-target.ts';

/** How long cleaning up may take, a cancel or not. */
const cleanUpLimitMs = 60_000;

/** A check that ends here; what was made is removed all the same. */
class Ended extends Error {
  readonly outcome: Finding;
  constructor(outcome: Finding) {
    super(outcome.seen);
    this.outcome = outcome;
  }
}

const end = (finding: string, seen: string, fix?: string): Ended =>
  new Ended(failed({ finding, seen, ...(fix === undefined ? {} : { fix }) }));

const isGone = ({ status }: ScimAnswer): boolean => status === 404 || status === 410;

const refused = (answer: ScimAnswer, { run }: Writing): string => {
  const words = refusalWords(answer, run.asker.secrets);
  return `HTTP ${answer.status}${words === '' ? '' : `, ${words}`}`;
};

async function lookFirst(writing: Writing): Promise<void> {
  const { run, person } = writing;
  const found = await search(writing, run.signal);
  if (found === null || (found.total > 0 && found.accounts.length === 0))
    throw end(
      'cannotLookFirst',
      'It cannot be told whether the test person exists, so nothing was written.',
      'Mend the filter first.',
    );
  if (found.total > 0)
    throw end(
      'nameTaken',
      `${person.userName} exists already. Nothing was changed.`,
      'Name a test person who does not exist.',
    );
}

async function create(writing: Writing, attempt: Attempt): Promise<string> {
  const { run, person } = writing;
  const body = creationBody(person, { object: objectOf(run, 'User'), required: requiredAttributes(run.profile) });
  const change = { what: `Test person ${person.userName}`, before: null, after: 'created, enabled' };
  const answer = await write(writing, { name: 'preflight.createPerson', change }, (signal) =>
    run.asker.ask({ method: 'POST', path: '/Users', body, as: 'holder', signal }),
  );
  if (didRefuse(answer)) attempt.sent = false;
  if (answer.status !== 201 && answer.status !== 200)
    throw end(
      'createRefused',
      `The test person was not created (${refused(answer, writing)}).`,
      'See what the application wants on every account; the service would meet the same.',
    );
  const made = accountOf(answer.json);
  if (made === null)
    throw end(
      'createdWithoutId',
      `The answer to the creation has no id (HTTP ${answer.status}).`,
      'Ask the vendor: the service keeps that id.',
    );
  return made.id;
}

async function provePerson(writing: Writing, id: string): Promise<void> {
  const answer = await readBack(writing, id, writing.run.signal);
  const account = answer.status === 200 ? accountOf(answer.json) : null;
  if (account === null || !hasName(account, writing.person))
    throw end(
      'notReadBack',
      `The test person was created but cannot be read back (HTTP ${answer.status}).`,
      'Ask the vendor.',
    );
}

async function disable(writing: Writing, id: string): Promise<void> {
  const { run, person } = writing;
  const change = { what: `Test person ${person.userName}`, before: 'enabled', after: 'disabled' };
  const answer = await write(writing, { name: 'preflight.disablePerson', change }, (signal) =>
    run.asker.ask({
      method: 'PATCH',
      path: `/Users/${encodeURIComponent(id)}`,
      body: disableBody(run.tenantUrl),
      as: 'holder',
      signal,
    }),
  );
  if (answer.status !== 200 && answer.status !== 204)
    throw end(
      'disableRefused',
      `The test person was not disabled (${refused(answer, writing)}).`,
      'Try the tenant URL with ?aadOptscim062020 at its end, or ask the vendor.',
    );
  const after = await readBack(writing, id, run.signal);
  const account = after.status === 200 ? accountOf(after.json) : null;
  if (account === null || !isDisabled(account))
    throw end(
      'disableNotKept',
      'The application took the disabling and did not keep it.',
      'Ask the vendor: people who leave would keep their accounts.',
    );
}

/** An id that the target gave may be anybody's: it counts when the account behind it has the person's name. */
async function proveOwn(writing: Writing, id: string, signal: AbortSignal): Promise<string | null> {
  const answer = await readBack(writing, id, signal);
  if (isGone(answer)) return null;
  const account = answer.status === 200 ? accountOf(answer.json) : null;
  if (account !== null && hasName(account, writing.person)) return id;
  throw new CoreError('conflict', 'The account under the id that the target gave may be somebody else’s.');
}

/** Only an account that this run surely made is deleted: by its id, or by the external id that it made up. */
async function ownId(writing: Writing, known: string | null, signal: AbortSignal): Promise<string | null> {
  if (known !== null) return proveOwn(writing, known, signal);
  const found = await search(writing, signal);
  if (found === null) throw new CoreError('target_refused', 'The test person cannot be looked up.');
  const ours = found.accounts.find((account) => isOurs(account, writing.person));
  if (ours === undefined && found.total > 0)
    throw new CoreError('conflict', 'An account of that name is there that may be somebody else’s.');
  return ours?.id ?? null;
}

/** What cleaning up came to: `unsure`: an account is there of which nobody can tell whether this run made it, so it was left alone. */
interface Cleaned {
  readonly state: 'gone' | 'left' | 'unsure';
  readonly id: string | null;
}

/** Removes the test person and looks whether it is gone. */
async function cleanUp(writing: Writing, known: string | null): Promise<Cleaned> {
  const { run, person } = writing;
  const signal = AbortSignal.timeout(cleanUpLimitMs);
  let id = known;
  try {
    id = await ownId(writing, known, signal);
    if (id === null) return { state: 'gone', id };
    const path = `/Users/${encodeURIComponent(id)}`;
    const change = { what: `Test person ${person.userName}`, before: 'there', after: 'deleted' };
    await write(writing, { name: 'preflight.deletePerson', change }, () =>
      run.asker.ask({ method: 'DELETE', path, as: 'holder', signal }),
    );
    const after = await run.asker.ask({ path, as: 'holder', signal });
    return { state: isGone(after) ? 'gone' : 'left', id };
  } catch (cause) {
    if (cause instanceof CoreError && cause.code === 'conflict') return { state: 'unsure', id: null };
    // Whatever else it was, what counts is that the person may still be there.
    return { state: 'left', id };
  }
}

interface Attempt {
  /** Whether there may be something to remove: a creation was sent and not refused. */
  sent: boolean;
  id: string | null;
}

async function tryOut(writing: Writing, attempt: Attempt): Promise<Finding> {
  await lookFirst(writing);
  writing.run.signal.throwIfAborted();
  attempt.sent = true;
  attempt.id = await create(writing, attempt);
  await provePerson(writing, attempt.id);
  writing.run.signal.throwIfAborted();
  await disable(writing, attempt.id);
  return passed(`${writing.person.userName} was created, read back, disabled and deleted again.`);
}

function leftWords({ run, person }: Writing, { state, id }: Cleaned): string {
  const who = `The test person ${person.userName}${id === null ? '' : ` (id ${id})`}`;
  if (state === 'left') return `${who} may still be at ${run.tenantUrl.host}: delete it there by hand.`;
  return `An account is at ${run.tenantUrl.host} that may be the test person ${person.userName} or somebody else’s; it was left alone. Look before you delete anything.`;
}

function afterCancel(writing: Writing, attempt: Attempt, cleaned: Cleaned): CoreError {
  const isClean = cleaned.state === 'gone';
  const message = !attempt.sent
    ? 'The preflight was cancelled before anything was written.'
    : isClean
      ? 'The preflight was cancelled. The test person was removed again and is gone.'
      : `The preflight was cancelled. ${leftWords(writing, cleaned)}`;
  return new CoreError('cancelled', message, { reason: isClean ? 'preflightCancelled' : 'testPersonLeft' });
}

async function attempted(writing: Writing, attempt: Attempt): Promise<Finding> {
  try {
    return await tryOut(writing, attempt);
  } catch (cause) {
    if (cause instanceof Ended) return cause.outcome;
    // A cancel is told when the person is removed again.
    if (!(cause instanceof CoreError) && !writing.run.signal.aborted) throw cause;
    return failed({ finding: 'writeBroken', seen: cause instanceof CoreError ? cause.message : 'It was cancelled.' });
  }
}

async function runWriting(writing: Writing): Promise<CheckOutcome> {
  const { run, person } = writing;
  const attempt: Attempt = { sent: false, id: null };
  const outcome = await attempted(writing, attempt);
  const cleaned: Cleaned = attempt.sent ? await cleanUp(writing, attempt.id) : { state: 'gone', id: null };
  const isClean = cleaned.state === 'gone';
  if (!isClean) run.leftBehind = { userName: person.userName, id: cleaned.id };
  if (run.signal.aborted) throw afterCancel(writing, attempt, cleaned);
  if (isClean) return outcome;
  return failed({
    finding: 'leftBehind',
    seen: `${outcome.verdict === 'failed' ? `${outcome.seen} ` : ''}${leftWords(writing, cleaned)}`,
    fix: 'Look in the application, then find out why it could not be deleted: the service would meet the same.',
  });
}

/**
 * Takes a run and a test person who does not exist; makes, disables and deletes that person at the target, each write in the journal
 * before it is sent, and looks that the person is gone, after a fault or a cancel too. Nothing is written without a journal. Raises
 * `cancelled`, saying what became of the person.
 * Source: learn.microsoft.com/entra/identity/app-provisioning/use-scim-to-provision-users-and-groups
 */
export async function checkWrite(run: PreflightRun, check: WriteCheck): Promise<CheckOutcome> {
  const account = await requireAccount(check.ports.identity);
  const journal = await openJournalOf(check.ports, account).catch(withoutJournal);
  if ('verdict' in journal) return journal;
  try {
    const person = { userName: check.userName, externalId: `preflight-${run.newId()}` };
    return await runWriting({ run, journal, check, person });
  } finally {
    await journal.close();
  }
}

function withoutJournal(cause: unknown): Finding {
  if (!(cause instanceof CoreError)) throw cause;
  const { reason = cause.code, nextStep } = cause.details;
  return failed({
    finding: reason,
    seen: `Nothing was written: ${cause.message}`,
    ...(nextStep === undefined ? {} : { fix: nextStep }),
  });
}
