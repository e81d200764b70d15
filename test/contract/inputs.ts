import type { Path } from '#shared/contract/index';

const unknownId = '00000000-0000-4000-8000-000000000000';

const application = { application: 'Airstack' };
const configuration = { schemaVersion: 1, vendor: 'airstack' };

const answers = {
  vendor: 'airstack',
  application: null,
  done: [0],
  fields: { BaseAddress: 'https://nobody.example' },
  people: 'assigned',
  assignments: [],
  email: '',
  threshold: { enabled: true, value: 20 },
  keepOutOfScope: false,
};
const draft = { step: 'scope', answers, servicePrincipalId: null };

/** An input of the right shape for every path, about things that do not exist. */
export const plausibleInputs: Readonly<Record<Path, Readonly<Record<string, unknown>>>> = {
  'session.show': {},
  'session.clock': {},
  'session.listAccounts': {},
  'session.listPermissions': {},
  'session.signIn': { tenant: 'contoso.example', loginHint: 'ada', method: 'browser', scopes: ['User.Read'] },
  'session.selectAccount': { homeAccountId: 'nobody', tenantId: unknownId },
  'session.refresh': {},
  'session.signOut': { homeAccountId: 'nobody' },
  'session.adminConsentRequest': { scopes: ['User.Read'] },
  'vendors.list': { search: 'a' },
  'vendors.show': { vendor: 'airstack' },
  'vendors.validate': { text: '{}' },
  'vendors.compare': {
    before: { kind: 'vendor', vendor: 'airstack' },
    after: { kind: 'article', text: '# Nothing', file: 'nothing.md' },
  },
  'vendors.reconcile': { vendor: 'airstack', servicePrincipalId: unknownId },
  'tutorials.import': { text: '# Nothing', file: 'nothing.md', origin: {} },
  'vendors.guide': { vendor: 'airstack' },
  'setup.checkPrerequisites': { vendor: 'airstack' },
  'setup.compareMappings': { vendor: 'airstack', servicePrincipalId: unknownId },
  'setup.testConnection': {
    vendor: 'airstack',
    connection: { tenantUrl: 'https://nobody.example/scim' },
    secrets: { SecretToken: `secret_${unknownId}` },
    servicePrincipalId: null,
  },
  'secrets.makeDemoToken': { vendor: 'airstack' },
  'directory.search': { kind: 'user', search: 'so' },
  'drafts.list': {},
  'drafts.get': { id: unknownId },
  'drafts.put': { id: unknownId, draft },
  'drafts.delete': { id: unknownId },
  'gallery.search': { search: 'a', provisioningOnly: false },
  'applications.list': {},
  'registration.guide': { tenant: 'contoso.example' },
  'registration.check': { clientId: unknownId, tenant: 'contoso.example' },
  'configuration.parse': { text: 'schemaVersion: 1' },
  'configuration.export': application,
  'secrets.put': { value: 'a-secret' },
  'secrets.discard': { handle: `secret_${unknownId}` },
  'setup.plan': { configuration, secrets: { SecretToken: `secret_${unknownId}` }, rotateSecrets: false },
  'setup.planUndo': { configuration },
  'setup.apply': {
    planId: `plan_${unknownId}`,
    planHash: 'x',
    confirmed: [],
    waitForCycle: false,
    authorization: 'stop',
  },
  'synchronizationJobs.show': application,
  'synchronizationJobs.start': application,
  'synchronizationJobs.pause': application,
  'synchronizationJobs.restart': { ...application, resetScope: 'Full' },
  'synchronizationJobs.waitForCycle': { ...application, timeoutMs: 1000 },
  'quarantine.explain': application,
  'provisioning.onDemand': { ...application, user: 'sofia', members: [] },
  'logs.list': { ...application, user: 'sofia', status: 'failure', since: '2026-01-31T00:00:00Z', limit: 5 },
  'journal.list': { limit: 5 },
  'host.show': {},
  'host.changeTarget': { target: 'tenant' },
  'host.diagnostics': {},
  'files.choose': {},
  'files.read': { handle: `file_${unknownId}` },
  'settings.show': {},
  'settings.change': { theme: 'dark', logRetentionDays: 7 },
  'settings.chooseProfileFolder': {},
  'settings.chooseCertificateFile': {},
  'tasks.wait': { taskId: `task_${unknownId}` },
  'tasks.cancel': { taskId: `task_${unknownId}` },
};

/** Takes a number of levels; gives lists in lists, that deep. */
export function nested(levels: number): unknown {
  let value: unknown = [];
  for (let level = 1; level < levels; level += 1) value = level % 2 === 0 ? [value] : { inner: value };
  return value;
}

const text = (length: number): string => 'x'.repeat(length);

/** Inputs that are one step larger than the contract allows. */
export const oversized: readonly (readonly [Path, unknown])[] = [
  ['vendors.list', { search: text(121) }],
  ['vendors.show', { vendor: text(81) }],
  ['tutorials.import', { text: text(1_000_001) }],
  ['tutorials.import', { text: '', file: text(401) }],
  ['vendors.validate', { text: text(1_000_001) }],
  ['gallery.search', { search: text(121) }],
  ['session.signIn', { tenant: text(254) }],
  ['session.signIn', { scopes: Array.from({ length: 31 }, () => 'User.Read') }],
  ['session.selectAccount', { homeAccountId: text(401), tenantId: 'x' }],
  ['session.signOut', { homeAccountId: text(401) }],
  ['session.adminConsentRequest', { scopes: [text(201)] }],
  ['directory.search', { kind: 'user', search: text(121) }],
  ['drafts.put', { draft: { ...draft, answers: { ...answers, email: text(321) } } }],
  ['drafts.put', { draft: { ...draft, answers: { ...answers, token: 'a secret has no place here' } } }],
  ['registration.guide', { tenant: text(254) }],
  ['registration.check', { clientId: unknownId, tenant: text(254) }],
  ['configuration.parse', { text: text(5_000_001) }],
  ['configuration.export', { application: text(321) }],
  ['secrets.put', { value: text(20_001) }],
  ['setup.plan', { configuration: { ...configuration, application: { name: text(121) } } }],
  [
    'setup.plan',
    { configuration: { ...configuration, mappings: Array.from({ length: 51 }, () => ({ source: 'a', target: 'b' })) } },
  ],
  ['setup.apply', { ...plausibleInputs['setup.apply'], planHash: text(201) }],
  ['synchronizationJobs.waitForCycle', { ...application, timeoutMs: 86_400_001 }],
  ['provisioning.onDemand', { ...application, group: 'a', members: ['1', '2', '3', '4', '5', '6'] }],
  ['logs.list', { limit: 1_001 }],
  ['journal.list', { limit: 10_001 }],
  ['settings.change', { proxy: `${text(260)}:8080` }],
  ['settings.change', { logRetentionDays: 366 }],
  ['settings.change', { cloud: text(61) }],
  ['files.read', { handle: `file_${text(65)}` }],
];
