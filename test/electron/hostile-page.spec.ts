import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expectNothingReached } from '#test/e2e/nothing-reached';
import { type Answered, type Attack, type CallAll, tryEverything } from '#test/support/hijacked-page';
import { projectRoot } from '#test/support/project-root';
import { callFrom, runFrom } from './bridge-window.ts';
import { expect, test } from './console-app.ts';

const example = readFileSync(join(projectRoot, 'assets/examples/airstack.yaml'), 'utf8');

/** Breaches of the security policy are what these tests provoke. */
const forgetBreaches = (faults: string[]): void => {
  faults.length = 0;
};

/** Begins to set up an application over the bridge, up to its token, so that there is something to take away. */
async function setUp(page: Page): Promise<unknown> {
  const configuration = await callFrom(page, 'configuration.parse', { text: example });
  const secret = await callFrom(page, 'secrets.put', { value: 'a token that the vendor does not know' });
  const plan = await runFrom(page, 'setup.plan', {
    configuration: configuration.ok ? configuration.data : null,
    secrets: { SecretToken: secret.ok ? secret.data.handle : null },
  });
  if (!plan.ok) throw new Error(JSON.stringify(plan.error));
  await runFrom(page, 'setup.apply', { planId: plan.data.id, planHash: plan.data.hash });
  return configuration.ok ? configuration.data : null;
}

test('cannot navigate away, open windows, run other scripts or reach any host', async ({ start, faults }) => {
  const { app, page } = await start();
  await page.evaluate(async () => {
    window.open('https://evil.example/');
    window.open('file:///etc/passwd');
    const script = document.createElement('script');
    script.textContent = 'window.ran = true';
    document.body.append(script);
    const frame = document.createElement('iframe');
    frame.src = 'https://evil.example/';
    document.body.append(frame);
    location.href = 'https://evil.example/';
    await new Promise((resolve) => setTimeout(resolve, 200));
  });
  const reached = await page.evaluate(async () => ({
    ran: 'ran' in window,
    // Later: what the debugger evaluates itself is let through.
    evaluated: await new Promise((resolve) =>
      setTimeout(() => {
        try {
          resolve(new Function('return 1')());
        } catch {
          resolve('refused');
        }
      }, 0),
    ),
    fetched: await fetch('https://evil.example/')
      .then(() => true)
      .catch(() => false),
    here: location.hash,
  }));
  expect(reached).toMatchObject({ ran: false, evaluated: 'refused', fetched: false });
  expect(app.windows()).toHaveLength(1);
  const address = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getURL());
  expect(address).toMatch(/^app:\/\/console\//);
  forgetBreaches(faults);
});

test('hands https links to the system browser and nothing else', async ({ start, faults }) => {
  const { app, page } = await start(['--tenant']);
  await app.evaluate(({ shell }) => {
    const opened: string[] = [];
    Object.assign(globalThis, { openedLinks: opened });
    shell.openExternal = async (url) => {
      opened.push(url);
    };
  });
  await page.evaluate(() => {
    for (const url of ['https://learn.microsoft.com/', 'http://evil.example/', 'file:///etc/passwd', 'ms-settings:x']) {
      window.open(url);
    }
  });
  await expect
    .poll(() => app.evaluate(() => (globalThis as unknown as { openedLinks: string[] }).openedLinks))
    .toEqual(['https://learn.microsoft.com/']);
  forgetBreaches(faults);
});

test('cannot take people or objects away without a person who says yes outside of it', async ({ start }) => {
  const { app, page } = await start();
  const configuration = await setUp(page);
  const undo = await runFrom(page, 'setup.planUndo', { configuration });
  if (!undo.ok) throw new Error(JSON.stringify(undo.error));
  const steps = undo.data.steps as readonly { readonly confirmation?: unknown }[];
  const confirmed = steps.flatMap(({ confirmation }) => (confirmation === undefined ? [] : [confirmation]));
  expect(confirmed.length).toBeGreaterThan(0);
  const apply = { planId: undo.data.id, planHash: undo.data.hash, confirmed };
  const refused = { ok: false, error: { code: 'cancelled', reason: 'notConfirmed' } };
  // The stand-in's dialog, like a person who closes it, answers with the first button: no.
  await app.evaluate(({ dialog }) => {
    const asked: unknown[] = [];
    Object.assign(globalThis, { asked });
    dialog.showMessageBox = (async (...given: unknown[]) => {
      asked.push(given.at(-1));
      return { response: 0, checkboxChecked: false };
    }) as never;
  });
  expect(await callFrom(page, 'setup.apply', apply)).toMatchObject(refused);
  expect(
    await callFrom(page, 'synchronizationJobs.restart', { application: 'Airstack', resetScope: 'ForceDeletes' }),
  ).toMatchObject(refused);
  expect(await callFrom(page, 'settings.change', { proxy: 'evil.example:8080' })).toMatchObject(refused);
  expect(await runFrom(page, 'setup.apply', { ...apply, confirmed: [] })).toMatchObject({ ok: false });
  const asked = await app.evaluate(() => (globalThis as unknown as { asked: { message: string }[] }).asked);
  expect(asked.map(({ message }) => message.split(' ')[0])).toEqual(['Carry', 'Let', 'Change']);
  await app.evaluate(({ dialog }) => {
    dialog.showMessageBox = (async () => ({ response: 1, checkboxChecked: false })) as never;
  });
  expect(await runFrom(page, 'setup.apply', apply)).toMatchObject({ ok: true });
});

test('can neither read nor write a file of its choice', async ({ start, faults }) => {
  const { page, dataFolder } = await start();
  const config = join(dataFolder, 'config.json');
  const attempts = [
    ['files.read', { handle: config }],
    ['files.read', { handle: 'file_00000000-0000-4000-8000-000000000000' }],
    ['files.choose', { path: config }],
    ['settings.change', { profileFolder: '/etc' }],
    ['settings.change', { certificateFile: config }],
    ['settings.chooseProfileFolder', { path: '/etc' }],
    ['configuration.parse', { path: config }],
  ] as const;
  for (const [path, input] of attempts) expect(await callFrom(page, path, input)).toMatchObject({ ok: false });
  const fetched = await page.evaluate(
    (paths) =>
      Promise.all(
        paths.map((path) =>
          fetch(path)
            .then((answer) => answer.status)
            .catch(() => 0),
        ),
      ),
    ['/../package.json', '/..%2f..%2fpackage.json', `file://${config}`, '/%2e%2e/%2e%2e/package.json'],
  );
  expect(fetched.filter((status) => status !== 404 && status !== 0)).toEqual([]);
  expect(existsSync(join(dataFolder, 'written'))).toBe(false);
  forgetBreaches(faults);
});

/** In the page, as a script that got in: straight over the bridge, with any input. */
const callAllFrom =
  (page: Page): CallAll =>
  (attacks, limitMs) =>
    page.evaluate(
      async ({ calls, limit }: { calls: readonly Attack[]; limit: number }) => {
        const one = async ({ path, input }: Attack): Promise<Answered> =>
          (await window.bridge.call(crypto.randomUUID(), path, input)) as Answered;
        const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), limit));
        return Promise.all(calls.map((call) => Promise.race([one(call).catch(() => null), late])));
      },
      { calls: attacks, limit: limitMs },
    );

test('can, with no procedure of the contract, remove people or reach a file of its choice', async ({ start }) => {
  test.setTimeout(300_000);
  const { app, page } = await start();
  const folder = mkdtempSync(join(tmpdir(), 'hijacked-'));
  // Somebody sits there who says no to everything.
  await app.evaluate(({ dialog }) => {
    dialog.showMessageBox = (async () => ({ response: 0, checkboxChecked: false })) as never;
    dialog.showOpenDialog = async () => ({ canceled: true, filePaths: [] });
    dialog.showSaveDialog = async () => ({ canceled: true, filePath: '' });
  });
  expectNothingReached(await tryEverything(callAllFrom(page), { text: example, folder }));
  rmSync(folder, { recursive: true, force: true });
});

test('is heard on two channels only, and only from its main frame', async ({ start, faults }) => {
  const { app, page } = await start();
  const listeners = await app.evaluate(({ ipcMain }) => ipcMain.eventNames().map(String));
  expect(listeners.filter((name) => !name.startsWith('-ms'))).toEqual(['core:cancel']);
  const inFrame = await page.evaluate(async () => {
    const frame = document.createElement('iframe');
    frame.src = '/index.html';
    document.body.append(frame);
    await new Promise((resolve) => setTimeout(resolve, 500));
    try {
      return (frame.contentWindow as unknown as { readonly bridge?: unknown } | null)?.bridge !== undefined;
    } catch {
      return false;
    }
  });
  // The policy allows no frames at all, and preload scripts do not run in them.
  expect(inFrame).toBe(false);
  forgetBreaches(faults);
});

test('meets no permission that is granted', async ({ start, faults }) => {
  const { page } = await start();
  const states = await page.evaluate(async () => {
    const names = ['geolocation', 'notifications', 'camera', 'microphone', 'midi'] as PermissionName[];
    return Promise.all(
      names.map((name) =>
        navigator.permissions.query({ name }).then(
          ({ state }) => state,
          () => 'denied',
        ),
      ),
    );
  });
  expect(states).not.toContain('granted');
  forgetBreaches(faults);
});
