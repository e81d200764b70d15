import { homedir } from 'node:os';
import { join } from 'node:path';
import { app, BrowserWindow, ipcMain, Menu, nativeTheme, net, protocol, safeStorage, session } from 'electron';
import { createConfirmingCore } from '#core/confirm/confirming-core';
import { openSwitchingConsole, type SwitchingConsole } from '#platform/console/switching-console';
import { createNetwork, type NetworkOptions } from '#platform/network';
import { withProxy } from '#platform/network-proxy';
import { openUserData } from '#platform/user-data';
import { channels } from '#shared/contract/bridge';
import type { PageEvent } from '#shared/contract/host-events';
import type { SettingsView } from '#shared/model/settings';
import { appOrigin, serveAppFile } from './app-files.ts';
import { askInDialog, askYesOrNo } from './ask-person.ts';
import { createElectronNetwork } from './electron-network.ts';
import { openElectronSettings, openWindowStore } from './electron-settings.ts';
import { createFilePicker } from './file-picker.ts';
import { followDeepLink } from './follow-link.ts';
import { bindIpc } from './ipc.ts';
import type { DeepLink } from './links.ts';
import { menuTemplate } from './menu.ts';
import { createSafeStorageVault } from './safe-storage.ts';
import { closeWaysOut, openOutside } from './session-rules.ts';
import type { StartArguments } from './start-arguments.ts';
import { isTrustedFrame } from './trusted-frame.ts';
import { canUpdate, lookForUpdate } from './updater.ts';
import { openWindow } from './window.ts';
import { reloadWhenGone } from './window-crash.ts';

/** The running program. */
export interface Program {
  /** Brings the window to the front, or opens one; shows what a deep link names. */
  show(link: DeepLink | null): Promise<void>;
  close(): Promise<void>;
}

export interface ProgramOptions extends StartArguments {
  /** Folder of the built page. */
  readonly pageFolder: string;
  readonly onFault: (message: string) => void;
}

const frontWindow = (): BrowserWindow | null =>
  BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0] ?? null;

/** Takes what the program was started with; opens its core and its window. Raises what cannot be opened. */
export async function openProgram(options: ProgramOptions): Promise<Program> {
  const dataFolder = openUserData(
    { platform: process.platform, env: process.env, home: homedir() },
    app.getPath('userData'),
  );
  const core = await openCore(options, dataFolder);
  const confirming = createConfirmingCore(core.core, askInDialog(frontWindow));
  const calls = bindIpc({
    ipc: ipcMain,
    core: confirming,
    isTrusted: ({ sender, senderFrame }) =>
      isTrustedFrame(senderFrame) &&
      BrowserWindow.getAllWindows().some(({ webContents }) => webContents.id === sender.id),
  });
  confirming.subscribe((event) => tellPages(event));
  protocol.handle(appOrigin.scheme, (request) => serveAppFile(options.pageFolder, request.url));
  closeWaysOut(session.defaultSession, {
    openLink: (url) => void core.openLink(url),
    isTenantLink: core.isTenantLink,
  });
  Menu.setApplicationMenu(
    Menu.buildFromTemplate(
      menuTemplate({
        platform: process.platform,
        developing: !app.isPackaged,
        choose: (command) => tellPages({ topic: 'menu.chosen', payload: { command } }),
      }),
    ),
  );
  const windows = openWindowStore(dataFolder);
  const open = async (hash: string): Promise<void> => {
    const window = await openWindow({
      kept: windows.read(),
      keep: windows.write,
      hash,
      dark: nativeTheme.shouldUseDarkColors,
      onMade: (made) => reloadWhenGone(made, calls.abandon),
    });
    window.focus();
  };
  const showApplication = (servicePrincipalId: DeepLink['servicePrincipalId']): void =>
    tellPages({ topic: 'navigation.requested', payload: { servicePrincipalId } });
  const show = async (link: DeepLink | null): Promise<void> => {
    const window = frontWindow();
    if (window === null) return open(hashOf(link));
    if (window.isMinimized()) window.restore();
    window.focus();
    if (link !== null) {
      await followDeepLink(link, { core: confirming, ask: askYesOrNo(frontWindow), show: showApplication });
    }
  };
  await show(options.link);
  void lookForUpdate(core.settings.view().updates.mode, options.onFault);
  return { show, close: core.close };
}

/** A window that is not open yet begins at the page of the application; places of the page stand behind `#`. */
const hashOf = (link: DeepLink | null): string => (link === null ? '' : `#/apps/${link.servicePrincipalId}`);

function tellPages(event: PageEvent): void {
  for (const { webContents } of BrowserWindow.getAllWindows()) webContents.send(channels.event, event);
}

async function openCore({ first, onFault }: ProgramOptions, dataFolder: string): Promise<SwitchingConsole> {
  const electronFolder = join(dataFolder, 'electron');
  const core = await openSwitchingConsole({
    kind: 'electron',
    components: [
      { name: 'Electron', version: process.versions.electron },
      { name: 'Chromium', version: process.versions.chrome },
      { name: 'Node', version: process.versions.node },
    ],
    first,
    startDemo: async () => (await import('./demo.ts')).startDemoTenant(),
    picker: createFilePicker(frontWindow),
    updatable: canUpdate(),
    dataFolder,
    openSettings: openElectronSettings,
    packageFolder: app.isPackaged ? process.resourcesPath : app.getAppPath(),
    openBrowser: openOutside,
    onFault,
    env: process.env,
    productVersion: app.getVersion(),
    openNetwork: (options) => openNetwork(options, dataFolder),
    keychain: {
      folder: electronFolder,
      vault: createSafeStorageVault({
        storage: safeStorage,
        platform: process.platform,
        path: join(electronFolder, 'key.bin'),
        onAbsent: (reason) => onFault(`Sign-ins end with this program: ${reason}.`),
      }),
    },
    onSettings: (settings) => void applySettings(settings),
  });
  await applySettings(core.settings.view());
  return core;
}

/** Chromium knows no further issuers but the system's, so a file of a person's own takes Node's way to the network. */
function openNetwork(options: NetworkOptions, dataFolder: string) {
  const { caFile } = openElectronSettings(dataFolder).read();
  return caFile ? createNetwork(options) : createElectronNetwork((url, init) => net.fetch(url, init), options);
}

async function applySettings({ theme, proxy }: SettingsView): Promise<void> {
  nativeTheme.themeSource = theme;
  const env = withProxy(process.env, proxy.source === 'settings' ? proxy.address : null);
  const address = env.https_proxy ?? env.HTTPS_PROXY ?? '';
  const bypass = env.no_proxy ?? env.NO_PROXY ?? '';
  await session.defaultSession.setProxy(
    address === ''
      ? { mode: 'system' }
      : {
          mode: 'fixed_servers',
          proxyRules: address,
          proxyBypassRules: ['<local>', ...bypass.split(/[\s,]+/)].join(','),
        },
  );
}
