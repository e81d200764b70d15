import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { callFrom, listen } from './bridge-window.ts';
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
