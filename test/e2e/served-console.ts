import { mkdirSync, mkdtempSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { visitSignIn } from '#emulator/entra/visitor';
import { type ServedTenant, serveTenant } from '#emulator/serve';
import type { VendorTarget } from '#emulator/vendor-target';
import { type LoopbackConsole, openLoopbackConsole } from '#test/support/loopback-console';

const administrator = 'ada.admin@contoso.demo.example';

/** A tenant of this process and the means to open consoles on it, one after another, on the same disk. */
export interface ServedConsole {
  readonly served: ServedTenant;
  readonly dataFolder: string;
  target(vendorId: string): VendorTarget;
  /** Opens a console in a process of its own; the one before it is gone, as after a crash or an end. */
  openHost(): Promise<LoopbackConsole>;
  close(): Promise<void>;
}

/** Serves a tenant whose vendors and clock the test can reach. Everything ends with `close`. */
export async function serveConsole(): Promise<ServedConsole> {
  const served = await serveTenant({ clockMode: 'warp', replicationDelayMs: 0 });
  const folder = mkdtempSync(join(tmpdir(), 'served-console-'));
  const dataFolder = join(folder, 'data');
  const endpoints = join(folder, 'endpoints.json');
  writeFileSync(endpoints, JSON.stringify(served.endpoints));
  const browser = startBrowser(folder);
  let host: LoopbackConsole | null = null;
  return {
    served,
    dataFolder,
    target(vendorId) {
      const found = served.tenant.targets.find((each) => each.vendorId === vendorId);
      if (found === undefined) throw new Error(`There is no vendor ${vendorId}.`);
      return found;
    },
    async openHost() {
      await host?.close();
      host = await openLoopbackConsole({
        args: ['--endpoints', endpoints, '--data-dir', dataFolder],
        env: { PATH: `${browser.folder}:${process.env.PATH ?? ''}` },
      });
      return host;
    },
    async close() {
      await host?.close();
      browser.close();
      await served.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What the system opens addresses with: a program that notes them, and a visitor that signs in and consents there. */
function startBrowser(folder: string): { readonly folder: string; close(): void } {
  const programs = join(folder, 'bin');
  const asked = join(folder, 'asked');
  mkdirSync(programs);
  mkdirSync(asked);
  const list = join(asked, 'addresses');
  writeFileSync(list, '');
  writeFileSync(join(programs, 'xdg-open'), `#!/bin/sh\necho "$1" >> '${list}'\n`, { mode: 0o700 });
  let seen = 0;
  const watcher = watch(asked, () => {
    const addresses = readFileSync(list, 'utf8').split('\n').slice(0, -1);
    for (const address of addresses.slice(seen)) {
      void visitSignIn(address, { fetch, username: administrator, consent: 'accept', forOrganization: true });
    }
    seen = addresses.length;
  });
  return { folder: programs, close: () => watcher.close() };
}

/** Leads a page into a console and signs in there, in the browser of the system. */
export async function enter(page: Page, console: LoopbackConsole): Promise<void> {
  await page.goto(await console.entry());
  await page.waitForURL(/^http:/);
  await page.getByRole('button', { name: 'Sign in with the browser' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeHidden();
  await expect(page.getByRole('navigation').getByRole('link', { name: 'Home' })).toBeVisible();
}

/** Asks for what the product needs to find people and groups: it is asked for when it is first needed. */
export async function consentToSearch(page: Page): Promise<void> {
  await page.getByRole('searchbox', { name: 'Search people and groups' }).fill('sof');
  const ask = page.getByRole('button', { name: 'Ask for consent' });
  await ask.first().click();
  await expect(page.getByText('No group is called that.').or(ask)).toHaveCount(1);
  if (await ask.isVisible()) await ask.click();
  await expect(ask).toHaveCount(0);
}
