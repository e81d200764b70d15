import { basename } from 'node:path';
import { type BrowserWindow, dialog, type OpenDialogOptions } from 'electron';
import type { FilePicker } from '#core/ports';
import { readChosen } from '#platform/chosen-file';
import { strings } from './strings.ts';

/** Takes which window is in front; gives the system's windows in which a person chooses files. */
export function createFilePicker(window: () => BrowserWindow | null): FilePicker {
  const pick = async (options: OpenDialogOptions): Promise<string | null> => {
    const front = window();
    const chosen = await (front === null ? dialog.showOpenDialog(options) : dialog.showOpenDialog(front, options));
    return chosen.canceled ? null : (chosen.filePaths[0] ?? null);
  };
  return {
    async chooseConfiguration() {
      const path = await pick({
        title: strings.chooseConfiguration,
        properties: ['openFile'],
        filters: [
          { name: strings.configurations, extensions: ['yaml', 'yml', 'json'] },
          { name: strings.allFiles, extensions: ['*'] },
        ],
      });
      return path === null ? null : { name: basename(path), read: () => readChosen(path) };
    },
    chooseFolder: () => pick({ title: strings.chooseProfiles, properties: ['openDirectory'] }),
    chooseCertificates: () =>
      pick({
        title: strings.chooseCertificates,
        properties: ['openFile'],
        filters: [{ name: strings.certificates, extensions: ['pem', 'crt', 'cer', 'der'] }],
      }),
    chooseBundle: (what) =>
      what === 'configurations'
        ? pick({ title: strings.chooseConfigurations, properties: ['openDirectory'] })
        : pick({
            title: strings.chooseBundle,
            properties: ['openFile'],
            filters: [{ name: strings.bundles, extensions: ['zip', 'json', 'yaml', 'yml'] }],
          }),
    chooseBundleFolder: () =>
      pick({ title: strings.chooseBundleFolder, properties: ['openDirectory', 'createDirectory'] }),
    async chooseExport(suggestedName) {
      const front = window();
      const options = { title: strings.chooseExport, defaultPath: suggestedName };
      const chosen = await (front === null ? dialog.showSaveDialog(options) : dialog.showSaveDialog(front, options));
      return chosen.canceled || chosen.filePath === '' ? null : chosen.filePath;
    },
  };
}
