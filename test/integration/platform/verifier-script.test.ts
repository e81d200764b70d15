import { spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '#test/support/project-root';
import { openSampleEvidence, type SampleEvidence, writeSampleBundle } from '#test/support/sample-bundle';

let sample: SampleEvidence;
let bundle: string;
let fingerprint: string;
let copy: string;

beforeAll(async () => {
  sample = openSampleEvidence(9);
  ({ path: bundle, fingerprint } = await writeSampleBundle(sample, { name: 'bundle' }));
  copy = join(sample.folder, 'my own copy.mjs');
  copyFileSync(join(projectRoot, 'assets/verify/verify-bundle.mjs'), copy);
});
afterAll(() => sample.remove());

const run = (...words: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [copy, ...words], { encoding: 'utf8' });
  return { status, stdout, stderr };
};

describe('a copy of the script under another name', () => {
  it('verifies all the same, and never ends well without having looked', () => {
    expect(run(bundle, '--key', fingerprint)).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('Author proven:  yes'),
    });
    expect(run(bundle)).toMatchObject({ status: 6, stdout: expect.stringContaining('Author proven:  NO') });
  });

  it('takes the key in both ways of writing an option', () => {
    expect(run(`--key=${fingerprint}`, bundle).status).toBe(0);
    expect(run(bundle, `--key=${'ab'.repeat(32)}`).status).toBe(6);
  });

  it.each([
    ['no folder', []],
    ['a key that is none', ['x', '--key', 'abc']],
    ['a key that is missing', ['x', '--key']],
    ['an option that there is not', ['x', '--keys', 'abc']],
    ['two folders', ['x', 'y']],
  ])('is called in a wrong way with %s', (...[, words]) => {
    expect(run(...words)).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('Usage') });
  });

  it('says what to do with an archive, and notices an empty folder that was added', () => {
    expect(run(copy).stdout).toContain('unpack an archive');
    const changed = join(sample.folder, 'changed');
    cpSync(bundle, changed, { recursive: true });
    mkdirSync(join(changed, 'configuration', 'c'));
    expect(run(changed, '--key', fingerprint)).toMatchObject({
      status: 6,
      stdout: expect.stringContaining('it is an empty folder'),
    });
  });
});
