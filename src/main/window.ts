import { fileURLToPath } from 'node:url';
import { BrowserWindow } from 'electron';
import { appOrigin } from './app-files.ts';

/** Takes nothing; opens the one window on our own page and gives it back. Raises Electron's error when the page cannot be loaded. */
export async function openWindow(): Promise<BrowserWindow> {
  const window = new BrowserWindow({
    width: 960,
    height: 680,
    show: false,
    title: 'Provisioning Console',
    webPreferences: {
      preload: fileURLToPath(new URL('../preload/preload.cjs', import.meta.url)),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
    },
  });
  window.once('ready-to-show', () => window.show());
  await window.loadURL(`${appOrigin.scheme}://${appOrigin.host}/`);
  return window;
}
