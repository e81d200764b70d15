import { describe, expect, it } from 'vitest';
import { createGraph } from '#core/graph/create-graph';
import { permissions, rolesFor, signInScopes } from '#core/graph/permissions';
import type { IdentityPort, SignInRequest, TokenRequest } from '#core/ports';
import { CoreError, toWireError } from '#core/rpc/errors';
import { createSessionHandlers } from '#core/session/handlers';
import { roleNoteOf } from '#core/session/role-note';
import type { TaskProgress } from '#shared/contract/events';
import { SessionView } from '#shared/model/session';
import {
  createFakeIdentity,
  createFakePorts,
  createRoutedNetwork,
  graphError,
  json,
} from '#test/unit/core/graph/fake-world';

const role = (displayName: string, roleTemplateId: string | null = null) => ({
  '@odata.type': '#microsoft.graph.directoryRole',
  id: 'r',
  displayName,
  roleTemplateId,
});

function worldOf(options: { readonly identity?: Partial<IdentityPort>; readonly roles?: () => Response } = {}) {
  const { network } = createRoutedNetwork({
    'GET /organization': () => json(200, { value: [{ id: 't', displayName: 'Contoso' }] }),
    'GET /me/memberOf': options.roles ?? (() => json(200, { value: [role('Application Administrator')] })),
  });
  const identity = createFakeIdentity(options.identity);
  const ports = createFakePorts({ network, identity });
  const progress: TaskProgress[] = [];
  const context = { signal: new AbortController().signal, progress: (one: TaskProgress) => progress.push(one) };
  return { handlers: createSessionHandlers({ ports, graph: createGraph(ports) }), context, progress };
}

describe('showing the session', () => {
  it('tells who is signed in, in which tenant and with which roles', async () => {
    const { handlers, context } = worldOf();
    const view = SessionView.parse(await handlers['session.show']({}, context));
    expect(view).toMatchObject({
      tenantName: 'Contoso',
      roles: [{ displayName: 'Application Administrator' }],
      roleNote: null,
    });
  });

  it('is an answer too when nobody is signed in, and asks Graph nothing', async () => {
    const { handlers, context } = worldOf({ identity: { current: async () => null } });
    expect(await handlers['session.show']({}, context)).toMatchObject({ account: null, roles: null, roleNote: null });
  });

  it('only informs when the role is not seen', async () => {
    const { handlers, context } = worldOf({ roles: () => json(200, { value: [role('Reports Reader')] }) });
    const { roleNote } = await handlers['session.show']({}, context);
    expect(roleNote).toMatch(/role not seen.*owner or hold a custom role/s);
  });

  it('tells a fault of the role check instead of raising it', async () => {
    const { handlers, context } = worldOf({ roles: () => graphError(403, 'Authorization_RequestDenied') });
    expect(await handlers['session.show']({}, context)).toMatchObject({
      tenantName: 'Contoso',
      roles: null,
      roleNote: expect.stringMatching(/could not be read/),
    });
  });

  it('raises the abort of a caller who gave up', async () => {
    const { handlers, context } = worldOf();
    const signal = AbortSignal.abort();
    await expect(handlers['session.show']({}, { ...context, signal })).rejects.toMatchObject({ name: 'AbortError' });
  });

  const rows = [
    {
      roles: [{ displayName: 'Globaler Administrator', roleTemplateId: '62e90394-69f5-4237-9190-012177145e10' }],
      noted: false,
    },
    { roles: [{ displayName: 'cloud application administrator', roleTemplateId: null }], noted: false },
    { roles: [{ displayName: 'Global Reader', roleTemplateId: 'f2ef992c-3afb-46b9-b7cf-a126ee74c451' }], noted: true },
    { roles: [], noted: true },
  ];
  it.each(rows)('notes the roles $roles: $noted', ({ roles, noted }) => {
    expect(roleNoteOf(roles) !== null).toBe(noted);
  });
});

describe('signing in', () => {
  it('asks for few permissions at first, shows the prompt and then the session', async () => {
    const asked: SignInRequest[] = [];
    const signIn: IdentityPort['signIn'] = async (request) => {
      asked.push(request);
      request.onPrompt({ kind: 'browser', url: 'https://login.example/authorize' });
      request.onPrompt({
        kind: 'deviceCode',
        url: 'https://login.example/device',
        userCode: 'ABC-123',
        expiresInMs: 900_000,
      });
      return createFakeIdentity().select({ homeAccountId: 'h', tenantId: 't' });
    };
    const { handlers, context, progress } = worldOf({ identity: { signIn } });
    const view = await handlers['session.signIn']({ method: 'browser' }, context);
    expect(view.tenantName).toBe('Contoso');
    expect(asked[0]?.scopes).toEqual(signInScopes);
    expect(progress).toMatchObject([
      { state: 'personNeeded', url: 'https://login.example/authorize' },
      {
        state: 'personNeeded',
        url: 'https://login.example/device',
        userCode: 'ABC-123',
        message: expect.stringMatching(/15 minutes.*Warning/s),
      },
    ]);
  });

  it('refuses a permission outside of the closed list', async () => {
    const { handlers, context } = worldOf();
    const scopes = ['Mail.ReadWrite'];
    const fault = await handlers['session.signIn']({ method: 'browser', scopes }, context).catch(toWireError);
    expect(fault).toMatchObject({ code: 'bad_request', reason: 'unknownPermission' });
    expect(await handlers['session.adminConsentRequest']({ scopes }, context).catch(toWireError)).toMatchObject({
      code: 'bad_request',
    });
  });

  it('gets a fresh token on refresh', async () => {
    const asked: TokenRequest[] = [];
    const accessToken: IdentityPort['accessToken'] = async (request) => {
      asked.push(request);
      return 'token';
    };
    const { handlers, context } = worldOf({ identity: { accessToken } });
    await handlers['session.refresh']({}, context);
    expect(asked[0]).toMatchObject({ forceRefresh: true, scopes: signInScopes });
  });

  it('passes the other account procedures on', async () => {
    const selected: unknown[] = [];
    const select: IdentityPort['select'] = async (account) => {
      selected.push(account);
      throw new CoreError('not_found', 'no such account');
    };
    const { handlers, context } = worldOf({ identity: { select } });
    const account = { homeAccountId: 'h', tenantId: 't' };
    await expect(handlers['session.selectAccount'](account, context)).rejects.toMatchObject({ code: 'not_found' });
    expect(selected).toEqual([account]);
    expect((await handlers['session.listAccounts']({}, context)).accounts).toHaveLength(1);
    expect((await handlers['session.signOut']({}, context)).removed).toBe(1);
  });
});

describe('permissions', () => {
  it('have each a reason and no second row', async () => {
    const { handlers, context } = worldOf();
    const listed = (await handlers['session.listPermissions']({}, context)).permissions;
    expect(new Set(listed.map((one) => one.scope)).size).toBe(listed.length);
    expect(listed.every((one) => one.reason.length > 20)).toBe(true);
    expect(listed.map((one) => one.scope)).not.toContain('Directory.ReadWrite.All');
  });

  it('are explained in the text for an administrator', async () => {
    const { handlers, context } = worldOf();
    const { url, text } = await handlers['session.adminConsentRequest'](
      { scopes: ['ProvisioningLog.Read.All'] },
      context,
    );
    expect(text).toContain(url);
    expect(text).toMatch(/http:\/\/localhost and shows that it cannot open that page\. That is expected/);
    expect(text).toContain('ProvisioningLog.Read.All: Read the provisioning log');
    expect(text).not.toContain('AppRoleAssignment');
    const whole = await handlers['session.adminConsentRequest']({}, context);
    for (const { scope } of permissions) expect(whole.text).toContain(scope);
  });

  it.each([
    { path: '/auditLogs/provisioning', role: 'Reports Reader' },
    { path: '/servicePrincipals/1/appRoleAssignedTo', role: 'User Administrator' },
    { path: '/servicePrincipals/1/synchronization/jobs', role: 'custom role' },
    { path: '/applications/1', role: 'owner' },
  ])('name who may call $path', ({ path, role: name }) => {
    expect(rolesFor(path)).toContain(name);
  });
});
