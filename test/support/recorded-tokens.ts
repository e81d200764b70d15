import type { Tenant } from '#emulator/tenant';

const secretMembers = ['access_token', 'refresh_token', 'id_token', 'device_code'] as const;

/**
 * Takes a tenant; from now on collects every token that its sign-in service hands out, so that a test knows what to look
 * for. The answers themselves stay as they are.
 */
export function recordTokens(tenant: Tenant): ReadonlySet<string> {
  const tokens = new Set<string>();
  const answer = tenant.fetch.bind(tenant);
  Object.assign(tenant, {
    fetch: async (request: Request): Promise<Response> => {
      const isTokenRequest = /\/oauth2\/v2\.0\/(token|devicecode)$/.test(new URL(request.url).pathname);
      const response = await answer(request);
      if (!isTokenRequest) return response;
      const body: unknown = await response.clone().json();
      for (const name of secretMembers) {
        const value: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, name) : undefined;
        if (typeof value === 'string') tokens.add(value);
      }
      return response;
    },
  });
  return tokens;
}
