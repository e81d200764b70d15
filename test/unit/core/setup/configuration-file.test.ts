import { describe, expect, it } from 'vitest';
import { CoreError } from '#core/rpc/errors';
import { parseConfiguration } from '#core/setup/configuration-file';
import { configurationText } from '#core/setup/configuration-text';

const minimal = 'schemaVersion: 1\nvendor: airstack\n';

const faultOf = (text: string): CoreError => {
  try {
    parseConfiguration(text);
  } catch (cause) {
    if (cause instanceof CoreError) return cause;
    throw cause;
  }
  throw new Error('it was accepted');
};

describe('parseConfiguration', () => {
  it('fills in defaults', () => {
    expect(parseConfiguration(minimal)).toEqual({
      schemaVersion: 1,
      vendor: 'airstack',
      application: { existing: 'reuse' },
      connection: { settings: {}, secrets: {} },
      scope: { people: 'assigned' },
      mappings: [],
      assignments: [],
      provisioning: 'on',
    });
  });

  it('reads JSON as well', () => {
    expect(parseConfiguration('{"schemaVersion": 1, "vendor": "atea", "provisioning": "off"}')).toMatchObject({
      vendor: 'atea',
      provisioning: 'off',
    });
  });

  it.each([
    ['broken YAML', `${minimal}connection: [\n`, 'brokenYaml', { line: 4 }],
    ['a tab for indentation', `${minimal}connection:\n\ttenantUrl: x\n`, 'brokenYaml', { line: 4, column: 1 }],
    ['a doubled key', `${minimal}vendor: atea\n`, 'brokenYaml', { line: 3, column: 1 }],
    [
      'an unknown key',
      `${minimal}conection:\n  tenantUrl: https://x.example\n`,
      'unknownKey',
      { line: 3, column: 1, path: 'conection' },
    ],
    [
      'an unknown key deeper down',
      `${minimal}scope:\n  people: assigned\n  everybody: true\n`,
      'unknownKey',
      { line: 5, column: 3, path: 'scope.everybody' },
    ],
    [
      'an unknown key in a list',
      `${minimal}assignments:\n  - user: a\n    rol: b\n`,
      'unknownKey',
      { line: 5, column: 5, path: 'assignments.0.rol' },
    ],
    [
      'a wrong type',
      `${minimal}connection:\n  tenantUrl: 5\n`,
      'wrongValue',
      { line: 4, column: 14, path: 'connection.tenantUrl' },
    ],
    ['a wrong word', `${minimal}provisioning: maybe\n`, 'wrongValue', { line: 3, column: 15, path: 'provisioning' }],
    ['a missing vendor', 'schemaVersion: 1\n', 'missingMember', { line: 1, column: 1, path: 'vendor' }],
    ['a newer version', 'schemaVersion: 2\nvendor: airstack\n', 'wrongValue', { line: 1, column: 16 }],
    [
      'a secret instead of a label',
      `${minimal}connection:\n  secrets:\n    SecretToken:\n      label: "abc def"\n`,
      'wrongValue',
      { line: 6, column: 14 },
    ],
    [
      'neither user nor group',
      `${minimal}assignments:\n  - role: User\n`,
      'wrongValue',
      { line: 4, column: 5, path: 'assignments.0' },
    ],
    ['a list', '- one\n', 'wrongType', { line: 1, column: 1 }],
    ['nothing', '', 'wrongType', {}],
    ['a key that is a trap', `${minimal}__proto__:\n  x: 1\n`, 'unknownKey', { line: 3, column: 1 }],
    [
      'more aliases than anybody needs',
      `a: &a [1,1,1,1,1,1]\nb: &b [*a,*a,*a,*a,*a,*a]\nc: [*b,*b,*b,*b,*b,*b,*b]\n`,
      'brokenYaml',
      {},
    ],
  ])('refuses %s with its place', (...row) => {
    const [, text, reason, location] = row;
    const fault = faultOf(text);
    expect(fault.code).toBe('bad_request');
    expect(fault.details.reason).toBe(reason);
    expect(fault.details.location).toMatchObject(location);
    expect(fault.message).not.toContain('\n');
  });

  it.each([
    ['a reference', 'connection: *Zq9secret12345'],
    ['behind a text', "connection: 'a' Zq9secret12345"],
    ['a member beside the label', 'connection: { secrets: { SecretToken: { Zq9secret12345 } } }'],
    ['the name of a setting', 'connection: { secrets: { "Zq9+secret12345": { label: A } } }'],
    ['a broken escape', 'connection: "\\qZq9secret12345"'],
    ['behind a block', 'connection: |Zq9secret12345'],
  ])('does not repeat what stands at the place of a fault: %s', (_what, line) => {
    const { message, details } = faultOf(`${minimal}${line}\n`);
    expect(JSON.stringify([message, details])).not.toContain('secret12345');
  });

  it('offers the closest known name', () => {
    expect(faultOf(`${minimal}conection: {}\n`).details.nextStep).toBe('Did you mean "connection"?');
    expect(faultOf(`${minimal}zzz: {}\n`).details.nextStep).toContain('schemaVersion, vendor, application');
  });
});

describe('configurationText', () => {
  it('is read back as the same configuration, in a stable order, without empty parts', () => {
    const configuration = parseConfiguration(
      [
        minimal,
        'provisioning: off',
        'connection: { tenantUrl: "https://a.example/scim", secrets: { SecretToken: { label: SecretToken } } }',
        'mappings:',
        '  - { source: User, target: User, scopingFilter: null, attributeMappings: [{ targetAttributeName: a, source: null, defaultValue: "no: yes" }] }',
        'notifications: { email: null }',
      ].join('\n'),
    );
    const text = configurationText(configuration);
    expect(parseConfiguration(text)).toEqual(configuration);
    expect(configurationText(parseConfiguration(text))).toBe(text);
    expect(text).not.toContain('assignments');
    expect(
      text
        .split('\n')
        .filter((line) => /^[a-z]/i.test(line))
        .map((line) => line.split(':')[0]),
    ).toEqual([
      'schemaVersion',
      'vendor',
      'application',
      'connection',
      'scope',
      'mappings',
      'notifications',
      'provisioning',
    ]);
  });
});
