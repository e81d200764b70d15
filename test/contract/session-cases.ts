import { expect } from 'vitest';
import { demoClientId } from '#platform/clouds';
import { type GoodCase, good, keptIn } from './good-case.ts';

const administrator = 'ada.admin@contoso.demo.example';

/** Signing in and the catalogue: what comes before there is anything to operate. */
export const sessionCases: readonly GoodCase[] = [
  good('session.listPermissions', {
    check: ({ permissions }) => {
      expect(permissions.map(({ scope }) => scope)).toContain('Synchronization.ReadWrite.All');
      expect(permissions.every(({ reason }) => reason.length > 10)).toBe(true);
    },
  }),
  good('session.adminConsentRequest', {
    input: () => ({ scopes: ['Synchronization.ReadWrite.All'] }),
    check: ({ url, text }) => {
      expect(new URL(url).pathname).toMatch(/adminconsent$/);
      expect(text).toContain('Synchronization.ReadWrite.All');
    },
  }),
  good('registration.guide', {
    input: () => ({ tenant: 'contoso.demo.example' }),
    check: ({ redirectUri, powershell, azureCli }) => {
      expect(redirectUri).toBe('http://localhost');
      expect(powershell).toContain("Connect-MgGraph -TenantId 'contoso.demo.example'");
      expect(azureCli).toContain('Synchronization.ReadWrite.All');
    },
  }),
  good('registration.check', {
    input: ({ transport: { served } }) => ({ clientId: demoClientId, tenant: served.tenant.state.tenantId }),
    check: ({ works, checks }) => {
      expect(checks.map(({ what, state }) => [what, state])).toEqual([
        ['tenant', 'passed'],
        ['application', 'passed'],
        ['redirect', 'passed'],
      ]);
      expect(works).toBe(true);
    },
  }),
  good('vendors.list', {
    input: () => ({ search: 'stack' }),
    check: ({ vendors }) => expect(vendors.map(({ id, source }) => [id, source])).toEqual([['airstack', 'built-in']]),
  }),
  good('vendors.show', {
    input: () => ({ vendor: 'airstack' as never }),
    check: ({ profile, source }) => {
      expect(profile).toMatchObject({ id: 'airstack' });
      expect(source).toBe('built-in');
    },
  }),
  good('session.signIn', {
    input: ({ transport: { served } }) => ({
      tenant: served.tenant.state.tenantId,
      scopes: [
        'User.Read',
        'Application.ReadWrite.All',
        'AppRoleAssignment.ReadWrite.All',
        'Synchronization.ReadWrite.All',
        'ProvisioningLog.Read.All',
        'AuditLog.Read.All',
        'User.ReadBasic.All',
        'GroupMember.Read.All',
      ],
    }),
    check: ({ account, tenantName, roles, demo }, { transport, kept }) => {
      expect(account).toMatchObject({ username: administrator, tenantId: transport.served.tenant.state.tenantId });
      expect(tenantName).toBe(transport.served.tenant.state.tenantName);
      expect(roles?.length).toBeGreaterThan(0);
      expect(demo).toBe(transport.oneProcess);
      kept.set('account', account?.homeAccountId ?? '');
      kept.set('tenant', account?.tenantId ?? '');
    },
  }),
  good('session.show', {
    check: ({ account, cloud, persistence }, { transport }) => {
      expect(account?.username).toBe(transport.oneProcess ? administrator : undefined);
      expect(cloud).toMatchObject({ builtIn: false, graph: 'https://graph.demo.example' });
      expect(persistence).toBe('process');
    },
  }),
  good('session.clock', {
    check: ({ now }, { transport }) => {
      const ahead = Date.parse(now) - (transport.oneProcess ? transport.served.tenant.clock.now() : Date.now());
      expect(Math.abs(ahead)).toBeLessThan(3_600_000);
    },
  }),
  good('session.listAccounts', {
    check: ({ accounts }, { transport }) =>
      expect(accounts.map(({ username }) => username)).toEqual(transport.oneProcess ? [administrator] : []),
  }),
  good('session.selectAccount', {
    input: (story) => ({ homeAccountId: keptIn(story, 'account'), tenantId: keptIn(story, 'tenant') }),
    check: ({ account }) => expect(account?.username).toBe(administrator),
    acrossProcesses: { code: 'unauthenticated', reason: 'notSignedIn' },
  }),
  good('session.refresh', {
    check: ({ account }) => expect(account?.username).toBe(administrator),
    acrossProcesses: { code: 'unauthenticated', reason: 'notSignedIn' },
  }),
  good('gallery.search', {
    input: () => ({ search: 'airstack', provisioningOnly: true }),
    check: ({ entries }) =>
      expect(entries).toMatchObject([
        { displayName: 'Airstack', supportsProvisioning: true, vendorProfile: 'airstack' },
      ]),
  }),
];

/** What ends a session. */
export const closingCases: readonly GoodCase[] = [
  good('session.signOut', {
    check: ({ removed, browserSignOutUrl }, { transport }) => {
      expect(removed).toBe(transport.oneProcess ? 1 : 0);
      expect(new URL(browserSignOutUrl).pathname).toMatch(/logout$/);
    },
  }),
];
