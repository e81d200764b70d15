import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ensureCli } from '#scripts/cli-bundle';

it('a command whose reader has seen enough, as `| head` has, ends without a fault', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'closed-output-'));
  const child = spawn(process.execPath, [await ensureCli(), '--data-dir', folder, 'vendors', 'list'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.destroy();
  let said = '';
  child.stderr.on('data', (chunk) => {
    said += chunk;
  });
  const [code] = await once(child, 'close');
  rmSync(folder, { recursive: true, force: true });
  expect({ code, said }).toEqual({ code: 0, said: '' });
});
