import type { Page } from '@playwright/test';
import type { Bridge } from '#shared/contract/bridge';
import type { Result } from '#shared/contract/result';

declare global {
  interface Window {
    /** What the preload script exposes. */
    readonly bridge: Bridge;
    /** Events that {@link listen} heard. */
    heard?: unknown[];
  }
}

/** Takes a page and a call; makes it as a page does that was taken over: straight over the bridge, with any input. */
export const callFrom = (page: Page, path: string, input: unknown): Promise<Result<Record<string, unknown>>> =>
  page.evaluate(async (call) => (await window.bridge.call(crypto.randomUUID(), call.path, call.input)) as never, {
    path,
    input,
  });

/** As {@link callFrom}, for a task: gives what came of it. */
export async function runFrom(page: Page, path: string, input: unknown): Promise<Result<Record<string, unknown>>> {
  const started = await callFrom(page, path, input);
  if (!started.ok) return started;
  const waited = await callFrom(page, 'tasks.wait', { taskId: started.data.taskId });
  return (waited.ok ? waited.data : waited) as unknown as Result<Record<string, unknown>>;
}

/** Takes a page; listens to its events from now on. What comes back gives those that were heard. */
export async function listen(page: Page): Promise<() => Promise<readonly unknown[]>> {
  await page.evaluate(() => {
    const heard: unknown[] = [];
    window.heard = heard;
    window.bridge.onEvent((event) => heard.push(event));
  });
  return () => page.evaluate(() => window.heard ?? []);
}
