import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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

/** Serves a tenant whose vendors and clock the test can reach, from another seed than the usual one if one is given. Everything ends with `close`. */
export async function serveConsole({ seed }: { readonly seed?: unknown } = {}): Promise<ServedConsole> {
  const served = await serveTenant({
    clockMode: 'warp',
    replicationDelayMs: 0,
    ...(seed === undefined ? {} : { seed }),
  });
  const folder = mkdtempSync(join(tmpdir(), 'served-console-'));
  const dataFolder = join(folder, 'data');
  const endpoints = join(folder, 'endpoints.json');
  writeFileSync(endpoints, JSON.stringify(served.endpoints));
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
      host = await openLoopbackConsole({ args: ['--endpoints', endpoints, '--data-dir', dataFolder] });
      return host;
    },
    async close() {
      await host?.close();
      await served.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Which permissions somebody consents to when they sign in: every one, or those that are asked for first. */
type Consented = 'all' | 'first';

/** In the page: begins a sign-in, and gives the address that a person would open. */
async function beginSignIn(consented: Consented): Promise<string> {
  const headers = {
    Authorization: `Bearer ${sessionStorage.getItem('session-token')}`,
    'Content-Type': 'application/json',
  };
  const call = async (path: string, input: object): Promise<unknown> =>
    (await fetch(`/rpc/${path}`, { method: 'POST', headers, body: JSON.stringify(input) })).json();
  const events = (await fetch('/events', { headers })).body?.pipeThrough(new TextDecoderStream()).getReader();
  const listed = (await call('session.listPermissions', {})) as {
    data: { permissions: { scope: string; when: string }[] };
  };
  const asked = listed.data.permissions.filter(({ when }) => consented === 'all' || when === 'signIn');
  void call('session.signIn', { scopes: asked.map(({ scope }) => scope) });
  for (;;) {
    const part = await events?.read();
    const url = /"url":"([^"]+)"/.exec(part?.value ?? '')?.[1];
    if (url !== undefined) {
      await events?.cancel();
      return url;
    }
    if (part === undefined || part.done) throw new Error('The stream of events ended.');
  }
}

/** Does at an address of the sign-in service what the administrator does in the system's browser. */
export const consentAt = (url: string, consent: 'accept' | 'decline'): Promise<unknown> =>
  visitSignIn(url, { fetch, username: administrator, consent, forOrganization: true });

/** Leads a page into a console and signs in there, the part of the system's browser done by a visitor. */
export async function enter(page: Page, console: LoopbackConsole, consented: Consented = 'all'): Promise<void> {
  await page.goto(await console.entry());
  await page.waitForURL(/^http:/);
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible();
  const url = await page.evaluate(beginSignIn, consented);
  await consentAt(url, 'accept');
  await expect(async () => {
    await page.goto(new URL('/', page.url()).href);
    await page.reload();
    await expect(page.getByText('Read and write', { exact: true })).toBeVisible({ timeout: 3000 });
  }).toPass({ timeout: 20_000 });
}
