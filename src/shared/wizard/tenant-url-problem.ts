/** What can be wrong with a tenant URL. */
export type TenantUrlProblem = 'notUrl' | 'notHttps' | 'hasCredentials' | 'hasFragment';

/** Takes a text; gives what makes it useless as a tenant URL, or null. Pure. */
export function tenantUrlProblem(text: string): TenantUrlProblem | null {
  if (!URL.canParse(text)) return 'notUrl';
  const url = new URL(text);
  if (url.protocol !== 'https:') return 'notHttps';
  if (url.username !== '' || url.password !== '') return 'hasCredentials';
  return url.hash === '' ? null : 'hasFragment';
}
