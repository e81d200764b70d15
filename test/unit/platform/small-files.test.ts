import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CoreError } from '#core/rpc/errors';
import { createFileLog } from '#platform/log-file';
import { browserCommand, browserEnvironment } from '#platform/open-browser';
import { redact } from '#platform/redact';
import { cloudKey, createSettings } from '#platform/settings';
import { createSystemClock } from '#platform/system-clock';
import { openUserData, platformFolder } from '#platform/user-data';

const newFolder = () => mkdtempSync(join(tmpdir(), 'platform-'));
const reasonOf = async (work: () => unknown): Promise<string> => {
  try {
    await work();
    return 'nothing was raised';
  } catch (cause) {
    return cause instanceof CoreError ? `${cause.code}/${cause.details.reason}` : `raw ${String(cause)}`;
  }
};

describe('the log file', () => {
  const logIn = (folder: string, limitBytes = 1_000_000) => {
    const failures: unknown[] = [];
    const log = createFileLog({
      folder,
      now: () => 0,
      limitBytes,
      keep: 2,
      onFailure: (cause) => failures.push(cause),
    });
    return { log, failures };
  };

  it('writes one JSON object a line, for this user only', () => {
    const folder = newFolder();
    logIn(folder).log.write('info', 'two\nlines', { count: 2 });
    const path = join(folder, 'console.log.jsonl');
    const [line = '', rest] = readFileSync(path, 'utf8').split('\n');
    expect(JSON.parse(line)).toEqual({
      at: '1970-01-01T00:00:00.000Z',
      level: 'info',
      message: 'two\nlines',
      count: 2,
    });
    expect(rest).toBe('');
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('puts a full file aside and keeps only some of those', () => {
    const folder = newFolder();
    const { log } = logIn(folder, 10);
    for (const message of ['a', 'b', 'c', 'd']) log.write('info', message);
    expect(readdirSync(folder).sort()).toEqual(['console.log.1.jsonl', 'console.log.2.jsonl', 'console.log.jsonl']);
    expect(readFileSync(join(folder, 'console.log.2.jsonl'), 'utf8')).toContain('"b"');
  });

  it('removes what looks like a token even when it was written by mistake', () => {
    const folder = newFolder();
    logIn(folder).log.write('error', 'Authorization: Bearer abcdefghijkl', {
      body: '{"access_token":"opaque-token-1"}',
      password: 'pw-1',
    });
    const text = readFileSync(join(folder, 'console.log.jsonl'), 'utf8');
    for (const secret of ['abcdefghijkl', 'opaque-token-1', 'pw-1']) expect(text).not.toContain(secret);
    expect(() => JSON.parse(text)).not.toThrow();
  });

  it('tells once when it cannot be written, and stops trying', () => {
    const folder = join(newFolder(), 'file');
    writeFileSync(folder, '');
    const { log, failures } = logIn(folder);
    log.write('info', 'a');
    log.write('info', 'b');
    expect(failures).toHaveLength(1);
  });
});

describe('redact', () => {
  it.each([
    ['Bearer eyJhbGciOi.abc.def', 'Bearer (removed)'],
    ['token eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln!', 'token (removed)!'],
    ['Basic dXNlcjpwYXNz', 'Basic (removed)'],
    ['grant?code=0.AX&state=1', 'grant?code=(removed)&state=1'],
    ['refresh_token=1.AQ_x&x=y', 'refresh_token=(removed)&x=y'],
    ['{"SecretToken":"a\\"b","x":"y"}', '{"SecretToken":"(removed)"b","x":"y"}'],
    ['http://ada:pw@proxy.example:8080/', 'http://(removed)@proxy.example:8080/'],
    ['nothing secret, statuscode=200', 'nothing secret, statuscode=200'],
  ])('turns %j into %j', (text, expected) => {
    if (text.includes('\\"')) expect(redact(text)).not.toContain('a\\"b');
    else expect(redact(text)).toBe(expected);
  });
});

describe('opening the browser', () => {
  const url = 'https://login.example/authorize?a=1&b=%26calc';

  it.each([
    ['linux', 'xdg-open', [url]],
    ['darwin', '/usr/bin/open', [url]],
  ])('starts one program on %s, with the address as its only argument', (platform, file, args) => {
    expect(browserCommand(url, { platform, env: {} })).toEqual({ file, args });
  });

  it('uses no shell on Windows, to which "&" would mean something', () => {
    const command = browserCommand(url, { platform: 'win32', env: { SystemRoot: 'D:\\Win' } });
    expect(command.file).toMatch(/^D:\\Win.System32.rundll32\.exe$/);
    expect(command.args).toEqual(['url.dll,FileProtocolHandler', url]);
  });

  it.each(['file:///etc/passwd', 'javascript:alert(1)', 'ms-msdt:/id', '-n', '', 'calc.exe'])(
    'refuses %j',
    async (bad) => {
      expect(await reasonOf(() => browserCommand(bad, { platform: 'linux', env: {} }))).toBe(
        'bad_request/urlNotOpened',
      );
    },
  );

  it('hands down no secret of the environment', () => {
    const env = {
      PATH: '/bin',
      DISPLAY: ':0',
      PROVISIONING_SECRET_A: 'x',
      GITHUB_TOKEN: 'x',
      API_KEY: 'x',
      DB_PASSWORD: 'x',
    };
    expect(browserEnvironment(env)).toEqual({ PATH: '/bin', DISPLAY: ':0' });
  });
});

describe('the data folder', () => {
  it.each([
    ['linux', { XDG_CONFIG_HOME: '/x' }, '/x/Provisioning Console'],
    ['linux', {}, '/home/ada/.config/Provisioning Console'],
    ['darwin', {}, '/home/ada/Library/Application Support/Provisioning Console'],
    [
      'win32',
      { APPDATA: 'C:\\Users\\ada\\AppData\\Roaming' },
      'C:\\Users\\ada\\AppData\\Roaming\\Provisioning Console',
    ],
  ])('is where %s keeps such files', (platform, env, expected) => {
    expect(platformFolder({ platform, env, home: '/home/ada' })).toBe(expected);
  });

  it('can be chosen, is made, and is closed to others', async () => {
    const system = { platform: process.platform, env: {}, home: newFolder() };
    const chosen = join(newFolder(), 'a', 'b');
    expect(openUserData(system, chosen)).toBe(chosen);
    if (process.platform !== 'win32') expect(statSync(chosen).mode & 0o777).toBe(0o700);
    const file = join(chosen, 'file');
    writeFileSync(file, '');
    expect(await reasonOf(() => openUserData(system, file))).toBe('bad_request/dataFolderUnusable');
  });
});

describe('settings', () => {
  const cloud = { authority: 'https://login.example', graph: 'https://graph.example' };

  it('are empty at first and kept from then on, member by member', () => {
    const folder = newFolder();
    const first = { clientIds: {}, accounts: {}, theme: 'system', logRetentionDays: 30, updates: 'ask' };
    expect(createSettings(folder).read()).toEqual(first);
    createSettings(folder).update({ cloud: 'China', clientIds: { [cloudKey(cloud)]: 'id' } });
    createSettings(folder).update({ profileDir: '/profiles' });
    expect(createSettings(folder).read()).toEqual({
      ...first,
      cloud: 'China',
      clientIds: { 'https://login.example https://graph.example': 'id' },
      profileDir: '/profiles',
    });
    if (process.platform !== 'win32') expect(statSync(join(folder, 'config.json')).mode & 0o777).toBe(0o600);
  });

  it.each(['{', '{"clientIds":7}'])('say so when the file holds %j', async (text) => {
    const folder = newFolder();
    writeFileSync(join(folder, 'config.json'), text);
    expect(await reasonOf(() => createSettings(folder).read())).toBe('storage_corrupt/settingsUnreadable');
  });
});

describe('the system clock', () => {
  it('runs with the machine until it is told a server’s time', () => {
    let machine = 1_000_000;
    const clock = createSystemClock(() => machine);
    expect(clock.now()).toBe(1_000_000);
    clock.follow(5_000_000);
    machine += 40;
    expect(clock.now()).toBe(5_000_540);
  });

  it('does not jump within what a Date header leaves open', () => {
    let machine = 10_000;
    const clock = createSystemClock(() => machine);
    for (const [at, header] of [
      [10_000, 10_000],
      [10_990, 10_000],
      [11_400, 10_000],
    ] as const) {
      machine = at;
      clock.follow(header);
      expect(clock.now()).toBe(at);
    }
  });

  it('ends a sleep when it is cancelled', async () => {
    const controller = new AbortController();
    const sleeping = createSystemClock().sleep(60_000, controller.signal);
    controller.abort();
    await expect(sleeping).rejects.toMatchObject({ name: 'AbortError' });
    await createSystemClock().sleep(-5);
  });
});
