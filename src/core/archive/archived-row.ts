import { withoutAuthorization } from '#core/graph/service-text';
import { canonical, firstText } from '#core/logs/summary-reading';
import { type Ticks, ticksOf } from './ticks.ts';

/** One row of the log as it goes into the archive: what is searched, and the original. */
export interface ArchivedRow {
  readonly id: string;
  readonly at: Ticks;
  readonly servicePrincipalId: string;
  readonly application: string;
  /** Object id of the person or group in the source, else in the target, else ''. */
  readonly personId: string;
  readonly personName: string;
  /** User principal name or what else the service reports them by. */
  readonly personLabel: string;
  readonly action: string;
  readonly status: string;
  readonly errorCode: string | null;
  readonly reason: string | null;
  readonly cycleId: string;
  /** The row as JSON. */
  readonly json: string;
}

type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};

const textAt = (fields: Fields, name: string): string | null => {
  const value = fields[name];
  return typeof value === 'string' ? value : null;
};

function skipReasonOf(row: Fields): string | null {
  const steps = Array.isArray(row.provisioningSteps) ? row.provisioningSteps : [];
  return firstText(...steps.map((step: unknown) => textAt(fieldsOf(fieldsOf(step).details), 'SkipReason')));
}

/**
 * Takes a row as the service sent it; gives it for the archive, null when it has no id or no time: such a row cannot be told
 * from others. It is read by hand and not by a schema because a million of them are.
 * Source: learn.microsoft.com/graph/api/resources/provisioningobjectsummary
 */
export function archivedRowOf(raw: unknown): ArchivedRow | null {
  const row = fieldsOf(raw);
  const id = textAt(row, 'id');
  const at = ticksOf(textAt(row, 'activityDateTime') ?? '');
  if (id === null || id === '' || at === null) return null;
  const application = fieldsOf(Array.isArray(row.servicePrincipal) ? row.servicePrincipal[0] : row.servicePrincipal);
  const source = fieldsOf(row.sourceIdentity);
  const target = fieldsOf(row.targetIdentity);
  const info = fieldsOf(row.provisioningStatusInfo ?? row.statusInfo);
  const error = fieldsOf(info.errorInformation);
  const status = firstText(textAt(info, 'status'));
  const reason = firstText(textAt(error, 'reason'), textAt(info, 'reason'));
  return {
    id,
    at,
    servicePrincipalId: textAt(application, 'id') ?? '',
    application: textAt(application, 'displayName') ?? '',
    personId: firstText(textAt(source, 'id'), textAt(target, 'id')) ?? '',
    personName: firstText(textAt(source, 'displayName'), textAt(target, 'displayName')) ?? '',
    personLabel:
      firstText(textAt(fieldsOf(source.details), 'UserPrincipalName'), textAt(row, 'reportableIdentifier')) ?? '',
    action: canonical(firstText(textAt(row, 'provisioningAction'), textAt(row, 'action')) ?? 'unknown'),
    status: status === null ? 'unknown' : canonical(status),
    errorCode: firstText(textAt(error, 'errorCode'), textAt(info, 'errorCode'), skipReasonOf(row)),
    reason: reason === null ? null : withoutAuthorization(reason),
    cycleId: textAt(row, 'cycleId') ?? '',
    json: JSON.stringify(raw),
  };
}
