import { type BrowserWindow, dialog } from 'electron';
import type { AskPerson } from '#core/confirm/confirming-core';
import { strings } from './strings.ts';

/** Takes which window is in front; gives the question as a dialog of the system, which no page can answer. "Cancel" is the default. */
export const askInDialog =
  (window: () => BrowserWindow | null): AskPerson =>
  async ({ title, lines }) =>
    (await choose(window(), {
      message: title,
      detail: lines.join('\n'),
      buttons: [strings.refuse, strings.confirm],
    })) === 1;

/** Takes which window is in front; gives a question with yes and no. */
export const askYesOrNo =
  (window: () => BrowserWindow | null) =>
  async (question: string): Promise<boolean> =>
    (await choose(window(), { message: question, detail: '', buttons: [strings.no, strings.yes] })) === 1;

async function choose(
  window: BrowserWindow | null,
  { message, detail, buttons }: { readonly message: string; readonly detail: string; readonly buttons: string[] },
): Promise<number> {
  const options = { type: 'warning', message, detail, buttons, defaultId: 0, cancelId: 0, noLink: true } as const;
  const answered = await (window === null ? dialog.showMessageBox(options) : dialog.showMessageBox(window, options));
  return answered.response;
}
