import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { expect, test } from './console-test.ts';
import { useDemoToken as holdDemoToken, wizardOf } from './wizard-page.ts';

/** Takes a page and a call; makes it as a page does that was taken over: with its token, and any input. */
const callFrom = (page: Page, path: string, input: unknown): Promise<unknown> =>
  page.evaluate(
    async (call) => {
      const answer = await fetch(`/rpc/${call.path}`, {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          Authorization: `Bearer ${sessionStorage.getItem('session-token')}`,
        },
        body: JSON.stringify(call.input),
      });
      return answer.json();
    },
    { path, input },
  );

test('opens the console, and keeps the code out of the address', async ({ open }) => {
  const page = await open();
  expect(page.url()).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/(?:#\/.*)?$/);
  expect(page.url()).not.toContain('code');
});

test('stays open when the page is loaded again, and leads a second page in from the terminal', async ({
  open,
  console,
  context,
}) => {
  const page = await open();
  await page.reload();
  expect(await callFrom(page, 'session.show', {})).toMatchObject({ ok: true, data: { demo: true } });
  const second = await context.newPage();
  await second.goto(await console.entry());
  await second.waitForURL(/^http:/);
  await expect(second.locator('#root > *').first()).toBeVisible();
  expect(await callFrom(second, 'session.show', {})).toMatchObject({ ok: true, data: { demo: true } });
});

test('serves seven pages of one browser at once, over one stream of events', async ({ open, console, context }) => {
  test.setTimeout(120_000);
  const streams: string[] = [];
  context.on('request', (request) => {
    if (new URL(request.url()).pathname === '/events') streams.push(request.url());
  });
  const first = await open();
  const pages = [first];
  while (pages.length < 7) {
    const page = await context.newPage();
    await page.goto(await console.entry());
    await page.waitForURL(/^http:/);
    await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible();
    pages.push(page);
  }
  // A connection for a test that lasts until an event tells of its end.
  const testConnection = async (page: Page): Promise<void> => {
    const wizard = wizardOf(page);
    await wizard.openPicker();
    await wizard.begin('airstack');
    await wizard.goTo('credentials');
    await holdDemoToken(page);
  };
  for (const page of [pages[0], pages[3], pages[6]]) if (page !== undefined) await testConnection(page);
  expect(streams).toHaveLength(1);
  await first.close();
  await expect.poll(() => streams.length).toBe(2);
  const last = pages[5];
  if (last !== undefined) await testConnection(last);
});

test('shows nothing of the tenant to a page that was not led in', async ({ open, browser, faults }) => {
  const { origin } = new URL((await open()).url());
  const stranger = await browser.newPage();
  await stranger.goto(origin);
  expect(await callFrom(stranger, 'session.show', {})).toMatchObject({ ok: false, error: { reason: 'pageUnknown' } });
  await stranger.close();
  expect(faults).toEqual([]);
});

test('asks in the terminal before a page can weaken the program', async ({ open, console }) => {
  const page = await open();
  const change = (): Promise<unknown> => callFrom(page, 'settings.change', { proxy: 'evil.example:8080' });
  const refused = change();
  expect(await console.question()).toContain('evil.example:8080');
  console.answer('no');
  expect(await refused).toMatchObject({ ok: false, error: { code: 'cancelled', reason: 'notConfirmed' } });
  const allowed = change();
  await console.question();
  console.answer('yes');
  expect(await allowed).toMatchObject({ ok: true, data: { proxy: { address: 'evil.example:8080' } } });
});

test('lets a person choose folders and certificates by typing their paths in the terminal', async ({
  open,
  console,
}) => {
  const folder = mkdtempSync(join(tmpdir(), 'chosen-'));
  const page = await open();
  await page.goto(`${new URL(page.url()).origin}/#/settings`);
  const profiles = page.getByRole('region', { name: 'Vendor profiles' });
  await profiles.getByRole('button', { name: 'Choose' }).click();
  await console.shows('The page asks for the folder with your vendor profiles.');
  await expect(profiles.getByRole('status')).toContainText('in the terminal');
  console.answer(join(folder, 'nowhere'));
  await console.shows('There is no folder');
  console.answer(folder);
  await expect(profiles).toContainText(folder);
  const certificates = page.getByRole('region', { name: 'Network' });
  await certificates.getByRole('button', { name: 'Choose' }).click();
  await console.shows('The page asks for a file with further certificate authorities');
  console.answer('');
  await console.shows('Nothing is chosen.');
  await expect(certificates).toContainText('None');
  const file = join(folder, 'no-certificate.pem');
  writeFileSync(file, 'nothing of the kind');
  await certificates.getByRole('button', { name: 'Choose' }).click();
  console.answer(file);
  await expect(certificates.getByRole('alert')).toBeVisible();
  rmSync(folder, { recursive: true, force: true });
});

test.describe('on a real tenant', () => {
  test.use({ hostArguments: ['--tenant'] });

  test('opens without an account, in the global cloud', async ({ open }) => {
    const page = await open();
    expect(await callFrom(page, 'session.show', {})).toMatchObject({
      ok: true,
      data: { demo: false, account: null, cloud: { name: 'Global', builtIn: true } },
    });
    expect(await callFrom(page, 'host.show', {})).toMatchObject({ data: { kind: 'loopback', target: 'tenant' } });
  });
});

test('ends when it is told to, says so and leaves no page behind', async ({ console }) => {
  const page = fileURLToPath(await console.entry());
  expect(existsSync(page)).toBe(true);
  await console.close();
  expect(console.said()).toMatch(/Ended\.\n$/);
  expect(existsSync(page)).toBe(false);
});
