import { describe, expect, it } from 'vitest';
import { CoreError } from '#core/rpc/errors';
import { builtInClouds, cloudByName, isMicrosoftHost, parseEndpointsFile, toCloud } from '#platform/clouds';

const good = {
  name: 'Demo',
  authority: 'https://login.demo.example',
  graph: 'https://graph.demo.example',
  loopback: {
    'https://login.demo.example': 'http://127.0.0.1:4001',
    'https://graph.demo.example': 'http://[::1]:4002',
  },
};

const parse = (change: Record<string, unknown>) => parseEndpointsFile(JSON.stringify({ ...good, ...change }));

function errorOf(work: () => unknown): CoreError {
  try {
    work();
  } catch (cause) {
    if (cause instanceof CoreError) return cause;
    throw cause;
  }
  throw new Error('nothing was raised');
}

describe('built-in clouds', () => {
  it('are four, two of which share an authority but not a Graph', () => {
    expect(builtInClouds.map((cloud) => cloud.name)).toEqual(['Global', 'USGov L4', 'USGov L5', 'China']);
    expect(new Set(builtInClouds.map((cloud) => cloud.authority)).size).toBe(3);
    expect(new Set(builtInClouds.map((cloud) => cloud.graph)).size).toBe(4);
  });

  it('are found by name in any case, and by nothing else', () => {
    for (const name of ['USGov L5', 'usgovl5', 'usgov-l5']) {
      expect(cloudByName(name)?.graph).toBe('https://dod-graph.microsoft.us');
    }
    expect(cloudByName('Germany')).toBeNull();
    expect(cloudByName('')).toBeNull();
  });
});

describe('parseEndpointsFile', () => {
  it('gives the cloud with canonical origins', () => {
    expect(parse({ authority: 'https://LOGIN.demo.example:443/' })).toEqual({ ...good, targets: {} });
    expect(toCloud(parse({}))).toMatchObject({ name: 'Demo', graph: 'https://graph.demo.example', builtIn: false });
  });

  it('takes the one other host of the map for the admin center', () => {
    const adminCenter = (loopback: Record<string, string>) => toCloud(parse({ loopback })).adminCenter;
    const { loopback } = good;
    const target = 'http://127.0.0.1:4003';
    expect(adminCenter({ ...loopback, 'https://entra.demo.example': target })).toBe('https://entra.demo.example');
    expect(adminCenter(loopback)).toBe(good.authority);
    expect(adminCenter({ ...loopback, 'https://a.example': target, 'https://b.example': target })).toBe(good.authority);
  });

  it('needs no loopback map and reads a file that begins with a byte order mark', () => {
    const { loopback: _left, ...without } = good;
    expect(parseEndpointsFile(`\uFEFF${JSON.stringify(without)}`).loopback).toEqual({});
  });

  const refused: readonly [string, Record<string, unknown>][] = [
    ['an unknown key', { graphRoot: 'https://graph.demo.example' }],
    ['http', { graph: 'http://graph.demo.example' }],
    ['another scheme', { graph: 'ftp://graph.demo.example' }],
    ['no URL', { graph: 'graph.demo.example' }],
    ['a number', { graph: 7 }],
    ['a path', { authority: 'https://login.demo.example/tenant' }],
    ['a query', { authority: 'https://login.demo.example?' }],
    ['a user name', { authority: 'https://me@login.demo.example' }],
    ['a dot at the end of the host', { authority: 'https://login.demo.example.' }],
    ['one host for both', { graph: 'https://login.demo.example' }],
    ['the name of a built-in cloud', { name: 'global' }],
    ['an empty name', { name: '' }],
    ['a name with control characters', { name: 'a\u001b[2J' }],
    ['the public authority', { authority: 'https://login.microsoftonline.com' }],
    ['the public authority in capitals', { authority: 'https://LOGIN.MicrosoftOnline.COM' }],
    ['the public authority with its port', { authority: 'https://login.microsoftonline.com:443' }],
    ['the public authority with another port', { authority: 'https://login.microsoftonline.com:8443' }],
    ['the public authority with a trailing dot', { authority: 'https://login.microsoftonline.com.' }],
    ['the public authority percent-encoded', { authority: 'https://login.microsoftonline%2Ecom' }],
    ['the public authority in full-width letters', { authority: 'https://login.microsoftonline.ｃｏｍ' }],
    ['a host below the public authority', { authority: 'https://westeurope.login.microsoftonline.com' }],
    ['an alias known to MSAL', { authority: 'https://login.windows.net' }],
    ['another alias', { authority: 'https://sts.windows.net' }],
    ['the alias of personal accounts', { authority: 'https://login.microsoft.com' }],
    ['the alias of US Government', { authority: 'https://login.usgovcloudapi.net' }],
    ['the alias of China', { authority: 'https://login.chinacloudapi.cn' }],
    ['the public Graph', { graph: 'https://graph.microsoft.com' }],
    ['the Graph of the DoD', { graph: 'https://dod-graph.microsoft.us' }],
    ['a map of the public Graph', { loopback: { 'https://graph.microsoft.com': 'http://127.0.0.1:1' } }],
    [
      'a map of the public Graph with a port',
      { loopback: { 'https://graph.microsoft.com:444': 'http://127.0.0.1:1' } },
    ],
    ['a map of an http origin', { loopback: { 'http://login.demo.example': 'http://127.0.0.1:1' } }],
    ['a map of a path', { loopback: { 'https://login.demo.example/x': 'http://127.0.0.1:1' } }],
    ['a map of no URL', { loopback: { constructor: 'http://127.0.0.1:1' } }],
    [
      'one host mapped twice',
      { loopback: { 'https://a.example': 'http://127.0.0.1:1', 'https://A.example:443': 'http://127.0.0.1:2' } },
    ],
    ['a target on another machine', { loopback: { 'https://a.example': 'http://192.168.0.1:80' } }],
    ['a target by name', { loopback: { 'https://a.example': 'http://localhost:80' } }],
    [
      'a target that only begins like this machine',
      { loopback: { 'https://a.example': 'http://127.0.0.1.evil.example:80' } },
    ],
    ['a target with a user name', { loopback: { 'https://a.example': 'http://127.0.0.1:1@evil.example:80' } }],
    ['a target without a port', { loopback: { 'https://a.example': 'http://127.0.0.1' } }],
    ['a target with too high a port', { loopback: { 'https://a.example': 'http://127.0.0.1:65536' } }],
    ['a target with https', { loopback: { 'https://a.example': 'https://127.0.0.1:443' } }],
    ['a target with a path', { loopback: { 'https://a.example': 'http://127.0.0.1:80/' } }],
    ['a target on all addresses', { loopback: { 'https://a.example': 'http://0.0.0.0:80' } }],
  ];
  it.each(refused)('refuses %s', (_what, change) => {
    const error = errorOf(() => parse(change));
    expect([error.code, error.details.reason]).toEqual(['bad_request', 'endpointsFileInvalid']);
    expect(error.details.nextStep).toBeTruthy();
  });

  it('refuses a map whose key is __proto__', () => {
    const text = JSON.stringify(good).replace('"https://login.demo.example":"http', '"__proto__":"http');
    expect(errorOf(() => parseEndpointsFile(text)).code).toBe('bad_request');
  });

  it('says in which line and column a text is not JSON', () => {
    const error = errorOf(() => parseEndpointsFile('{\n  "name": "Demo",\n  oops\n}'));
    expect(error.details.location).toEqual({ line: 3, column: 3 });
    expect(error.message).toContain('line 3, column 3');
  });

  it.each(['', 'null', '[]', '"text"', '{'])('refuses %j', (text) => {
    expect(errorOf(() => parseEndpointsFile(text)).details.reason).toBe('endpointsFileInvalid');
  });
});

describe('isMicrosoftHost', () => {
  it('knows hosts and what is below them, not what only looks like them', () => {
    expect(isMicrosoftHost('eu.login.microsoftonline.com.')).toBe(true);
    expect(isMicrosoftHost('notlogin.microsoftonline.com.example')).toBe(false);
    expect(isMicrosoftHost('xlogin.windows.net')).toBe(false);
  });
});
