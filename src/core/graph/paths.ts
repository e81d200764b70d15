const segment = encodeURIComponent;

/** Takes any text; gives an OData string literal, quotes doubled. Source: docs.oasis-open.org/odata/odata/v4.01 (url conventions) */
export const odataString = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** Takes a service principal's object id (never its appId); gives its path. */
export const servicePrincipalPath = (servicePrincipalId: string): string =>
  `/servicePrincipals/${segment(servicePrincipalId)}`;

/** Takes a service principal's object id; gives the path under which its synchronization resources stand. */
export const synchronizationPath = (servicePrincipalId: string): string =>
  `${servicePrincipalPath(servicePrincipalId)}/synchronization`;

/** Takes a service principal's object id and a job id; gives the path of the job. */
export const jobPath = (job: { readonly servicePrincipalId: string; readonly jobId: string }): string =>
  `${synchronizationPath(job.servicePrincipalId)}/jobs/${segment(job.jobId)}`;

/** Takes an application's object id; gives its path. */
export const applicationPath = (applicationId: string): string => `/applications/${segment(applicationId)}`;

/** Takes OData options by name; gives the query with its question mark, encoded; empty for none. */
export function queryString(query: Readonly<Record<string, string>> | undefined): string {
  const pairs = Object.entries(query ?? {}).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}
