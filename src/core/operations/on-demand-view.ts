import { z } from 'zod';
import { ServiceText } from '#core/graph/service-text';
import { remedyFor } from '#core/logs/error-catalogue';
import {
  canonical,
  firstText,
  modifiedPropertiesOf,
  ObjectSummary,
  skipReasonOf,
  statusOf,
  stepsOf,
} from '#core/logs/summary-reading';
import { CoreError } from '#core/rpc/errors';
import type { OnDemandView, ProvisioningStepView } from '#shared/model/job';
import { scopingRemedyOf } from './scoping-remedy.ts';

const Answer = z.looseObject({ key: z.unknown().optional(), value: z.unknown().optional() });

const text = z.string().nullish().catch(null);
const Verdict = z.looseObject({
  result: text,
  details: z
    .looseObject({ errorCode: text, errorMessage: ServiceText.nullish().catch(null) })
    .nullish()
    .catch(null),
});

/** Text that holds JSON gives its value; anything else stays as it is. */
function unfolded(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    // One of the two documented answers has a type name in `key`, which is no JSON.
    return value;
  }
}

function summariesOf(value: unknown): ObjectSummary[] {
  const read = unfolded(value);
  const items = Array.isArray(read) ? read : [read];
  return items.flatMap((item) => {
    const parsed = ObjectSummary.safeParse(unfolded(item));
    return parsed.success ? [parsed.data] : [];
  });
}

/** One of the two documented answers names no result: then the steps tell it. */
function resultFromSteps(steps: readonly ProvisioningStepView[]): string {
  if (steps.some((step) => step.status === 'failure')) return 'failure';
  if (steps.some((step) => step.status === 'skipped')) return 'skipped';
  return steps.length === 0 ? 'unknown' : 'success';
}

const remedyOf = (facts: {
  readonly result: string;
  readonly recommended: string | null;
  readonly codes: readonly (string | null)[];
  readonly steps: readonly ProvisioningStepView[];
}): string | null => {
  if (facts.result === 'success') return null;
  const fromCodes = facts.codes.map(remedyFor).find((remedy) => remedy !== null) ?? null;
  return facts.recommended ?? scopingRemedyOf(facts.steps) ?? fromCodes;
};

/**
 * Takes the raw answer of provisioning on demand, whom it was about and the request-id; gives what it came to. Both documented shapes are read: an
 * object or a list, as text that holds JSON or as it is. `result` is success, failure, skipped or warning, or what the service said.
 * Raises `graph_error` (reason unreadableAnswer) when it holds nothing that can be read.
 * Source: learn.microsoft.com/graph/api/synchronization-synchronizationjob-provisionondemand
 */
export function onDemandViewOf(raw: unknown, subject: string, requestId?: string): OnDemandView {
  const answer = Answer.safeParse(raw);
  const verdict = Verdict.safeParse(unfolded(answer.data?.key)).data;
  const summaries = summariesOf(answer.data?.value);
  if (!answer.success || (summaries.length === 0 && verdict === undefined)) {
    throw new CoreError(
      'graph_error',
      'The service answered provisioning on demand with something that cannot be read.',
      {
        reason: 'unreadableAnswer',
        nextStep: 'Look at the provisioning log for what became of it.',
        requestId,
      },
    );
  }
  const steps = summaries.flatMap(stepsOf);
  const statuses = summaries.map(statusOf);
  const stated = firstText(verdict?.result, ...statuses.map((status) => status.status));
  const result = stated === null ? resultFromSteps(steps) : canonical(stated);
  const errorCode = firstText(
    verdict?.details?.errorCode,
    ...statuses.map((status) => status.errorCode),
    skipReasonOf(steps),
  );
  return {
    result,
    action: canonicalOrNull(firstText(...summaries.map((summary) => summary.action ?? summary.provisioningAction))),
    subject: firstText(...summaries.map((summary) => summary.reportableIdentifier)) ?? subject,
    targetId: firstText(...summaries.map((summary) => summary.targetIdentity?.id)),
    errorCode,
    errorMessage: firstText(verdict?.details?.errorMessage, ...statuses.map((status) => status.reason)),
    remedy: remedyOf({
      result,
      recommended: firstText(...statuses.map((status) => status.recommendedAction)),
      codes: [errorCode],
      steps,
    }),
    steps,
    modifiedProperties: summaries.flatMap(modifiedPropertiesOf),
    ...(requestId === undefined ? {} : { requestId }),
  };
}

const canonicalOrNull = (value: string | null): string | null => (value === null ? null : canonical(value));
