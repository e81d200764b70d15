import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { createConfirmingCore } from '#core/confirm/confirming-core';
import type { Core } from '#core/create-core';
import { openSwitchingConsole, type SwitchingOptions } from '#platform/console/switching-console';
import { openBrowser } from '#platform/open-browser';
import { createSettings } from '#platform/settings';
import { openUserData } from '#platform/user-data';
import type { LoopbackRun } from './run.ts';
import type { Terminal } from './terminal.ts';
import { createTerminalPicker } from './terminal-picker.ts';

/** Core as pages get it, every dangerous call confirmed in the terminal. */
export interface ServedCore {
  readonly core: Core;
  close(): Promise<void>;
}

/** Takes what the process was started with, its terminal and what it works on first; opens core. Raises what that raises. */
export async function openServedCore(
  run: LoopbackRun,
  terminal: Terminal,
  first: SwitchingOptions['first'],
): Promise<ServedCore> {
  const console = await openSwitchingConsole({
    kind: 'loopback',
    components: [{ name: 'Node', version: process.versions.node }],
    first,
    startDemo,
    picker: createTerminalPicker({ terminal, folder: process.cwd(), home: homedir() }),
    updatable: false,
    dataFolder: openUserData({ platform: process.platform, env: run.env, home: homedir() }, run.dataFolder),
    openSettings: createSettings,
    packageFolder: run.packageFolder,
    openBrowser: async (url) => run.browser && (await openBrowser(url)),
    onFault: terminal.say,
    env: run.env,
    productVersion: versionOf(run.packageFolder),
  });
  return { core: createConfirmingCore(console.core, terminal.ask), close: () => console.close() };
}

async function startDemo() {
  const { startDemoTenant } = await import('./demo.ts');
  return startDemoTenant();
}

const versionOf = (packageFolder: string): string =>
  z.object({ version: z.string() }).parse(JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')))
    .version;
