import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { electronProgram } from '#scripts/electron-program';
import { chromiumPath } from '#test/support/chromium';
import { projectRoot } from '#test/support/project-root';
import { callFrom, runFrom } from './bridge-window.ts';
import { expect, isRealElectron, standin, test } from './console-app.ts';

const example = readFileSync(join(projectRoot, 'assets/examples/airstack.yaml'), 'utf8');

/** Makes a plan; gives the input that carries it out. */
async function planned(page: Page): Promise<object> {
  const configuration = await callFrom(page, 'configuration.parse', { text: example });
  const secret = await callFrom(page, 'secrets.put', { value: 'a token that the vendor does not know' });
  const plan = await runFrom(page, 'setup.plan', {
    configuration: configuration.ok ? configuration.data : null,
    secrets: { SecretToken: secret.ok ? secret.data.handle : null },
  });
  if (!plan.ok) throw new Error(JSON.stringify(plan.error));
  return { planId: plan.data.id, planHash: plan.data.hash };
}

test('asks before its window closes while a plan is carried out', async ({ start }) => {
  const { app, page } = await start();
  const plan = await planned(page);
  await app.evaluate(({ dialog, net }) => {
    const answers = [0, 1];
    const questions: string[] = [];
    Object.assign(globalThis, { questions });
    dialog.showMessageBox = (async (...given: unknown[]) => {
      questions.push((given.at(-1) as { message: string }).message);
      return { response: answers.shift() ?? 0, checkboxChecked: false };
    }) as never;
    // The tenant answers nothing more, so that the run lasts until somebody ends it.
    net.fetch = (_url, init) =>
      new Promise((_resolve, reject) => {
        init?.signal?.addEventListener('abort', () => reject(init.signal?.reason));
      });
  });
  expect(await callFrom(page, 'setup.apply', plan)).toMatchObject({ ok: true });
  const closeWindow = (): Promise<unknown> =>
    app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  const questions = (): Promise<readonly string[]> =>
    app.evaluate(() => (globalThis as unknown as { questions: string[] }).questions);
  await closeWindow();
  await expect.poll(questions).toEqual([expect.stringContaining('being carried out')]);
  expect(app.windows()).toHaveLength(1);
  const ended = new Promise<void>((resolve) => app.on('close', () => resolve()));
  await closeWindow();
  if (process.platform === 'darwin') await app.close();
  await ended;
});

/** Starts the program without a test runner in between, in a folder for everything that it keeps for a while. */
function startAlone(folder: string): ChildProcess {
  return spawn(
    electronProgram(process.env) ?? standin,
    [
      ...(process.getuid?.() === 0 && isRealElectron ? ['--no-sandbox'] : []),
      `--user-data-dir=${join(folder, 'data')}`,
      projectRoot,
      '--demo',
    ],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: {
        PATH: process.env.PATH,
        HOME: folder,
        TMPDIR: folder,
        DISPLAY: process.env.DISPLAY,
        ELECTRON_STANDIN_NODE: process.execPath,
        ...(isRealElectron ? {} : { CHROMIUM_PATH: chromiumPath() }),
      },
    },
  );
}

const demoFolders = (folder: string): readonly string[] =>
  readdirSync(folder).filter((name) => name.startsWith('provisioning-demo-'));

// Windows knows no signals between processes: a kill ends the other one at once.
test.describe('a program that is interrupted', () => {
  test.skip(process.platform === 'win32', 'no signals there');
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    test(`ends cleanly with ${signal} while its core is being opened`, async () => {
      const folder = mkdtempSync(join(tmpdir(), 'ending-'));
      const program = startAlone(folder);
      let said = '';
      program.stderr?.on('data', (chunk) => {
        said += String(chunk);
      });
      const gone = new Promise((resolve) => program.once('exit', (code, by) => resolve({ code, by })));
      await expect.poll(() => demoFolders(folder).length, { intervals: [20] }).toBe(1);
      program.kill(signal);
      expect(await gone).toEqual({ code: 0, by: null });
      expect(said).not.toMatch(/Error|could not/);
      expect(demoFolders(folder)).toEqual([]);
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    });
  }

  test('ends cleanly when it is open', async ({ start }) => {
    const { app } = await start();
    const program = app.process();
    const gone = new Promise((resolve) => program.once('exit', (code, by) => resolve({ code, by })));
    program.kill('SIGTERM');
    expect(await gone).toEqual({ code: 0, by: null });
  });
});
