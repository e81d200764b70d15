import type { LogEntryView } from '#shared/model/job';

/** Codes of an entry: its own, and why it was skipped. */
const codesOf = ({ errorCode, steps }: LogEntryView): readonly string[] =>
  [errorCode, ...steps.map(({ details }) => details.SkipReason)].filter((code) => typeof code === 'string');

/** Takes an entry; says whether it was skipped because there was nothing to do, which is no fault. Pure. */
export const isSettled = (entry: LogEntryView): boolean =>
  codesOf(entry).some((code) => /RedundantExport$/i.test(code));

/** Takes an entry; says whether what it tells of was done, perhaps with a warning. Pure. */
export const wentWell = ({ status }: LogEntryView): boolean => status === 'success' || status === 'warning';

/** Takes an entry; says whether the service left the person out for the role. Pure. */
export const saysNotEntitled = (entry: LogEntryView): boolean =>
  codesOf(entry).some((code) => /NotEffectivelyEntitled$/i.test(code)) ||
  /not effectively entitled/i.test(entry.reason ?? '');

/** Takes an entry; says whether the person was provisioned by it, or was as they should be. Pure. */
export const saysProvisioned = (entry: LogEntryView): boolean =>
  isSettled(entry) || (wentWell(entry) && (entry.action === 'create' || entry.action === 'update'));
