import { readFileSync } from 'node:fs';
import { posix, win32 } from 'node:path';
import { z } from 'zod';
import { hasCode } from '#platform/disk';
import { UpdateMode } from '#shared/model/settings';

/** What the administrators of a machine decided about updates; null = nothing. */
export interface UpdatePolicy {
  readonly mode: UpdateMode | null;
  /** Where the policy stands, or would stand. */
  readonly file: string;
}

const Policy = z.object({ updates: UpdateMode.optional() });

/** Takes the system; gives the file, writable by administrators only, in which a machine's policy stands. */
export function policyFile(platform: string, env: Readonly<Record<string, string | undefined>>): string {
  if (platform === 'win32') {
    return win32.join(env.ProgramFiles ?? 'C:\\Program Files', 'Provisioning Console', 'policy.json');
  }
  if (platform === 'darwin') return posix.join('/Library/Application Support', 'Provisioning Console', 'policy.json');
  return '/etc/provisioning-console/policy.json';
}

/** Takes the file of a policy; gives what it decides. A file that cannot be read as one turns updates off: it was meant to say something. */
export function readUpdatePolicy(file: string): UpdatePolicy {
  try {
    return { mode: Policy.parse(JSON.parse(readFileSync(file, 'utf8'))).updates ?? null, file };
  } catch (cause) {
    return { mode: hasCode(cause, 'ENOENT', 'ENOTDIR') ? null : 'off', file };
  }
}
