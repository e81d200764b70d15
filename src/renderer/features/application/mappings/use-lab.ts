import { useEffect, useRef, useState } from 'react';
import { useClient } from '#renderer/lib/client-context';
import type { WireError } from '#shared/contract/result';
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
export interface LabQuestion {
  readonly expression: string;
  readonly attributes: readonly string[];
  readonly samples: readonly SamplePerson[];
  readonly job: { readonly servicePrincipalId: string; readonly jobId: string };
}

const nothing: LabState = {
  diagnostics: [],
  outcomes: new Map(),
  verdicts: new Map(),
  service: 'waiting',
  serviceError: null,
};

/**
 * Takes an expression and people; gives what is wrong with it and its value for each, by our evaluator with every keystroke, and by
 * the service after a pause. A newer text cancels what was asked about an older one.
 */
export function useLab({ expression, attributes, samples, job }: LabQuestion): LabState {
  const { api } = useClient();
  const [state, setState] = useState(nothing);
  const asking = useRef<AbortController | null>(null);
  useEffect(() => {
    const abort = new AbortController();
    asking.current?.abort();
    asking.current = abort;
    const { signal } = abort;
    const sent = { expression, samples: [...samples] };
    void api['expressions.evaluate']({ ...sent, attributes: [...attributes] }, { signal }).then((answer) => {
      if (signal.aborted || !answer.ok) return;
      const { diagnostics, outcomes } = answer.data;
      setState({ ...nothing, diagnostics, outcomes: new Map(outcomes.map(({ id, outcome }) => [id, outcome])) });
    });
    const timer = setTimeout(() => {
      if (expression.trim() === '' || samples.length === 0) return;
      setState((before) => ({ ...before, service: 'asking' }));
      const question = { ...sent, ...job } as Parameters<(typeof api)['expressions.askService']>[0];
      void api['expressions.askService'](question, { signal }).then((answer) => {
        if (signal.aborted) return;
        setState((before) =>
          answer.ok
            ? {
                ...before,
                service: 'answered',
                serviceError: null,
                verdicts: new Map(answer.data.verdicts.map((verdict) => [verdict.id, verdict])),
              }
            : { ...before, service: 'waiting', serviceError: answer.error },
        );
      });
    }, pauseMs);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [api, expression, attributes, samples, job]);
  return state;
}
