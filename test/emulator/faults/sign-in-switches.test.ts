import { describe, expect, it } from 'vitest';
import { askForTokens, openSession, requestTokens } from '#test/emulator/graph/tenant-session';
import { openFaultWorld } from './fault-world.ts';

const person = 'ada.admin@contoso.demo.example';
const scope = 'openid profile offline_access User.Read';

async function signedIn() {
  const world = await openFaultWorld();
  const { refresh_token = '' } = await requestTokens(world.tenant, 'ada.admin', { scopes: ['User.Read'] });
  const refresh = () => askForTokens(world.tenant, { grant_type: 'refresh_token', refresh_token, scope });
  return { ...world, refresh };
}

describe('a switch for the sign-in of one person', () => {
  it('revoked-session ends access token and refresh token, and nobody else’s', async () => {
    const { tenant, session, turn, refresh } = await signedIn();
    const other = await openSession(tenant, 'sofia.nyberg', ['User.Read']);
    turn({ fault: 'revoked-session', person });
    const answer = await session('GET', '/me');
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toMatch(/error="insufficient_claims", claims="[A-Za-z0-9+/=]+"/);
    expect((await refresh()).body).toMatchObject({
      error: 'invalid_grant',
      suberror: 'bad_token',
      error_codes: [50173],
    });
    expect((await other('GET', '/me')).status).toBe(200);
  });

  it('claims-challenge ends the access token, and the refresh token gives another', async () => {
    const { session, turn, refresh } = await signedIn();
    turn({ fault: 'claims-challenge', person: person.toUpperCase() });
    const answer = await session('GET', '/me');
    const [, claims = ''] = /claims="([^"]+)"/.exec(answer.headers.get('www-authenticate') ?? '') ?? [];
    expect(JSON.parse(Buffer.from(claims, 'base64').toString())).toMatchObject({
      access_token: { nbf: { essential: true } },
    });
    expect((await refresh()).status).toBe(200);
  });

  it('conditional-access asks at the next refresh, until the person has signed in with the claims of the answer', async () => {
    const { tenant, session, turn, refresh } = await signedIn();
    turn({ fault: 'conditional-access', person });
    expect((await session('GET', '/me')).status).toBe(200);
    const refused = (await refresh()).body;
    expect(refused).toMatchObject({ error: 'interaction_required', suberror: 'basic_action', error_codes: [50076] });
    await requestTokens(tenant, 'ada.admin');
    expect((await refresh()).status).toBe(400);
    await requestTokens(tenant, 'ada.admin', { claims: String(refused.claims) });
    expect((await refresh()).status).toBe(200);
  });
});
