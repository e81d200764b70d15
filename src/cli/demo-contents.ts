import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { DemoOptions, DemoTenant } from './demo.ts';
import { failure } from './failure.ts';

const nextStep = 'Write a file like assets/tenants/contoso.json; its "faults" are on from the start.';

/**
 * Takes the path of a file with the contents of a tenant, and options; starts that tenant. Raises `bad_request` (reason
 * contentsUnreadable, contentsInvalid).
 */
export async function startFromContents(path: string, options: DemoOptions): Promise<DemoTenant> {
  const { startDemoTenant } = await import('./demo.ts');
  const seed = await readContents(path);
  try {
    return await startDemoTenant({ ...options, seed });
  } catch (cause) {
    const why = cause instanceof z.ZodError ? z.prettifyError(cause) : String(cause);
    throw failure('bad_request', 'contentsInvalid', { message: `${path} is no tenant: ${why}`, nextStep });
  }
}

async function readContents(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (cause) {
    const why = cause instanceof SyntaxError ? 'is no JSON' : 'cannot be read';
    throw failure('bad_request', 'contentsUnreadable', { message: `${path} ${why}.`, nextStep });
  }
}
