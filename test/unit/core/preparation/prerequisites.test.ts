import { describe, expect, it } from 'vitest';
import { prerequisitesOf, type TenantFindings } from '#core/preparation/prerequisites';
import type { EffectiveProfile } from '#core/profiles/effective-profile';
import { CoreError } from '#core/rpc/errors';
import { ExistingApplication } from '#shared/model/preparation';

const application = ExistingApplication.parse({
  servicePrincipalId: '22222222-2222-4222-8222-222222222222',
  displayName: 'Airstack',
  createdDateTime: null,
  singleSignOnMode: 'saml',
  provisioning: 'healthy',
  active: true,
  appRoles: [],
});

const profile = {
  displayName: 'Airstack',
  prerequisites: [
    { kind: 'entraTenant', text: 'A tenant' },
    { kind: 'vendorAdmin', text: 'An administrator', url: 'https://vendor.example' },
    { kind: 'toString', text: 'A kind that an object has by itself' },
  ],
  capabilities: { sso: 'recommended' },
} as unknown as EffectiveProfile;

const findings: TenantFindings = {
  tenantName: 'Contoso',
  roles: { value: [{ displayName: 'Application Administrator', roleTemplateId: null }] },
  premium: { value: true },
  applications: { value: [application] },
  gallery: { value: { state: 'found', displayName: 'Airstack', supportsProvisioning: true } },
};

const statesOf = (found: TenantFindings): Readonly<Record<string, string>> =>
  Object.fromEntries(prerequisitesOf(profile, found).map(({ kind, state }) => [kind, state]));

const consent = new CoreError('consent_required', 'Nobody consented.', { scopes: ['LicenseAssignment.Read.All'] });

describe('prerequisites', () => {
  it('are met where the tenant shows it, and left to a person where nobody can look', () => {
    expect(statesOf(findings)).toEqual({
      entraTenant: 'met',
      vendorAdmin: 'person',
      toString: 'person',
      entraRole: 'met',
      licence: 'met',
      application: 'met',
      ssoConfigured: 'met',
    });
  });

  const rows: readonly { name: string; change: Partial<TenantFindings>; kind: string; says: RegExp }[] = [
    { name: 'role', change: { roles: { value: [] } }, kind: 'entraRole', says: /role not seen/ },
    { name: 'licence', change: { premium: { value: false } }, kind: 'licence', says: /groups cannot be assigned/ },
    { name: 'application', change: { applications: { value: [] } }, kind: 'application', says: /adds it/ },
    {
      name: 'single sign-on',
      change: { applications: { value: [] } },
      kind: 'ssoConfigured',
      says: /works without it/,
    },
  ];
  it.each(rows)('say what it means that no $name was seen', ({ change, kind, says }) => {
    const found = prerequisitesOf(profile, { ...findings, ...change }).find((one) => one.kind === kind);
    expect(found).toMatchObject({ state: 'notSeen', detail: expect.stringMatching(says) });
  });

  it('that could not be looked up say why, and which permission would help', () => {
    const found = prerequisitesOf(profile, { ...findings, premium: { fault: consent } });
    expect(found.find(({ kind }) => kind === 'licence')).toMatchObject({
      state: 'unknown',
      detail: expect.stringContaining('Nobody consented.'),
      scopes: ['LicenseAssignment.Read.All'],
    });
  });

  it('do not ask twice for a role that the document names, nor for single sign-on that there is none of', () => {
    const other = {
      ...profile,
      prerequisites: [{ kind: 'entraRole', text: 'A role' }],
      capabilities: { sso: 'none' },
    } as unknown as EffectiveProfile;
    expect(prerequisitesOf(other, findings).map(({ kind }) => kind)).toEqual(['entraRole', 'licence', 'application']);
  });
});
