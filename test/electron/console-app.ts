import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, type ElectronApplication, _electron as electron, expect, type Page } from '@playwright/test';
import { electronProgram } from '#scripts/electron-program';
import { chromiumPath } from '#test/support/chromium';
import { projectRoot } from '#test/support/project-root';

/** Takes the place of the program where it is not installed. */
export const standin = join(projectRoot, 'test/electron/standin/electron');

/** Whether the specification runs on Electron itself or, where its program is not installed, on the stand-in for it. */
export const isRealElectron = electronProgram(process.env) !== undefined;

/** The built application, started on a data folder of its own. */
export interface ConsoleApp {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly dataFolder: string;
}

interface Fixtures {
  /** Starts the application; further arguments stand behind its folder. It ends with the test. */
  readonly start: (args?: readonly string[], dataFolder?: string) => Promise<ConsoleApp>;
  readonly faults: string[];
}

/** A test on the built main process, preload script and page. It fails on any error of the page. */
export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: the runner reads which fixtures are used from the pattern
  faults: async ({}, use) => {
    const faults: string[] = [];
    await use(faults);
    expect(faults).toEqual([]);
  },
  start: async ({ faults }, use) => {
    const ends: (() => Promise<void>)[] = [];
    await use(async (args = ['--demo'], given) => {
      const dataFolder = given ?? mkdtempSync(join(tmpdir(), 'electron-data-'));
      const app = await launch(args, dataFolder);
      ends.push(async () => {
        await app.close().catch(() => undefined);
        if (given === undefined) rmSync(dataFolder, { recursive: true, force: true });
      });
      let said = '';
      app.process().stderr?.on('data', (chunk) => {
        said += String(chunk);
      });
      const page = await app.firstWindow().catch((cause: unknown) => {
        throw new Error(`No window was opened: ${said}`, { cause });
      });
      page.on('console', (message) => {
        if (message.type() === 'error') faults.push(message.text());
      });
      page.on('pageerror', (error) => faults.push(error.message));
      await expect(page.locator('#root > *').first()).toBeVisible();
      return { app, page, dataFolder };
    });
    for (const end of ends) await end();
  },
});

function launch(args: readonly string[], dataFolder: string): Promise<ElectronApplication> {
  if (!existsSync(join(projectRoot, 'dist/main/main.js'))) throw new Error('Run "npm run build" first.');
  const root = process.getuid?.() === 0 && isRealElectron ? ['--no-sandbox'] : [];
  return electron.launch({
    ...(isRealElectron ? {} : { executablePath: standin }),
    args: [...root, `--user-data-dir=${dataFolder}`, projectRoot, ...args],
    env: {
      PATH: process.env.PATH ?? '',
      HOME: process.env.HOME ?? '',
      DISPLAY: process.env.DISPLAY ?? '',
      ELECTRON_STANDIN_NODE: process.execPath,
      ...(isRealElectron ? {} : { CHROMIUM_PATH: chromiumPath() }),
    },
  });
}

export { expect };
