import type { MenuItemConstructorOptions } from 'electron';
import type { MenuCommand } from '#shared/contract/host-events';
import { strings } from './strings.ts';

export interface MenuOptions {
  readonly platform: NodeJS.Platform;
  /** Whether developers' tools belong to it. */
  readonly developing: boolean;
  readonly choose: (command: MenuCommand) => void;
}

const separator: MenuItemConstructorOptions = { type: 'separator' };

/** Takes the system and what a choice does; gives the menu as people expect it there. */
export function menuTemplate({ platform, developing, choose }: MenuOptions): MenuItemConstructorOptions[] {
  const { menu } = strings;
  const item = (command: MenuCommand, label: string, accelerator?: string): MenuItemConstructorOptions => ({
    id: command,
    label,
    ...(accelerator === undefined ? {} : { accelerator }),
    click: () => choose(command),
  });
  const about = item('about', menu.about);
  const settings = item('settings', menu.settings, 'CmdOrCtrl+,');
  const isMac = platform === 'darwin';
  const program: MenuItemConstructorOptions = {
    label: strings.product,
    submenu: [
      about,
      separator,
      settings,
      separator,
      { role: 'services' },
      separator,
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      separator,
      { role: 'quit' },
    ],
  };
  const file: MenuItemConstructorOptions = {
    label: menu.file,
    submenu: [
      item('search', menu.search, 'CmdOrCtrl+K'),
      separator,
      ...(isMac ? [] : [settings]),
      item('signOut', menu.signOut),
      separator,
      { role: isMac ? 'close' : 'quit' },
    ],
  };
  const view: MenuItemConstructorOptions = {
    label: menu.view,
    submenu: [
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      separator,
      { role: 'togglefullscreen' },
      ...(developing ? [separator, { role: 'reload' as const }, { role: 'toggleDevTools' as const }] : []),
    ],
  };
  const help: MenuItemConstructorOptions = {
    label: menu.help,
    role: 'help',
    submenu: [item('shortcuts', menu.shortcuts, 'F1'), ...(isMac ? [] : [separator, about])],
  };
  return [...(isMac ? [program] : []), file, { role: 'editMenu' }, view, { role: 'windowMenu' }, help];
}
