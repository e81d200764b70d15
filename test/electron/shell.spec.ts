import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { callFrom, listen, runFrom } from './bridge-window.ts';
import { expect, isRealElectron, test } from './console-app.ts';

const applicationId = '2818ad33-c67e-44a5-9caf-33ca6d8618ea';

test('opens one window on its own scheme, signed in to the demo tenant', async ({ start }) => {
  const { app, page } = await start();
  expect(app.windows()).toHaveLength(1);
  const address = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getURL());
  expect(address).toMatch(/^app:\/\/console\//);
  expect(await callFrom(page, 'session.show', {})).toMatchObject({
    ok: true,
    data: { demo: true, account: { username: 'ada.admin@contoso.demo.example' } },
  });
  expect(await callFrom(page, 'host.show', {})).toMatchObject({
    data: { kind: 'electron', target: 'demo', canChooseFiles: true, components: [{ name: 'Electron' }, {}, {}] },
  });
});

test('gives the page three functions and nothing of Node or Electron', async ({ start }) => {
  const { page } = await start();
  const found = await page.evaluate(() => ({
    bridge: Object.keys(window.bridge).sort(),
    frozen: Object.isFrozen(window.bridge),
    node: ['require', 'process', 'module', 'electron', 'ipcRenderer', 'Buffer'].filter((name) => name in window),
  }));
  expect(found).toEqual({ bridge: ['call', 'cancel', 'onEvent'], frozen: true, node: [] });
});

test('keeps its settings in the file that the other hosts read', async ({ start }) => {
  const { app, page, dataFolder } = await start();
  expect(await callFrom(page, 'settings.change', { theme: 'dark' })).toMatchObject({
    ok: true,
    data: { theme: 'dark' },
  });
  expect(JSON.parse(readFileSync(join(dataFolder, 'config.json'), 'utf8'))).toMatchObject({ theme: 'dark' });
  expect(await app.evaluate(({ nativeTheme }) => nativeTheme.themeSource)).toBe('dark');
  await expect.poll(() => page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)).toBe(true);
});

test('tells the page what was chosen in the menu', async ({ start }) => {
  const { app, page } = await start();
  const heard = await listen(page);
  await app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('shortcuts')?.click());
  await expect.poll(heard).toContainEqual({ topic: 'menu.chosen', payload: { command: 'shortcuts' } });
});

test('shows what a deep link names, in a new window and in one that is open', async ({ start }) => {
  const { app, page } = await start(['--demo', `provisioning-console://app/${applicationId}`]);
  const hash = await page.evaluate(() => location.hash);
  expect(hash).toBe(`#/apps/${applicationId}`);
  const heard = await listen(page);
  await app.evaluate(
    ({ app: program }, link) => program.emit('second-instance', {}, ['console', link]),
    `provisioning-console://app/${applicationId}`,
  );
  await expect
    .poll(heard)
    .toContainEqual({ topic: 'navigation.requested', payload: { servicePrincipalId: applicationId } });
});

test('does not follow a link into another tenant unasked, also where it is what opens the program', async ({
  start,
}) => {
  test.skip(isRealElectron, 'the question would wait for a person');
  const elsewhere = `provisioning-console://app/${applicationId}?tenant=${applicationId}`;
  // The stand-in's dialog, like a person who closes it, answers with the first button: no.
  const { page } = await start(['--demo', elsewhere]);
  expect(await page.evaluate(() => location.hash)).not.toContain(applicationId);
});

test('tests a connection from this machine, through the window’s own network', async ({ start }) => {
  const { page } = await start();
  const made = await callFrom(page, 'secrets.makeDemoToken', { vendor: 'airstack' });
  const other = await callFrom(page, 'secrets.put', { value: 'a token of nobody' });
  const testWith = (put: typeof made, tenantUrl: string) =>
    runFrom(page, 'setup.testConnection', {
      vendor: 'airstack',
      connection: { tenantUrl },
      secrets: { SecretToken: put.ok ? put.data.handle : null },
    });
  expect(await testWith(made, 'https://api-as.lenovosoftware.com/0/as/common/scim')).toMatchObject({
    ok: true,
    data: { verdict: 'looksGood', host: 'api-as.lenovosoftware.com' },
  });
  expect(await testWith(other, 'https://nobody.example/scim')).toMatchObject({ ok: true, data: { verdict: 'fails' } });
  // A secret that went to one host goes to no other.
  expect(await testWith(made, 'https://nobody.example/scim')).toMatchObject({ ok: false });
});

test('goes through the proxy of its settings, and around it again', async ({ start }) => {
  test.skip(isRealElectron, 'Electron does not tell what was set');
  const { app, page } = await start();
  const rules = () =>
    app.evaluate(({ session }) => (session.defaultSession as unknown as { rules: { proxy: object } }).rules.proxy);
  expect(await rules()).toEqual({ mode: 'system' });
  await app.evaluate(({ dialog }) => {
    dialog.showMessageBox = (async () => ({ response: 1, checkboxChecked: false })) as never;
  });
  expect(await callFrom(page, 'settings.change', { proxy: 'proxy.contoso.com:8080' })).toMatchObject({ ok: true });
  expect(await rules()).toMatchObject({ mode: 'fixed_servers', proxyRules: 'http://proxy.contoso.com:8080' });
  expect(await callFrom(page, 'settings.change', { proxy: null })).toMatchObject({ ok: true });
  expect(await rules()).toEqual({ mode: 'system' });
});

test('remembers where its window was', async ({ start }) => {
  const first = await start();
  await first.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.setBounds({ x: 30, y: 40, width: 900, height: 700 }),
  );
  const ended = new Promise<void>((resolve) => first.app.on('close', () => resolve()));
  await first.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  if (process.platform === 'darwin') await first.app.close();
  await ended;
  const kept = JSON.parse(readFileSync(join(first.dataFolder, 'window.json'), 'utf8'));
  expect(kept).toMatchObject({ last: { width: 900, height: 700, maximized: false } });
  const second = await start(['--demo'], first.dataFolder);
  const bounds = await second.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getNormalBounds());
  expect(bounds).toMatchObject({ width: 900, height: 700 });
});

test('offers to load its page again when the process of the page is gone', async ({ start }) => {
  const { app, page } = await start();
  await app.evaluate(({ dialog }) => {
    const asked: string[] = [];
    Object.assign(globalThis, { asked });
    dialog.showMessageBox = (async (...given: unknown[]) => {
      asked.push((given.at(-1) as { message: string }).message);
      return { response: 0, checkboxChecked: false };
    }) as never;
  });
  const loaded = page.waitForEvent('load');
  await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 }),
  );
  await loaded;
  const asked = await app.evaluate(() => (globalThis as unknown as { asked: string[] }).asked);
  expect(asked).toEqual([expect.stringContaining('ended unexpectedly')]);
  await expect(page.locator('#root > *').first()).toBeVisible();
  expect(await callFrom(page, 'session.show', {})).toMatchObject({ ok: true, data: { demo: true } });
});

test('gives a file that a person chose as a handle, and reads it by the handle only', async ({ start }) => {
  const { app, page, dataFolder } = await start();
  const path = join(dataFolder, 'airstack.yaml');
  writeFileSync(path, 'schemaVersion: 1\nvendor: airstack\n');
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [filePath] });
  }, path);
  const chosen = await callFrom(page, 'files.choose', {});
  expect(chosen).toMatchObject({ ok: true, data: { file: { name: 'airstack.yaml' } } });
  expect(JSON.stringify(chosen)).not.toContain(dataFolder);
  const handle = chosen.ok ? (chosen.data.file as { readonly handle: string }).handle : '';
  expect(await callFrom(page, 'files.read', { handle })).toMatchObject({
    data: { name: 'airstack.yaml', text: 'schemaVersion: 1\nvendor: airstack\n' },
  });
});

test('keeps a sign-in for this process only where there is no keychain', async ({ start }) => {
  test.skip(isRealElectron, 'the system of this machine may have one');
  const { page } = await start(['--tenant']);
  expect(await callFrom(page, 'settings.change', { clientId: applicationId })).toMatchObject({ ok: true });
  expect(await callFrom(page, 'session.show', {})).toMatchObject({
    ok: true,
    data: { demo: false, account: null, persistence: 'process' },
  });
});

test('goes over to a real tenant and back', async ({ start }) => {
  const { page } = await start();
  expect(await callFrom(page, 'host.changeTarget', { target: 'tenant' })).toMatchObject({ data: { target: 'tenant' } });
  expect(await callFrom(page, 'session.show', {})).toMatchObject({ data: { demo: false, cloud: { name: 'Global' } } });
  expect(await callFrom(page, 'host.changeTarget', { target: 'demo' })).toMatchObject({ data: { target: 'demo' } });
  expect(await callFrom(page, 'session.show', {})).toMatchObject({ data: { demo: true } });
});
