import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { app, dialog } from 'electron';
import type { UpdateMode } from '#shared/model/settings';
import { strings } from './strings.ts';

/** Whether this installation can update itself: it is packaged and says where new versions are. */
export const canUpdate = (): boolean => app.isPackaged && existsSync(join(process.resourcesPath, 'app-update.yml'));

/**
 * Takes how updates are treated; looks for one. With `automatic` it is fetched and installed when the program ends, with
 * `ask` a person decides first, with `off` nothing is asked of any server. A fault is told and changes nothing.
 */
export async function lookForUpdate(mode: UpdateMode, onFault: (message: string) => void): Promise<void> {
  if (mode === 'off' || !canUpdate()) return;
  try {
    const { autoUpdater } = await import('electron-updater');
    autoUpdater.logger = null;
    autoUpdater.autoDownload = mode === 'automatic';
    autoUpdater.autoInstallOnAppQuit = true;
    autoUpdater.allowDowngrade = false;
    autoUpdater.on('error', (cause) => onFault(`A new version cannot be had: ${cause.name}.`));
    autoUpdater.on('update-downloaded', ({ version }) => {
      void dialog.showMessageBox({ message: strings.updateReady(version), detail: strings.updateDetail });
    });
    const found = await autoUpdater.checkForUpdates();
    if (mode === 'ask' && found?.isUpdateAvailable === true) await offer(found.updateInfo.version, autoUpdater);
  } catch (cause) {
    onFault(`A new version cannot be looked for: ${cause instanceof Error ? cause.name : 'unknown fault'}.`);
  }
}

async function offer(version: string, updater: { downloadUpdate(): Promise<unknown> }): Promise<void> {
  const { response } = await dialog.showMessageBox({
    message: strings.updateFound(version),
    buttons: [strings.updateLater, strings.updateFetch],
    defaultId: 1,
    cancelId: 0,
  });
  if (response === 1) await updater.downloadUpdate();
}
