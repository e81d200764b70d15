import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { type Answered, type Attack, type CallAll, tryEverything } from '#test/support/hijacked-page';
import { openLoopbackConsole } from '#test/support/loopback-console';
import { projectRoot } from '#test/support/project-root';
import { expectNothingReached } from './nothing-reached.ts';
import { expect, test } from './page-test.ts';

const example = readFileSync(join(projectRoot, 'assets/examples/airstack.yaml'), 'utf8');

/** In the page, as a script that got in: with its token and any input. */
const callFrom =
  (page: Page): CallAll =>
  (attacks, limitMs) =>
    page.evaluate(
      async ({ calls, limit }: { calls: readonly Attack[]; limit: number }) => {
        const one = async ({ path, input }: Attack): Promise<Answered | null> => {
          const answer = await fetch(`/rpc/${encodeURIComponent(path)}`, {
            method: 'POST',
            headers: {
              'Content-Type': 'application/json',
              Authorization: `Bearer ${sessionStorage.getItem('session-token')}`,
            },
            body: JSON.stringify(input) ?? 'null',
            signal: AbortSignal.timeout(limit),
          });
          return answer.json();
        };
        return Promise.all(calls.map((call) => one(call).catch(() => null)));
      },
      { calls: attacks, limit: limitMs },
    );

test('a page that was taken over can neither remove people nor read or write a file of its choice', async ({
  page,
}) => {
  test.setTimeout(300_000);
  const folder = mkdtempSync(join(tmpdir(), 'hijacked-'));
  const host = await openLoopbackConsole({ env: { HOME: folder } });
  // Somebody sits there who says no to everything.
  const stop = host.refuseEverything();
  try {
    await page.goto(await host.entry());
    await page.waitForURL(/^http:/);
    await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible();
    expectNothingReached(await tryEverything(callFrom(page), { text: example, folder }));
    expect(host.said()).toContain('Not confirmed; nothing is written.');
  } finally {
    stop();
    await host.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
