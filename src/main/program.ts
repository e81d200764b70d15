import { homedir } from 'node:os';
import { join } from 'node:path';
import {
  app,
  BrowserWindow,
  ipcMain,
  Menu,
  Notification,
  nativeTheme,
  net,
  protocol,
  safeStorage,
  session,
} from 'electron';
import { createConfirmingCore } from '#core/confirm/confirming-core';
import type { Core } from '#core/create-core';
import { openSwitchingConsole, type SwitchingConsole } from '#platform/console/switching-console';
import { createNetwork, type NetworkOptions } from '#platform/network';
import { withProxy } from '#platform/network-proxy';
import { openUserData } from '#platform/user-data';
import { channels } from '#shared/contract/bridge';
import type { PageEvent } from '#shared/contract/host-events';
import type { SettingsView } from '#shared/model/settings';
import { appOrigin, serveAppFile } from './app-files.ts';
import { askInDialog, askYesOrNo } from './ask-person.ts';
import { asksForPassword, chromiumProxy } from './chromium-proxy.ts';
import { type ClosingGuard, createClosingGuard } from './closing-guard.ts';
import { createElectronNetwork } from './electron-network.ts';
import { openElectronSettings, openWindowStore } from './electron-settings.ts';
import { createFilePicker } from './file-picker.ts';
import { followDeepLink } from './follow-link.ts';
import { bindIpc } from './ipc.ts';
import type { DeepLink } from './links.ts';
import { menuTemplate } from './menu.ts';
import { createNotices } from './notices.ts';
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
  readonly closing: Pick<ClosingGuard, 'noteQuit' | 'letGo'>;
  close(): Promise<void>;
}

export interface ProgramOptions extends StartArguments {
  /** Folder of the built page. */
  readonly pageFolder: string;
  readonly onFault: (message: string) => void;
  /** Whether the program is to end before it is open: no window is opened then. */
  readonly isEnding: () => boolean;
}

/** Windows shows notices of programs with an id only; the installer knows this one by the same: electron-builder.yml. */
const appUserModelId = 'org.provisioning-console.desktop';

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
  const closing = createClosingGuard({
    applying: core.applying,
    ask: askYesOrNo(frontWindow),
    endsWithWindow: process.platform !== 'darwin',
    quit: () => app.quit(),
  });
  const windows = openWindowStore(dataFolder);
  const open = async (hash: string): Promise<void> => {
    const window = await openWindow({
      kept: windows.read(),
      keep: windows.write,
      hash,
      dark: nativeTheme.shouldUseDarkColors,
      onMade: (made) => {
        reloadWhenGone(made, calls.abandon);
        closing.watch(made);
      },
    });
    window.focus();
  };
  const show = createShow({ core: confirming, open });
  app.setAppUserModelId(appUserModelId);
  confirming.subscribe(
    createNotices({
      isSupported: () => Notification.isSupported(),
      make: (words) => new Notification(words),
      open: (link) => void show(link).catch(() => options.onFault('The window could not be shown.')),
    }),
  );
  try {
    if (!options.isEnding()) await show(options.link);
  } catch (cause) {
    // A window that is closed while its page is loaded says that the page could not be loaded.
    if (!options.isEnding()) throw await closed(core, cause);
  }
  void lookForUpdate(core.settings.view().updates.mode, options.onFault);
  return { show, closing, close: core.close };
}

async function closed(core: SwitchingConsole, cause: unknown): Promise<unknown> {
  await core.close();
  return cause;
}

interface ShowOptions {
  readonly core: Pick<Core, 'dispatch'>;
  /** Opens a window at a place of the page. */
  readonly open: (hash: string) => Promise<void>;
}

/** A link into another tenant is asked about also where no window is open yet. */
function createShow({ core, open }: ShowOptions): Program['show'] {
  const follow = (link: DeepLink, show: (id: DeepLink['servicePrincipalId']) => void): Promise<void> =>
    followDeepLink(link, { core, ask: askYesOrNo(frontWindow), show });
  return async (link) => {
    const window = frontWindow();
    if (window === null) {
      const places = [''];
      // Places of the page stand behind `#`.
      if (link !== null) await follow(link, (id) => places.unshift(`#/apps/${id}`));
      return open(places[0] ?? '');
    }
    if (window.isMinimized()) window.restore();
    window.focus();
    if (link !== null) {
      await follow(link, (servicePrincipalId) =>
        tellPages({ topic: 'navigation.requested', payload: { servicePrincipalId } }),
      );
    }
  };
}

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

/**
 * Chromium knows no further issuers but the system's, and its rules no password of a proxy, so a file of a person's own and
 * such a proxy take Node's way to the network.
 */
function openNetwork(options: NetworkOptions, dataFolder: string) {
  const { caFile } = openElectronSettings(dataFolder).read();
  return caFile || asksForPassword(options.env)
    ? createNetwork(options)
    : createElectronNetwork((url, init) => net.fetch(url, init), options);
}

async function applySettings({ theme, proxy }: SettingsView): Promise<void> {
  nativeTheme.themeSource = theme;
  const env = withProxy(process.env, proxy.source === 'settings' ? proxy.address : null);
  await session.defaultSession.setProxy(chromiumProxy(env));
}
