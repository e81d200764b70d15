import { ipcMain } from 'electron';
import ElectronStore from 'electron-store';
import { createSettings, type OpenSettings, type SettingsFile, type SettingsStore } from '#platform/settings';

/** Takes a folder; gives the settings in it, through electron-store. The file is the one that the other hosts read and write. */
export const openElectronSettings = (folder: string): SettingsStore => createSettings(folder, openStore);

/** Takes a folder; gives a small store for what belongs to windows only. */
export function openWindowStore(folder: string): { read(): unknown; write(state: object): void } {
  const store = openStore({ cwd: folder, configFileMode: 0o600, accessPropertiesByDotNotation: false }, 'window');
  return { read: () => store.store.last, write: (state) => store.set({ last: state }) };
}

function openStore(file: SettingsFile, name = 'config'): OpenSettings {
  const store = new ElectronStore<Record<string, unknown>>({ ...file, name });
  // The package answers any page on a channel of its own, which nobody here asks.
  ipcMain.removeAllListeners('electron-store-get-data');
  return store;
}
