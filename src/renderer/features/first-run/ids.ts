/** Takes what was typed; says whether it has the form of an application id. Pure. */
export const isClientId = (typed: string): boolean =>
  /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(typed.trim());

/** Takes what was typed; says whether it has the form of a tenant id or a domain. Pure. */
export const isTenantName = (typed: string): boolean =>
  /^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])$/i.test(typed.trim()) && /[.-]/.test(typed);
