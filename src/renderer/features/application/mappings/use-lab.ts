import { useCallback, useEffect, useRef, useState } from 'react';
import { tryExpression } from '#core/expressions/try-expression';
import { useClient } from '#renderer/lib/client-context';
import { useTenantClock } from '#renderer/lib/now';
import type { WireError } from '#shared/contract/result';
import { longestExpression } from '#shared/mappings/problems';
import type { ExpressionDiagnostic, ExpressionOutcome, ExpressionVerdict, SamplePerson } from '#shared/model/mappings';

/** The service is only asked when nobody typed for so many milliseconds. */
const pauseMs = 800;

/** What is known of an expression: ours at once, the service's after a pause. */
export interface LabState {
  readonly diagnostics: readonly ExpressionDiagnostic[];
  readonly outcomes: ReadonlyMap<string, ExpressionOutcome>;
  readonly verdicts: ReadonlyMap<string, ExpressionVerdict>;
  /** `waiting`: somebody types, or there is an error; `asking`: on its way. */
  readonly service: 'waiting' | 'asking' | 'answered';
  readonly serviceError: WireError | null;
}

/** What an expression is tried on. */
export interface LabSubject {
  readonly attributes: readonly string[];
  readonly samples: readonly SamplePerson[];
  readonly job: { readonly servicePrincipalId: string; readonly jobId: string };
}

/** The lab: what is known of the text that was asked about last. */
export interface Lab {
  readonly state: LabState;
  /** Asks about a text at once, not when the page is drawn next. */
  readonly ask: (expression: string) => void;
}

const nothing: LabState = {
  diagnostics: [],
  outcomes: new Map(),
  verdicts: new Map(),
  service: 'waiting',
  serviceError: null,
};

type Api = ReturnType<typeof useClient>['api'];

interface Asking {
  readonly api: Api;
  readonly expression: string;
  readonly subject: LabSubject;
  readonly signal: AbortSignal;
  readonly tell: (change: (before: LabState) => LabState) => void;
}

/** Only what the expression reads goes to the service: a directory has hundreds of attributes. */
function reading(expression: string, samples: readonly SamplePerson[]): SamplePerson[] {
  const names = new Set([...expression.matchAll(/\[([^\]]+)\]/g)].map((match) => match[1] ?? ''));
  return samples.map((one) => ({
    ...one,
    values: Object.fromEntries(
      [...names].flatMap((name) => (Object.hasOwn(one.values, name) ? [[name, one.values[name] ?? null]] : [])),
    ),
  }));
}

/** What is longer than the service takes is not tried: the form around the lab says so. */
function ours(expression: string, { attributes, samples, now }: LabSubject & { readonly now: number }): LabState {
  if (expression.length > longestExpression) return nothing;
  const { diagnostics, outcomes } = tryExpression(expression, { attributes, samples, now });
  return { ...nothing, diagnostics, outcomes: new Map(outcomes.map(({ id, outcome }) => [id, outcome])) };
}

async function askService({ api, expression, subject, signal, tell }: Asking): Promise<void> {
  const { samples, job } = subject;
  if (expression.trim() === '' || samples.length === 0) return;
  tell((before) => ({ ...before, service: 'asking' }));
  const question = { ...job, expression, samples: reading(expression, samples) } as Parameters<
    Api['expressions.askService']
  >[0];
  const answer = await api['expressions.askService'](question, { signal });
  if (signal.aborted) return;
  if (!answer.ok) {
    tell((before) => ({ ...before, service: 'waiting', serviceError: answer.error }));
    return;
  }
  const verdicts = new Map(answer.data.verdicts.map((verdict) => [verdict.id, verdict]));
  tell((before) => ({ ...before, service: 'answered', serviceError: null, verdicts }));
}

/**
 * Takes the text to begin with and whom it is tried on; gives what is wrong with it and its value for each, by our evaluator with
 * every keystroke, here in the page, and by the service after a pause. A newer text cancels what was asked about an older one.
 */
export function useLab(first: string, subject: LabSubject): Lab {
  const { api } = useClient();
  const [state, setState] = useState(nothing);
  const tenantClock = useTenantClock();
  // A clock that was set anew is no reason to ask again.
  const clock = useRef(tenantClock);
  clock.current = tenantClock;
  const latest = useRef({ expression: first, cancel: (): void => undefined });
  const about = useCallback(
    (expression: string, asked: LabSubject): void => {
      latest.current.cancel();
      const abort = new AbortController();
      const asking = { api, expression, subject: asked, signal: abort.signal, tell: setState };
      setState(ours(expression, { ...asked, now: clock.current() }));
      const timer = setTimeout(() => void askService(asking), pauseMs);
      const cancel = (): void => {
        clearTimeout(timer);
        abort.abort();
      };
      latest.current = { expression, cancel };
    },
    [api],
  );
  const current = useRef(subject);
  const { attributes, samples, job } = subject;
  useEffect(() => {
    current.current = { attributes, samples, job };
    about(latest.current.expression, current.current);
    return () => latest.current.cancel();
  }, [about, attributes, samples, job]);
  const ask = useCallback((expression: string) => about(expression, current.current), [about]);
  return { state, ask };
}
