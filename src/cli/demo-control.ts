import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { failure } from './failure.ts';

const ControlFile = z.strictObject({
  url: z.url({ protocol: /^http$/, hostname: /^127\.0\.0\.1$/ }),
  secret: z.string(),
});

const nextStep = 'Give the path after "control" in the line that "demo serve" printed; it ends with that command.';

/**
 * Takes the path of a control file, an action and its input; gives what the served demo tenant answers. The secret of the
 * file goes to the port on 127.0.0.1 that the file names, and nowhere else.
 * Raises `bad_request` (reason controlFileMissing, controlFileUnreadable, controlFileInvalid, controlRefused) and `offline`
 * (reason demoTenantGone).
 */
export async function controlDemo(
  path: string | undefined,
  action: string,
  input: Readonly<Record<string, unknown>>,
): Promise<Record<string, unknown>> {
  const { url, secret } = await readControlFile(path);
  const response = await reach(new URL(action, url), { secret, input });
  const answer = (await response.json()) as Record<string, unknown>;
  if (response.ok) return answer;
  throw failure('bad_request', 'controlRefused', {
    message: `The demo tenant refused this: ${String(answer.error)}`,
    nextStep: 'Correct the command; its help page lists what it takes.',
  });
}

async function reach(
  url: URL,
  { secret, input }: { readonly secret: string; readonly input: Readonly<Record<string, unknown>> },
): Promise<Response> {
  try {
    return await fetch(url, {
      method: 'POST',
      headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
      body: JSON.stringify(input),
      redirect: 'error',
    });
  } catch {
    throw failure('offline', 'demoTenantGone', { message: 'The demo tenant does not answer.', nextStep });
  }
}

async function readControlFile(path: string | undefined): Promise<z.infer<typeof ControlFile>> {
  if (path === undefined) {
    throw failure('bad_request', 'controlFileMissing', {
      message: 'Which demo tenant is not said: --control.',
      nextStep,
    });
  }
  const text = await readText(path);
  const parsed = ControlFile.safeParse(jsonOrNull(text));
  if (parsed.success) return parsed.data;
  throw failure('bad_request', 'controlFileInvalid', { message: `${path} is no control file.`, nextStep });
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    throw failure('bad_request', 'controlFileUnreadable', {
      message: `The control file ${path} cannot be read.`,
      nextStep,
    });
  }
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // What is no JSON is no control file, and is reported as that.
    return null;
  }
}
