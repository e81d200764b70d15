import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHostSettings, type HostSettingsOptions } from '#platform/host/host-settings';
import { policyFile, readUpdatePolicy } from '#platform/host/machine-policy';
import { readLogEnd } from '#platform/host/read-log';
import { createSettings } from '#platform/settings';

const clientId = '2818ad33-c67e-44a5-9caf-33ca6d8618ea';
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'host-settings-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = (options: Partial<HostSettingsOptions> = {}) =>
  createHostSettings({
    store: createSettings(folder),
    env: {},
    dataFolder: folder,
    policy: { mode: null, file: 'policy.json' },
    updatable: false,
    ...options,
  });

describe('the settings', () => {
  it('are kept for the next start', async () => {
    await open().change({ theme: 'light', cloud: 'china', clientId, logRetentionDays: 3, updates: 'automatic' });
    expect(open().view()).toMatchObject({
      theme: 'light',
      cloud: 'China',
      clientId,
      logRetentionDays: 3,
      updates: { mode: 'automatic', managed: false },
    });
  });

  it('keep an application id for each cloud, and forget one without the others', async () => {
    await open().change({ clientId });
    await open().change({ cloud: 'China' });
    expect(open().view().clientId).toBeNull();
    await open().change({ cloud: 'Global' });
    expect(open().view().clientId).toBe(clientId);
    await open().change({ clientId: null });
    expect(open().view().clientId).toBeNull();
  });

  it('take values away again', async () => {
    await open().change({ profileFolder: folder, proxy: 'proxy.example:8080' });
    expect(open().view()).toMatchObject({
      profileFolder: folder,
      proxy: { address: 'proxy.example:8080', source: 'settings' },
    });
    await open().change({ profileFolder: null, proxy: null });
    expect(open().view()).toMatchObject({ profileFolder: null, proxy: { address: null, source: 'system' } });
  });

  it('show the proxy of the environment without its password', () => {
    const env = { HTTPS_PROXY: 'http://user:secret@proxy.example:8080' };
    expect(open({ env }).view().proxy).toEqual({ address: 'http://proxy.example:8080', source: 'environment' });
  });

  it.each([
    ['cloudUnknown', { cloud: 'Mars' }],
    ['caFileUnreadable', { certificateFile: '/nowhere/ca.pem' }],
  ])('are refused with %s before anything is written', async (reason, change) => {
    await expect(open().change({ theme: 'dark', ...change })).rejects.toMatchObject({ details: { reason } });
    expect(open().view().theme).toBe('system');
  });

  it('refuse a file that holds no certificate', async () => {
    writeFileSync(join(folder, 'ca.pem'), 'no certificate');
    await expect(open().change({ certificateFile: join(folder, 'ca.pem') })).rejects.toMatchObject({
      details: { reason: 'caFileInvalid' },
    });
  });

  it('tell of a new connection after it was written, and of nothing when only the theme changed', async () => {
    const told: string[] = [];
    const settings = open({
      beforeReconnect: () => told.push('before'),
      onReconnect: async () => void told.push(open().view().cloud),
      onChange: ({ theme }) => told.push(theme),
    });
    await settings.change({ theme: 'dark' });
    expect(told).toEqual(['dark']);
    await settings.change({ cloud: 'China' });
    expect(told).toEqual(['dark', 'before', 'China', 'dark']);
  });

  it('stay as they are when a connection cannot be made anew now', async () => {
    const settings = open({
      beforeReconnect: () => {
        throw new Error('a task runs');
      },
    });
    await expect(settings.change({ cloud: 'China' })).rejects.toThrow('a task runs');
    expect(open().view().cloud).toBe('Global');
  });
});

describe('updates that the administrators of a machine decide', () => {
  it('cannot be changed by its user', async () => {
    const settings = open({ policy: { mode: 'off', file: '/etc/policy.json' } });
    expect(settings.view().updates).toEqual({ mode: 'off', managed: true, available: false });
    await expect(settings.change({ updates: 'automatic' })).rejects.toMatchObject({
      details: { reason: 'updatesManaged' },
    });
  });

  it.each([
    ['{"updates":"off"}', 'off'],
    ['{"updates":"automatic"}', 'automatic'],
    ['{}', null],
    ['{"updates":"sometimes"}', 'off'],
    ['not JSON', 'off'],
  ])('stand in a file: %s → %s', (text, mode) => {
    writeFileSync(join(folder, 'policy.json'), text);
    expect(readUpdatePolicy(join(folder, 'policy.json')).mode).toBe(mode);
  });

  it('are nobody else’s where there is no such file', () => {
    expect(readUpdatePolicy(join(folder, 'policy.json')).mode).toBeNull();
    expect(policyFile('win32', { ProgramFiles: 'D:\\Programs' })).toBe(
      'D:\\Programs\\Provisioning Console\\policy.json',
    );
    expect(policyFile('darwin', {})).toMatch(/^\/Library\//);
    expect(policyFile('linux', {})).toMatch(/^\/etc\//);
  });
});

describe('the end of the log', () => {
  it('is whole lines without tokens, or nothing where there is none', async () => {
    expect(await readLogEnd(folder)).toBe('');
    const line = `{"message":"x","authorization":"Bearer abcdefghijklmnop"}\n`;
    writeFileSync(join(folder, 'console.log.jsonl'), line.repeat(10_000));
    const text = await readLogEnd(folder);
    expect(text.length).toBeLessThanOrEqual(200_000);
    expect(text.startsWith('{"message"')).toBe(true);
    expect(text).not.toContain('abcdefghijklmnop');
  });
});
