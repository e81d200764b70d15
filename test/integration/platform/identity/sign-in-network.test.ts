import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CoreError } from '#core/rpc/errors';
import { builtInClouds } from '#platform/clouds';
import { ada, identityOn, payloadOf, type ServedTenant, scopes, serveTenant } from './served-tenant.ts';

let tenant: ServedTenant;
beforeEach(async () => {
  tenant = await serveTenant();
});
afterEach(() => tenant.close());

const json = (status: number, body: unknown) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });

describe('the network of sign-in', () => {
  const html = () => new Response('<html>hotel wifi, password=hunter2</html>', { status: 200 });

  it.each([
    { what: 'a page of a captive portal', fault: html, code: 'offline', reason: 'notTheSignInService' },
    { what: 'a broken connection', fault: () => 'reset' as const, code: 'offline', reason: 'connectionReset' },
    { what: 'silence', fault: () => 'hang' as const, code: 'timeout', reason: 'noAnswer' },
    {
      what: 'a busy service',
      fault: () => json(503, { error: 'temporarily_unavailable' }),
      code: 'offline',
      reason: 'signInServiceBusy',
    },
  ])('reports $what as it is, though MSAL reports all alike', async ({ fault, code, reason }) => {
    tenant.fault = ({ form }) => (form.has('grant_type') ? fault() : null);
    // Short where the time-out is what is waited for; a busy machine needs longer for a true answer.
    const { signIn } = identityOn(tenant, { requestTimeoutMs: code === 'timeout' ? 200 : 5_000 });
    const error: unknown = await signIn().catch((cause: unknown) => cause);
    expect(error).toMatchObject({ code, details: { reason } });
    expect(String(error)).not.toContain('hunter2');
  });

  it('keeps trace and correlation ids of a refusal', async () => {
    tenant.fault = ({ form }) =>
      form.has('grant_type')
        ? json(400, { error: 'invalid_client', error_codes: [7000218], trace_id: 't-1', correlation_id: 'c-1' })
        : null;
    await expect(identityOn(tenant).signIn()).rejects.toMatchObject({
      code: 'unauthenticated',
      details: { reason: 'notAPublicClient', requestId: 't-1', clientRequestId: 'c-1' },
    });
  });

  it('shows an AADSTS number that it has no words for', async () => {
    tenant.fault = ({ form }) => (form.has('grant_type') ? json(400, { error: 'odd', error_codes: [123456] }) : null);
    await expect(identityOn(tenant).signIn()).rejects.toMatchObject({ message: 'The sign-in failed: AADSTS123456.' });
  });

  it('puts no code and no token into an error', async () => {
    const { signIn } = identityOn(tenant);
    let code = '';
    tenant.fault = ({ form }) => {
      if (!form.has('grant_type')) return null;
      code = form.get('code') ?? '';
      return json(400, { error: 'invalid_grant', error_codes: [70008], error_description: 'AADSTS70008: expired' });
    };
    const error = await signIn().catch((cause: unknown) => cause);
    expect(code).not.toBe('');
    expect(JSON.stringify([error, error instanceof CoreError && error.details])).not.toContain(code);
  });
});

describe('a token', () => {
  it('carries the name of the person it was given to', async () => {
    const { identity, signIn } = identityOn(tenant);
    await signIn();
    expect(payloadOf(await identity.accessToken({ scopes }))).toMatchObject({ upn: ada, xms_cc: ['cp1'] });
  });
});

describe('a built-in cloud', () => {
  it.each(builtInClouds)(
    '$name is signed in to at its own hosts, without asking anybody where they are',
    async (cloud) => {
      const asked: string[] = [];
      const opened: URL[] = [];
      const { signIn } = identityOn(tenant, {
        cloud,
        network: async ({ url }) => {
          asked.push(url);
          throw new CoreError('offline', 'No network.');
        },
        rewriteForBrowser: (url) => url,
        openBrowser: async (url) => {
          opened.push(new URL(url));
          throw new CoreError('cancelled', 'Enough.');
        },
      });
      await expect(signIn()).rejects.toMatchObject({ code: 'cancelled' });
      expect(asked).toEqual([]);
      expect(opened.map((url) => url.origin + url.pathname)).toEqual([
        `${cloud.authority}/organizations/oauth2/v2.0/authorize`,
      ]);
      expect(opened[0]?.searchParams.get('scope')).toContain(`${cloud.graph}/User.Read`);
    },
  );
});
