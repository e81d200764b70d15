import { describe, expect, it } from 'vitest';
import { CoreError } from '#core/rpc/errors';
import { savedSettings, unsavedKeys, wantedServiceSettings } from '#core/setup/settings';
import { checkTenantUrl, hostOf, tenantUrlWarning } from '#core/setup/tenant-url';

const wanted = (change: object = {}) => ({ scope: { people: 'assigned' as const }, ...change });

describe('savedSettings', () => {
  it('tells readable values, masked ones and empty ones apart', () => {
    const { open, maskedKeys } = savedSettings([
      { key: 'BaseAddress', value: 'https://a.example' },
      { key: 'SecretToken', value: '*' },
      { key: 'Domain', value: '' },
      { key: 'Server', value: null },
    ]);
    expect([Object.fromEntries(open), maskedKeys]).toEqual([{ BaseAddress: 'https://a.example' }, ['SecretToken']]);
  });
});

describe('wantedServiceSettings', () => {
  it('always has scope and notification, since the service keeps nothing without them', () => {
    const { values, changes } = wantedServiceSettings(new Map(), wanted());
    expect(Object.fromEntries(values)).toEqual({
      SyncAll: 'false',
      SyncNotificationSettings: '{"Enabled":false,"Recipients":"","DeleteThresholdEnabled":false}',
    });
    expect(changes).toEqual([]);
  });

  it('changes nothing that the configuration leaves out, down to the spelling', () => {
    const open = new Map([
      ['SyncAll', 'False'],
      [
        'SyncNotificationSettings',
        '{"Recipients":"a@b.example","Enabled":true,"HumanResourcesLookaheadQueryEnabled":true}',
      ],
      ['SkipOutOfScopeDeletions', '1'],
    ]);
    const { values, changes, scopeChange } = wantedServiceSettings(open, wanted());
    expect([changes, scopeChange, Object.fromEntries(values)]).toEqual([[], null, Object.fromEntries(open)]);
  });

  it.each([
    ['an e-mail is added', {}, { notifications: { email: 'a@b.example' } }, 'Notification e-mail: null → a@b.example'],
    [
      'an e-mail is removed',
      { SyncNotificationSettings: '{"Enabled":true,"Recipients":"a@b.example"}' },
      { notifications: { email: null } },
      'Notification e-mail: a@b.example → null',
    ],
    [
      'a threshold is set',
      {},
      { safety: { deletionThreshold: { enabled: true, value: 5 } } },
      'Accidental-deletion threshold: off → on, 5',
    ],
    [
      'a threshold is changed',
      { SyncNotificationSettings: '{"DeleteThresholdEnabled":true,"DeleteThresholdValue":500}' },
      { safety: { deletionThreshold: { enabled: true, value: 5 } } },
      'Accidental-deletion threshold: on, 500 → on, 5',
    ],
    [
      'deletions are skipped',
      {},
      { scope: { people: 'assigned', skipOutOfScopeDeletions: true } },
      'Skip out-of-scope deletions: off → on',
    ],
    [
      'everyone is in scope',
      {},
      { scope: { people: 'everyone' } },
      'Scope: assigned people and groups only → all people and groups',
    ],
  ])('says that %s', (...row) => {
    const [, open, change, words] = row;
    const { changes } = wantedServiceSettings(
      new Map(Object.entries(open)),
      wanted(change) as Parameters<typeof wantedServiceSettings>[1],
    );
    expect(changes.map(({ what, before, after }) => `${what}: ${before} → ${after}`)).toEqual([words]);
  });

  it('keeps members of the notification that it does not know', () => {
    const open = new Map([
      ['SyncNotificationSettings', '{"Enabled":false,"HumanResourcesLookaheadQueryEnabled":true}'],
    ]);
    const { values } = wantedServiceSettings(open, wanted({ notifications: { email: 'a@b.example' } }));
    expect(JSON.parse(values.get('SyncNotificationSettings') ?? '')).toEqual({
      Enabled: true,
      Recipients: 'a@b.example',
      HumanResourcesLookaheadQueryEnabled: true,
    });
  });
});

describe('unsavedKeys', () => {
  const sent = {
    open: new Map([
      ['BaseAddress', 'https://a.example'],
      ['SyncAll', 'false'],
      ['SyncNotificationSettings', '{"Enabled":false}'],
    ]),
    secretKeys: ['SecretToken'],
  };
  const stored = [
    { key: 'BaseAddress', value: 'https://a.example' },
    { key: 'SyncAll', value: 'False' },
    { key: 'SyncNotificationSettings', value: '{"Enabled":false,"Recipients":""}' },
    { key: 'SecretToken', value: '*' },
  ];
  it.each([
    ['all is there', stored, []],
    ['nothing is there', [], ['BaseAddress', 'SyncAll', 'SyncNotificationSettings', 'SecretToken']],
    ['the secret is missing', stored.slice(0, 3), ['SecretToken']],
    ['another address', [{ key: 'BaseAddress', value: 'https://b.example' }, ...stored.slice(1)], ['BaseAddress']],
  ])('%s', (_what, secrets, missing) => {
    expect(unsavedKeys(sent, secrets)).toEqual(missing);
  });
});

describe('checkTenantUrl', () => {
  it.each([
    ['http://a.example/scim', 'tenantUrlNotHttps'],
    ['ftp://a.example', 'tenantUrlNotHttps'],
    ['https://user:password@a.example/scim', 'tenantUrlHasCredentials'],
    ['https://a.example/scim#part', 'tenantUrlHasFragment'],
    ['not a url', 'tenantUrlInvalid'],
  ])('refuses %s', (url, reason) => {
    let raised: unknown;
    try {
      checkTenantUrl(url);
    } catch (cause) {
      raised = cause;
    }
    expect(raised).toBeInstanceOf(CoreError);
    expect(raised).toMatchObject({ code: 'bad_request', details: { reason } });
    expect(String((raised as CoreError).message)).not.toContain('password@');
  });

  it('takes https with a port, a path and flags', () => {
    expect(() => checkTenantUrl('https://a.example:8443/scim?aadOptscim062020')).not.toThrow();
    expect(hostOf('https://A.example:8443/x')).toBe('a.example:8443');
  });
});

describe('tenantUrlWarning', () => {
  const choice = {
    kind: 'choice' as const,
    choices: [
      { label: 'one', value: 'https://one.example/scim' },
      { label: 'two', value: 'https://two.example/scim' },
    ],
  };
  const template = { kind: 'template' as const, template: '{askSpokeUrl}/scim/v2' };
  it.each([
    ['https://one.example/scim/', choice, false],
    ['https://two.example/scim?aadOptscim062020', choice, false],
    ['https://three.example/scim', choice, true],
    ['https://my.askspoke.com/scim/v2', template, false],
    ['https://my.askspoke.com/scim', template, true],
    ['https://anything.example', { kind: 'fromVendor' as const }, false],
    ['https://other.example/0/scim', { kind: 'fixed' as const, value: 'https://api.example/0/scim' }, true],
  ])('%s', (url, value, warned) => {
    expect(tenantUrlWarning(url, value, 'Vendor') !== null).toBe(warned);
  });
});
