import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ServedTenant, serveTenant } from '#emulator/serve';
import { projectRoot } from '#test/support/project-root';

const commandLine = join(projectRoot, 'scripts', 'run-cli.mjs');

let served: ServedTenant;
let folder = '';

/** Starts the command line as a process of its own and sends it a signal when a text shows on standard error. */
function interrupted(argv: readonly string[], when: string, signal: NodeJS.Signals) {
  const child = spawn(process.execPath, [commandLine, ...argv, '--data-dir', join(folder, 'data')], {
    env: { PATH: process.env.PATH ?? '', HOME: folder, TMPDIR: folder, PROVISIONING_NO_KEYCHAIN: '1' },
  });
  let stderr = '';
  let isSent = false;
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    stderr += chunk;
    if (isSent || !stderr.includes(when)) return;
    isSent = true;
    child.kill(signal);
  });
  return new Promise<{ readonly code: number | null; readonly stderr: string }>((settle, reject) => {
    child.once('error', reject);
    child.once('close', (code) => settle({ code, stderr }));
  });
}

// Windows knows no signals between processes: a kill ends the other one at once.
describe.skipIf(process.platform === 'win32')('a command that is interrupted once', () => {
  beforeAll(async () => {
    served = await serveTenant({ clockMode: 'real' });
    folder = mkdtempSync(join(tmpdir(), 'interrupt-'));
    writeFileSync(join(folder, 'endpoints.json'), JSON.stringify(served.endpoints));
  });
  afterAll(async () => {
    await served.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(['SIGINT', 'SIGTERM'] as const)(
    'ends what has begun and says so, instead of dying with %s',
    async (signal) => {
      const argv = ['login', '--no-browser', '--endpoints', join(folder, 'endpoints.json')];
      const { code, stderr } = await interrupted(argv, '/authorize?', signal);
      expect(stderr).toContain('Cancelling');
      expect(stderr).toContain('Error: The sign-in was cancelled.');
      expect(code).toBe(130);
    },
  );

  it('leaves nothing running when the command fails before it begins', async () => {
    const { code, stderr } = await interrupted(
      ['accounts', '--demo', '--ca', join(folder, 'no.pem')],
      'never',
      'SIGINT',
    );
    expect(stderr).toContain('cannot be read');
    expect(code).toBe(2);
  });
});
