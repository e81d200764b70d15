import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '#test/support/project-root';

const run = promisify(execFile);

describe('the published JSON Schemas', () => {
  it('say what the zod schemas say', async () => {
    const { stdout } = await run(process.execPath, ['scripts/schema.mjs', '--check'], { cwd: projectRoot });
    expect(stdout).toBe('');
  });
});
