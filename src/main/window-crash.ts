import { type BrowserWindow, dialog } from 'electron';
import { strings } from './strings.ts';

/**
 * Takes a window and what ends the calls of its page; when the page's process is gone, ends them and asks whether to load
 * the page again. What core had begun stands in the journal.
 */
export function reloadWhenGone(window: BrowserWindow, abandon: (senderId: number) => void): void {
  const { webContents } = window;
  const { id } = webContents;
  window.once('closed', () => abandon(id));
  webContents.on('render-process-gone', (_event, { reason }) => {
    abandon(id);
    if (reason === 'clean-exit' || window.isDestroyed()) return;
    void dialog
      .showMessageBox(window, {
        type: 'error',
        message: strings.pageGone,
        detail: strings.pageGoneDetail,
        buttons: [strings.loadAgain, strings.close],
        defaultId: 0,
        cancelId: 1,
      })
      .then(({ response }) => (response === 0 ? webContents.reload() : window.close()));
  });
}
