import type { Journal, JournalPorts } from '#core/journal/journal';
import { journalled } from '#core/journal/journalled';
import { CoreError } from '#core/rpc/errors';
import type { PlannedChange } from '#shared/model/plan';
import type { PreflightRun } from './run-state.ts';
import { type ScimAnswer, scimList } from './scim-answer.ts';
import { type Account, accountOf, hasName, type TestPerson } from './test-person.ts';

/** What a write check needs beside its run. */
export interface WriteCheck {
  readonly ports: JournalPorts;
  readonly application: { readonly name: string; readonly servicePrincipalId: string | null };
  readonly userName: string;
}

/** A write check that runs. */
export interface Writing {
  readonly run: PreflightRun;
  readonly journal: Journal;
  readonly check: WriteCheck;
  readonly person: TestPerson;
}

/** Takes an answer; says whether the target surely did not do what was asked. */
export const didRefuse = ({ status }: ScimAnswer): boolean => status >= 400 && status < 500;

/** The target's no, for the journal; what is made of it is decided by whoever asked. */
class TargetSaidNo extends CoreError {
  readonly answer: ScimAnswer;
  constructor(host: string, answer: ScimAnswer) {
    super(didRefuse(answer) ? 'target_refused' : 'graph_error', `${host} answered with HTTP ${answer.status}.`, {
      reason: didRefuse(answer) ? 'targetRefused' : 'targetFault',
    });
    this.answer = answer;
  }
}

/**
 * Takes a write and how to send it; puts it into the journal before it is sent, and what became of it afterwards. A cancel waits for
 * its end: whether it happened has to be known. Gives the answer, a refusal too; raises faults of journal and network.
 */
export async function write(
  { run, journal, check }: Writing,
  step: { readonly name: string; readonly change: PlannedChange },
  send: (signal: AbortSignal) => Promise<ScimAnswer>,
): Promise<ScimAnswer> {
  const { name, servicePrincipalId } = check.application;
  const { host } = run.tenantUrl;
  const { signal } = new AbortController();
  try {
    const { answer } = await journalled(
      { journal, signal },
      {
        step: step.name,
        // The write is at the application itself; which vendor it belongs to plays no part when a set-up is undone.
        application: { vendor: '', name, servicePrincipalId },
        changes: [step.change],
        write: async () => {
          const answer = await send(signal);
          if (answer.status >= 400) throw new TargetSaidNo(host, answer);
          return { answer };
        },
        outcome: () => ({ detail: `${step.change.what} at ${host}` }),
      },
    );
    return answer;
  } catch (cause) {
    if (cause instanceof TargetSaidNo) return cause.answer;
    throw cause;
  }
}

/** What a search for the test person came to. */
export interface Found {
  /** How many there are, by number or by entries; a filter that is ignored finds others. */
  readonly total: number;
  /** Those that carry the name. */
  readonly accounts: readonly Account[];
}

/** Takes a check; looks for its test person by name; null: the answer is no list. */
export async function search({ run, person }: Writing, signal: AbortSignal): Promise<Found | null> {
  const filter = `userName eq ${JSON.stringify(person.userName)}`;
  const answer = await run.asker.ask({ path: '/Users', query: { filter }, as: 'holder', signal });
  const list = answer.status === 200 ? scimList(answer.json) : null;
  if (list === null) return null;
  const accounts = list.resources.flatMap((one) => accountOf(one) ?? []).filter((one) => hasName(one, person));
  return { total: Math.max(list.totalResults ?? 0, list.resources.length), accounts };
}

/** Takes a check and the id of an account; reads the account. */
export const readBack = ({ run }: Writing, id: string, signal: AbortSignal): Promise<ScimAnswer> =>
  run.asker.ask({ path: `/Users/${encodeURIComponent(id)}`, as: 'holder', signal });
