import { z } from 'zod';
import { ServiceText, withoutAuthorization } from '#core/graph/service-text';
import type { ModifiedPropertyView, ProvisioningStepView } from '#shared/model/job';

const text = z.string().nullish().catch(null);
const sentence = ServiceText.nullish().catch(null);
const details = z.record(z.string(), z.unknown()).nullish().catch(null);

const Identity = z
  .looseObject({ id: text, displayName: text, identityType: text, type: text, details })
  .nullish()
  .catch(null);

const StatusInfo = z.looseObject({
  status: text,
  errorCode: text,
  reason: sentence,
  recommendedAction: sentence,
  errorInformation: z
    .looseObject({ errorCode: text, reason: sentence, recommendedAction: sentence })
    .nullish()
    .catch(null),
});

const Step = z.looseObject({
  name: text,
  provisioningStepType: text,
  type: text,
  status: text,
  description: sentence,
  details,
});

const ModifiedProperty = z.looseObject({
  displayName: text,
  oldValue: z.unknown().optional(),
  newValue: z.unknown().optional(),
});

/** Items of a list that can be read; one odd item does not hide the others. */
const readable = <S extends z.ZodType>(item: S) =>
  z
    .array(z.unknown())
    .nullish()
    .catch(null)
    .transform((items) =>
      (items ?? []).flatMap((value) => {
        const parsed = item.safeParse(value);
        return parsed.success ? [parsed.data] : [];
      }),
    );

/**
 * What the provisioning log and provisioning on demand both tell about one object; the two name some members differently.
 * Source: learn.microsoft.com/graph/api/resources/provisioningobjectsummary and learn.microsoft.com/graph/api/synchronization-synchronizationjob-provisionondemand
 */
export const ObjectSummary = z.looseObject({
  provisioningAction: text,
  action: text,
  reportableIdentifier: text,
  sourceIdentity: Identity,
  targetIdentity: Identity,
  provisioningStatusInfo: StatusInfo.nullish().catch(null),
  statusInfo: StatusInfo.nullish().catch(null),
  provisioningSteps: readable(Step),
  modifiedProperties: readable(ModifiedProperty),
});
export type ObjectSummary = z.infer<typeof ObjectSummary>;

const knownValues = [
  ...['create', 'delete', 'disable', 'update', 'stagedDelete', 'other'],
  ...['success', 'failure', 'skipped', 'warning'],
  ...['import', 'scoping', 'matching', 'processing', 'referenceResolution', 'export'],
] as const;

/** Takes a value of an enumeration; gives it in its documented spelling whatever its case, or as it is when it is not documented. */
export const canonical = (value: string): string =>
  knownValues.find((known) => known.toLowerCase() === value.toLowerCase()) ?? value;

/** Takes texts; gives the first that says something, or null. */
export const firstText = (...texts: readonly (string | null | undefined)[]): string | null =>
  texts.find((candidate) => candidate !== null && candidate !== undefined && candidate !== '') ?? null;

const masked = '(masked)';
const passwordLike = /pass(word|wd|phrase|code)|pwd|secret|token|credential|\bpin\b/i;

/** Takes an attribute name; says whether its values are never shown. */
export const isPasswordLike = (name: string): boolean => passwordLike.test(name);

const asText = (value: unknown): string | null => {
  if (value === null || value === undefined) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
};

const shown = (name: string, value: unknown): string | null => {
  const read = asText(value);
  return read === null || !isPasswordLike(name) ? read : masked;
};

/** Takes a summary; gives its attribute changes, values of password-like attributes masked. */
export const modifiedPropertiesOf = (summary: ObjectSummary): ModifiedPropertyView[] =>
  summary.modifiedProperties.map((property) => {
    const name = property.displayName ?? '';
    return { name, before: shown(name, property.oldValue), after: shown(name, property.newValue) };
  });

/** Takes a summary; gives its steps, detail values of password-like names masked. */
export const stepsOf = (summary: ObjectSummary): ProvisioningStepView[] =>
  summary.provisioningSteps.map((step) => ({
    name: step.name ?? '',
    type: canonical(firstText(step.provisioningStepType, step.type) ?? ''),
    status: canonical(step.status ?? ''),
    description: step.description ?? '',
    details: Object.fromEntries(
      Object.entries(step.details ?? {}).map(([name, value]) => [name, withoutAuthorization(shown(name, value) ?? '')]),
    ),
  }));

/** Takes a summary; gives how it ended, error code, reason and the service's own advice, each null when it says nothing. */
export function statusOf(summary: ObjectSummary): {
  readonly status: string | null;
  readonly errorCode: string | null;
  readonly reason: string | null;
  readonly recommendedAction: string | null;
} {
  const info = summary.provisioningStatusInfo ?? summary.statusInfo;
  const error = info?.errorInformation;
  const status = firstText(info?.status);
  return {
    status: status === null ? null : canonical(status),
    errorCode: firstText(error?.errorCode, info?.errorCode),
    reason: firstText(error?.reason, info?.reason),
    recommendedAction: firstText(error?.recommendedAction, info?.recommendedAction),
  };
}

/** Takes steps; gives why the service skipped the object, or null. */
export const skipReasonOf = (steps: readonly ProvisioningStepView[]): string | null =>
  firstText(...steps.map((step) => step.details.SkipReason));
