import { describe, expect, it } from 'vitest';
import { toWireError } from '#core/rpc/errors';
import { compareContents } from '#core/snapshots/compare-snapshots';
import { withoutHiddenParts } from '#core/snapshots/masking';
import { rollbackTo } from '#core/snapshots/rollback';
import { absentContent } from '#core/snapshots/snapshot';
import { assignment, constant, content, direct, facts, kenji, live, schemaWith, sofia } from './snapshots-fixture.ts';

const secret = 'hunter2-hunter2';
const withPassword = schemaWith([
  direct('userName', 'userPrincipalName'),
  { ...constant('password', secret), defaultValue: secret },
]);

describe('what a snapshot keeps', () => {
  it.each([
    ['https://a.example/scim', 'https://a.example/scim', false],
    ['https://a.example/scim?aadOptscim062020', 'https://a.example/scim?aadOptscim062020', false],
    ['https://bo:pw@a.example/scim', 'https://a.example/scim', true],
    ['https://a.example/scim?token=x', 'https://a.example/scim', true],
    ['https://a.example/scim#x', 'https://a.example/scim', true],
    ['no url', 'no url', false],
  ])('of the URL %s is %s', (url, kept, changed) => {
    expect(withoutHiddenParts(url)).toEqual({ url: kept, changed });
  });

  it.each([
    ['a password-like target', withPassword],
    ['a value that looks like a credential', schemaWith([constant('nickName', `Bearer ${secret}-0123456789`)])],
  ])('holds nothing of %s, and says where something was left out', (_what, schema) => {
    const kept = content({ schema });
    expect(JSON.stringify(kept)).not.toContain(secret);
    expect(kept.masked).toEqual([expect.stringMatching(/^User → User: (password|nickName)$/)]);
  });

  it('keeps no setting that is not known to be open, whatever the service gives', () => {
    const secrets = [...facts().secrets, { key: 'ApiPassphrase', value: secret }];
    expect(JSON.stringify(content({ secrets }))).not.toContain(secret);
  });
});

describe('comparing snapshots', () => {
  it('finds nothing between equal ones and tells what differs by name', () => {
    expect(compareContents(content(), content())).toEqual({ differences: [], notes: [] });
    const after = content({ assignments: [assignment(sofia, 'Sofia'), assignment(kenji, 'Kenji')] });
    const { differences } = compareContents(content(), after);
    expect(differences).toMatchObject([{ area: 'assignment', kind: 'added', what: expect.stringContaining('Kenji') }]);
  });

  it('tells of attribute definitions, which no configuration holds', () => {
    const schema = schemaWith(
      [direct('userName', 'userPrincipalName'), direct('title', 'jobTitle')],
      ['userName', 'title', 'costCenter'],
    );
    expect(compareContents(content(), content({ schema })).differences).toMatchObject([
      { area: 'attribute', kind: 'added' },
    ]);
  });

  it('does not tell of a part that could not be read, but says so', () => {
    const unread = content({ secrets: [], missing: [{ part: 'settings', reason: 'no role' }] });
    const { differences, notes } = compareContents(content(), unread);
    expect(differences).toEqual([]);
    expect(notes.join()).toContain('settings: no role');
  });

  it('says that masked values were not compared', () => {
    expect(
      compareContents(content({ schema: withPassword }), content({ schema: withPassword })).notes.join(),
    ).toContain('password');
  });

  it.each([
    [absentContent, content(), 'added'],
    [content(), absentContent, 'removed'],
  ])('tells of an application that came or went', (before, after, kind) => {
    expect(compareContents(before, after).differences).toMatchObject([{ area: 'application', kind }]);
  });
});

describe('rolling back', () => {
  it('wants what the snapshot says of mappings and settings, on exactly this service principal', () => {
    const { configuration, left } = rollbackTo(content(), live({ schema: schemaWith([direct('userName', 'mail')]) }));
    expect(left).toEqual([]);
    expect(configuration.application.servicePrincipalId).toBe(facts().servicePrincipalId);
    expect(configuration.mappings[0]?.attributeMappings?.map(({ targetAttributeName }) => targetAttributeName)).toEqual(
      ['userName', 'title'],
    );
    expect(configuration.connection.secrets).toEqual({ SecretToken: { label: 'SecretToken' } });
  });

  it('assigns again who is not assigned any more, and looks nobody up who still is', () => {
    const before = content({ assignments: [assignment(sofia, 'Sofia'), assignment(kenji, 'Kenji')] });
    expect(rollbackTo(before, live()).configuration.assignments).toMatchObject([{ user: kenji }]);
  });

  it('never takes an assignment away, and says so', () => {
    const { configuration, left } = rollbackTo(
      content(),
      live({ assignments: [assignment(sofia, 'Sofia'), assignment(kenji, 'Kenji')] }),
    );
    expect(configuration.assignments).toEqual([]);
    expect(left).toMatchObject([{ code: 'assignmentStays', message: expect.stringContaining('Kenji') }]);
  });

  it('keeps the value that is there of a mapping whose value was never kept', () => {
    const now = schemaWith([direct('userName', 'mail'), constant('password', 'other-secret-value')]);
    const { configuration, left } = rollbackTo(content({ schema: withPassword }), live({ schema: now }));
    expect(configuration.mappings[0]?.attributeMappings?.[1]).toMatchObject({ source: { name: 'other-secret-value' } });
    expect(left).toMatchObject([{ code: 'maskedValueKept' }]);
  });

  it('brings no masked mapping back where there is none any more', () => {
    const { configuration, left } = rollbackTo(
      content({ schema: withPassword }),
      live({ schema: schemaWith([direct('userName', 'mail')]) }),
    );
    expect(JSON.stringify(configuration)).not.toContain('(masked)');
    expect(left).toMatchObject([{ code: 'maskedValueLost' }]);
  });

  it('leaves the hidden parts of a tenant URL as they are', () => {
    const secrets = [
      { key: 'BaseAddress', value: 'https://scim.example/v2?key=abc' },
      { key: 'SyncAll', value: 'false' },
    ];
    expect(rollbackTo(content({ secrets }), live({ secrets })).configuration.connection.tenantUrl).toBe(
      'https://scim.example/v2?key=abc',
    );
  });

  it('says what was added since and stays: object mappings, settings, attribute definitions', () => {
    const added = schemaWith(
      [direct('userName', 'userPrincipalName'), direct('title', 'jobTitle')],
      ['userName', 'title', 'costCenter'],
    );
    const rule = added.synchronizationRules?.[0];
    rule?.objectMappings?.push({
      sourceObjectName: 'Group',
      targetObjectName: 'Group',
      enabled: true,
      flowTypes: 'Add',
      attributeMappings: [],
    });
    const secrets = [...facts().secrets, { key: 'CompanyId', value: '7' }];
    const { left } = rollbackTo(content(), live({ schema: added, secrets }));
    expect(left.map(({ code }) => code).sort()).toEqual(['definitionStays', 'objectMappingStays', 'settingStays']);
  });

  it.each([
    ['there was no application', absentContent, 'nothingBefore'],
    [
      'the settings could not be read',
      content({ missing: [{ part: 'settings', reason: 'no role' }] }),
      'settingsUnknown',
    ],
  ])('is refused where %s', (_what, snapshot, reason) => {
    const attempt = async () => rollbackTo(snapshot, live());
    return expect(attempt().catch(toWireError)).resolves.toMatchObject({ code: 'conflict', reason });
  });
});
