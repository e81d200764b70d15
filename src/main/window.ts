import { fileURLToPath } from 'node:url';
import { BrowserWindow, screen } from 'electron';
import { appAddress } from './app-files.ts';
import { strings } from './strings.ts';
import { placeOf, smallestSize, type WindowState } from './window-state.ts';

export interface WindowOptions {
  /** What was kept of the last window, as it was read. */
  readonly kept: unknown;
  readonly keep: (state: WindowState) => void;
  /** What stands behind `#` in the first address. */
  readonly hash: string;
  readonly dark: boolean;
  /** Told the window before its page is loaded. */
  readonly onMade: (window: BrowserWindow) => void;
}

/**
 * The one place where windows are made. Takes where the last one was; opens one on our own page and gives it back. Raises
 * Electron's error when the page cannot be loaded. Source: www.electronjs.org/docs/latest/tutorial/security
 */
export async function openWindow({ kept, keep, hash, dark, onMade }: WindowOptions): Promise<BrowserWindow> {
  const { bounds, maximized } = placeOf(
    kept,
    screen.getAllDisplays().map((display) => display.workArea),
  );
  const window = new BrowserWindow({
    ...bounds,
    minWidth: smallestSize.width,
    minHeight: smallestSize.height,
    show: false,
    title: strings.product,
    backgroundColor: dark ? '#1f1f1f' : '#fafafa',
    webPreferences: {
      preload: fileURLToPath(new URL('../preload/preload.cjs', import.meta.url)),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
    },
  });
  onMade(window);
  if (maximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', () => keep({ ...window.getNormalBounds(), maximized: window.isMaximized() }));
  await window.loadURL(`${appAddress}${hash}`);
  return window;
}
