import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SignInPrompt } from '#core/ports';
import { origin } from '#test/emulator/entra/entra-tenant';
import { ada, identityOn, type ServedTenant, scopes, serveTenant, until } from './served-tenant.ts';

let tenant: ServedTenant;
beforeEach(async () => {
  tenant = await serveTenant();
});
afterEach(() => tenant.close());

const json = (status: number, body: unknown) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });

describe('signing in with a device code', () => {
  const withCode = (
    setup: ReturnType<typeof identityOn>,
    more: { consent?: 'accept' | 'decline'; signal?: AbortSignal } = {},
  ) => {
    setup.person.consent = more.consent ?? 'accept';
    const prompts: SignInPrompt[] = [];
    const work = setup.signIn({
      method: 'deviceCode',
      ...(more.signal === undefined ? {} : { signal: more.signal }),
      onPrompt: (prompt) => {
        prompts.push(prompt);
        if (prompt.kind === 'deviceCode' && more.signal === undefined) void setup.visit(prompt.url, prompt.userCode);
      },
    });
    return { work, prompts };
  };

  it('shows the code and waits for approval', async () => {
    const setup = identityOn(tenant);
    const { work, prompts } = withCode(setup);
    expect(await work).toMatchObject({ username: ada });
    expect(prompts).toEqual([
      {
        kind: 'deviceCode',
        url: `${tenant.loopback[origin]}/device`,
        userCode: expect.stringMatching(/^[A-Z2-9]{9}$/),
        expiresInMs: 300_000,
      },
    ]);
    expect(setup.person.opened).toEqual([]);
    expect(await setup.identity.accessToken({ scopes })).toMatch(/^ey/);
  });

  it('says when the person declined', async () => {
    const { work } = withCode(identityOn(tenant), { consent: 'decline' });
    await expect(work).rejects.toMatchObject({ code: 'unauthenticated', details: { reason: 'deviceCodeDeclined' } });
  });

  it('polls on, slower, when the service asks for that', async () => {
    const waits: number[] = [];
    const wait = (milliseconds: number) => {
      waits.push(milliseconds);
      return milliseconds === 300_000 ? new Promise<void>(() => undefined) : Promise.resolve();
    };
    let slowDowns = 1;
    tenant.fault = ({ form }) => {
      if (form.get('grant_type') !== 'device_code' || slowDowns === 0) return null;
      slowDowns -= 1;
      return json(400, { error: 'slow_down' });
    };
    await expect(withCode(identityOn(tenant, { wait })).work).resolves.toMatchObject({ username: ada });
    expect(waits).toEqual([300_000, 5_000]);
  });

  it('can be cancelled, and keeps no account that is approved afterwards', async () => {
    const setup = identityOn(tenant);
    const controller = new AbortController();
    const { work, prompts } = withCode(setup, { signal: controller.signal });
    await until(() => prompts.length === 1);
    controller.abort();
    await expect(work).rejects.toMatchObject({ code: 'cancelled' });
    const [prompt] = prompts;
    if (prompt?.kind === 'deviceCode') await setup.visit(prompt.url, prompt.userCode);
    expect(await setup.identity.accounts()).toEqual([]);
  });

  it('says when the code ran out', async () => {
    const setup = identityOn(tenant);
    const prompts: SignInPrompt[] = [];
    const work = setup.signIn({ method: 'deviceCode', onPrompt: (prompt) => prompts.push(prompt) });
    const ended = expect(work).rejects.toMatchObject({ code: 'timeout', details: { reason: 'deviceCodeExpired' } });
    await until(() => prompts.length === 1);
    tenant.clock.time += 900_000;
    await ended;
  });
});
