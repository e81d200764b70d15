import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { expect, test } from './console-test.ts';

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
