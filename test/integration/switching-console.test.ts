import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveTenant } from '#emulator/serve';
import { visitDemoPage } from '#emulator/visit-page';
import { openSwitchingConsole, type SwitchingConsole, withOpenableLinks } from '#platform/console/switching-console';
import { createSettings } from '#platform/settings';
import type { Result } from '#shared/contract/result';
import { createGate } from '#test/contract/gate';
import { exampleText } from '#test/support/demo-world';
import { projectRoot } from '#test/support/project-root';

const gate = createGate();
let folder = '';
let console: SwitchingConsole;
let started = 0;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'switching-'));
  console = await openSwitchingConsole({
    kind: 'loopback',
    components: [],
    first: 'demo',
    startDemo: async () => {
      started += 1;
      const served = await serveTenant({ clockMode: 'warp', intercept: gate.intercept });
      return {
        endpoints: served.endpoints,
        clock: served.tenant.clock,
        signedIn: true,
        mintToken: () => null,
        visit: visitDemoPage,
        close: () => served.close(),
      };
    },
    picker: null,
    updatable: false,
    dataFolder: folder,
    openSettings: createSettings,
    packageFolder: projectRoot,
    openBrowser: async () => false,
    onFault: () => undefined,
    env: { PROVISIONING_NO_KEYCHAIN: '1' },
    productVersion: 'test',
  });
});
afterAll(async () => {
  await console.close();
  rmSync(folder, { recursive: true, force: true });
});

const call = async (path: string, input: unknown): Promise<Result<Record<string, unknown>>> =>
  (console.core.dispatch as (path: string, input: unknown) => Promise<Result<Record<string, unknown>>>)(path, input);

describe('a console that can go over to another tenant', () => {
  it('does not while a task runs, and does afterwards behind the same functions', async () => {
    const held = gate.hold(/servicePrincipals|applicationTemplates/);
    const parsed = await call('configuration.parse', { text: exampleText('airstack') });
    const task = await call('setup.plan', { configuration: parsed.ok ? parsed.data : null });
    await held.reached;
    expect(console.running()).toBe(1);
    expect(await call('host.changeTarget', { target: 'tenant' })).toMatchObject({
      error: { code: 'conflict', reason: 'tasksRunning' },
    });
    held.open();
    await call('tasks.wait', { taskId: task.ok ? task.data.taskId : '' });
    expect(console.running()).toBe(0);
    expect(await call('host.changeTarget', { target: 'tenant' })).toMatchObject({ data: { target: 'tenant' } });
    expect(await call('session.show', {})).toMatchObject({ data: { demo: false, account: null } });
  });

  it('takes a new cloud at once, and shows nobody of the demo tenant there', async () => {
    await call('settings.change', { cloud: 'China' });
    expect(await call('session.show', {})).toMatchObject({ data: { cloud: { name: 'China' }, account: null } });
    expect(await call('session.listAccounts', {})).toMatchObject({ data: { accounts: [] } });
  });

  it('begins a new demo tenant each time, and keeps the settings that were chosen in another one', async () => {
    expect(await call('host.changeTarget', { target: 'demo' })).toMatchObject({ data: { target: 'demo' } });
    expect(started).toBe(2);
    await call('settings.change', { theme: 'dark' });
    await call('host.changeTarget', { target: 'tenant' });
    expect(await call('settings.show', {})).toMatchObject({ data: { theme: 'dark', cloud: 'China' } });
  });
});

describe('links on their way to a page', () => {
  it('are those that a browser on this machine can open, and nothing else is touched', () => {
    const told = {
      url: 'https://a.example/',
      text: 'https://a.example/',
      list: [{ authorizeUrl: 'https://a.example/x' }],
    };
    expect(withOpenableLinks(told, (url) => url.replace('https://a.example', 'http://127.0.0.1:1'))).toEqual({
      url: 'http://127.0.0.1:1/',
      text: 'https://a.example/',
      list: [{ authorizeUrl: 'http://127.0.0.1:1/x' }],
    });
  });
});
