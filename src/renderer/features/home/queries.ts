import { useRead } from '#renderer/lib/queries';

/** Health changes with the cycles, so once a minute is often enough, in milliseconds. */
const renewEveryMs = 60_000;

/** Gives all provisioning applications of the tenant, what needs attention first, renewed while the page is seen. */
export const useApplications = () => useRead('applications.list', {}, { refetchEveryMs: renewEveryMs });
