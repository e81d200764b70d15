import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { firstPageBytes, firstPageLimit } from '#test/support/first-page';
import { openLoopbackConsole } from '#test/support/loopback-console';
import { projectRoot } from '#test/support/project-root';
import { atMost, ensureConsole, median, openPage, startBrowser } from './console-world.ts';

const rounds = 10;
const allowedFactor = 2;

/** A server of one page with one button, as a program of its own. It prints its address. */
const bareServer = `
const page = '<!doctype html><button onclick="this.textContent=\\'Answered\\'">Press</button>';
const server = require('node:http').createServer((request, response) => {
  response.writeHead(200, { 'Content-Type': 'text/html' });
  response.end(page);
});
server.listen(0, '127.0.0.1', () => console.log('http://127.0.0.1:' + server.address().port + '/'));
`;

/** An element by selector and its text. */
type Element = readonly [selector: string, text: string];

/** A server that leads to a page, what is pressed there and what comes of it. */
interface Started {
  readonly address: string;
  readonly button: Element;
  readonly answer: Element;
  close(): Promise<void>;
}

async function startBare(): Promise<Started> {
  const server = spawn(process.execPath, ['-e', bareServer], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [printed] = (await once(server.stdout, 'data')) as [Buffer];
  return {
    address: printed.toString('utf8').trim(),
    button: ['button', 'Press'],
    answer: ['button', 'Answered'],
    async close() {
      const ended = once(server, 'exit');
      server.kill();
      await ended;
    },
  };
}

async function startConsole(): Promise<Started> {
  const host = await openLoopbackConsole();
  return {
    address: await host.entry(),
    button: ['main a[href="#/set-up"]', 'Set up an application'],
    answer: ['main h1', 'Set up an application'],
    close: () => host.close(),
  };
}

/** Waits for an element, a look each frame; gives its middle. Playwright itself looks every half second after a while. */
const shown = (page: Page, element: Element): Promise<readonly [x: number, y: number]> =>
  page.evaluate(async ([selector, text]) => {
    for (;;) {
      const found = document.querySelector(selector);
      if (found?.textContent === text) {
        const { x, y, width, height } = found.getBoundingClientRect();
        return [x + width / 2, y + height / 2] as const;
      }
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
  }, element);

/** Milliseconds from the start of the server, over that of the browser, to the answer to a click. */
async function millisecondsOf(start: () => Promise<Started>): Promise<number> {
  const began = performance.now();
  const started = await start();
  const browser = await startBrowser();
  try {
    const page = await openPage(browser);
    await page.goto(started.address, { waitUntil: 'commit' });
    await page.waitForURL(/^http:/, { waitUntil: 'commit' });
    const [x, y] = await shown(page, started.button);
    await page.mouse.click(x, y);
    await shown(page, started.answer);
    return performance.now() - began;
  } finally {
    await browser.close();
    await started.close();
  }
}

function bytesOfFirstPage(): number {
  const folder = join(projectRoot, 'dist/renderer');
  return firstPageBytes({
    assets: readdirSync(join(folder, 'assets')),
    read: (path) => readFileSync(join(folder, path)),
  });
}

/** From nothing to a first page that answers, beside a page that does nothing; and what the first page weighs. */
export async function run() {
  await ensureConsole();
  // What the system has never read takes longer than what is measured here.
  await millisecondsOf(startConsole);
  const pairs: { readonly bare: number; readonly full: number }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    pairs.push({ bare: await millisecondsOf(startBare), full: await millisecondsOf(startConsole) });
  }
  const bare = median(pairs.map((pair) => pair.bare));
  const full = median(pairs.map((pair) => pair.full));
  return {
    name: `Console: start, median of ${rounds}, each beside a bare page (noisy on a busy machine)`,
    figures: [
      { label: 'bare page: spawn to answered click', value: bare, unit: 'ms', ok: true },
      { label: 'console: spawn to answered click', value: full, unit: 'ms', ok: true },
      atMost('console / bare page', full / bare, { unit: 'x', limit: allowedFactor }),
      atMost('JavaScript of the first page, gzip', bytesOfFirstPage() / 1_000, {
        unit: 'kB',
        limit: firstPageLimit / 1_000,
      }),
    ],
  };
}
