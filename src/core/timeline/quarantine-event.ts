/**
 * Takes an activity of the audit log; says whether it tells that the service put a job into quarantine. Such an event changes nothing of
 * the configuration. Pure.
 * Source: learn.microsoft.com/entra/identity/app-provisioning/application-provisioning-quarantine-status
 */
export const isQuarantineEvent = (activity: string | null | undefined): boolean => /^quarantine$/i.test(activity ?? '');
