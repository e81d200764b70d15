import { z } from 'zod';
import type { ProvisioningObjectSummary } from '#core/graph/shapes';
import type { LogEntryView } from '#shared/model/job';
import { remedyFor } from './error-catalogue.ts';
import {
  canonical,
  firstText,
  modifiedPropertiesOf,
  ObjectSummary,
  skipReasonOf,
  statusOf,
  stepsOf,
} from './summary-reading.ts';

const text = z.string().nullish().catch(null);

const LogRow = z.looseObject({
  jobId: text,
  cycleId: text,
  changeId: text,
  durationInMilliseconds: z.number().nullish().catch(null),
  // One page of the documentation calls it a collection.
  servicePrincipal: z
    .preprocess(
      (value) => (Array.isArray(value) ? value[0] : value),
      z.looseObject({ id: text, displayName: text }).nullish(),
    )
    .catch(null),
});

const identityView = (identity: ObjectSummary['sourceIdentity']): LogEntryView['source'] => ({
  id: firstText(identity?.id),
  displayName: firstText(identity?.displayName),
  type: firstText(identity?.identityType, identity?.type),
});

/**
 * Takes a row of the provisioning log; gives it as it is shown. Values are read without regard to case, what is not documented is
 * kept, what is missing is null, and values of password-like attributes are masked.
 * Source: learn.microsoft.com/graph/api/resources/provisioningobjectsummary
 */
export function logEntryViewOf(row: ProvisioningObjectSummary): LogEntryView {
  const facts = LogRow.parse(row);
  const summary = ObjectSummary.parse(row);
  const { status, errorCode, reason, recommendedAction } = statusOf(summary);
  const steps = stepsOf(summary);
  const skipReason = skipReasonOf(steps);
  return {
    id: row.id,
    activityDateTime: row.activityDateTime,
    application: firstText(facts.servicePrincipal?.displayName),
    servicePrincipalId: firstText(facts.servicePrincipal?.id),
    jobId: firstText(facts.jobId),
    cycleId: firstText(facts.cycleId),
    changeId: firstText(facts.changeId),
    action: canonical(firstText(summary.provisioningAction, summary.action) ?? 'unknown'),
    status: status ?? 'unknown',
    source: identityView(summary.sourceIdentity),
    target: identityView(summary.targetIdentity),
    durationMs: facts.durationInMilliseconds ?? null,
    errorCode: errorCode ?? skipReason,
    reason,
    remedy: recommendedAction ?? remedyFor(errorCode) ?? remedyFor(skipReason),
    steps,
    modifiedProperties: modifiedPropertiesOf(summary),
  };
}

/**
 * Takes a row of the provisioning log; gives it with what the service recommends and what the documentation says about its
 * code side by side: the two do not always agree.
 */
export function entryDetailOf(row: ProvisioningObjectSummary): {
  readonly entry: LogEntryView;
  readonly recommended: string | null;
  readonly catalogue: string | null;
} {
  const entry = logEntryViewOf(row);
  const { recommendedAction } = statusOf(ObjectSummary.parse(row));
  return { entry, recommended: recommendedAction, catalogue: remedyFor(entry.errorCode) };
}
