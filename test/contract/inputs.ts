import type { Path } from '#shared/contract/index';

const unknownId = '00000000-0000-4000-8000-000000000000';

const application = { application: 'Airstack' };
const configuration = { schemaVersion: 1, vendor: 'airstack' };

/** An input of the right shape for every path, about things that do not exist. */
export const plausibleInputs: Readonly<Record<Path, Readonly<Record<string, unknown>>>> = {
  'session.show': {},
  'session.listAccounts': {},
  'session.listPermissions': {},
  'session.signIn': { tenant: 'contoso.example', loginHint: 'ada', method: 'browser', scopes: ['User.Read'] },
  'session.selectAccount': { homeAccountId: 'nobody', tenantId: unknownId },
  'session.refresh': {},
  'session.signOut': { homeAccountId: 'nobody' },
  'session.adminConsentRequest': { scopes: ['User.Read'] },
  'vendors.list': { search: 'a' },
  'vendors.show': { vendor: 'airstack' },
  'gallery.search': { search: 'a', provisioningOnly: false },
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
  ['gallery.search', { search: text(121) }],
  ['session.signIn', { tenant: text(254) }],
  ['session.signIn', { scopes: Array.from({ length: 31 }, () => 'User.Read') }],
  ['session.selectAccount', { homeAccountId: text(401), tenantId: 'x' }],
  ['session.signOut', { homeAccountId: text(401) }],
  ['session.adminConsentRequest', { scopes: [text(201)] }],
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
];
