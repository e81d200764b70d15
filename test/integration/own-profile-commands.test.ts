import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { runCli } from '#cli/run';
import { projectRoot } from '#test/support/project-root';
import { writeArticle } from '#test/tutorials/write-article';

const newFolder = () => mkdtempSync(join(tmpdir(), 'own-profiles-'));

async function run(dataFolder: string, ...argv: readonly string[]) {
  const streams = { stdout: new PassThrough(), stderr: new PassThrough(), stdin: new PassThrough() };
  streams.stdin.end('');
  const exitCode = await runCli({
    argv: [...argv, '--data-dir', dataFolder],
    env: { PROVISIONING_NO_KEYCHAIN: '1', HOME: newFolder(), XDG_CONFIG_HOME: newFolder() },
    ...streams,
    packageRoot: projectRoot,
    version: '1.2.3',
    onInterrupt: () => () => undefined,
    exitNow: () => undefined,
  });
  return { exitCode, stdout: String(streams.stdout.read() ?? ''), stderr: String(streams.stderr.read() ?? '') };
}

async function profileFile(name: string): Promise<string> {
  const folder = newFolder();
  const article = join(folder, 'article.md');
  writeFileSync(article, writeArticle({ name }));
  await run(newFolder(), 'tutorial', 'import', article, '--out', folder);
  return join(folder, name.toLowerCase().replaceAll(' ', '-'), 'profile.json');
}

describe('vendors save', () => {
  it('keeps a profile where every later command finds it, and replaces none unasked', async () => {
    const data = newFolder();
    const file = await profileFile('Kestrel Hub');
    const saved = await run(data, 'vendors', 'save', file, '--json');
    const place = join(data, 'profiles', 'kestrel-hub', 'profile.json');
    expect(JSON.parse(saved.stdout)).toEqual({ id: 'kestrel-hub', place, tookPlaceOf: 'nothing' });
    expect((await run(data, 'vendors', 'list')).stdout).toContain('kestrel-hub');
    const again = await run(data, 'vendors', 'save', file, '--json');
    expect([again.exitCode === 0, again.stderr.includes('profileExists')]).toEqual([false, true]);
    expect((await run(data, 'vendors', 'save', file, '--yes')).stdout).toContain('profile.previous.json');
  });

  it('refuses what is no profile', async () => {
    const file = join(newFolder(), 'profile.json');
    writeFileSync(file, '{"id":"x"}');
    const { exitCode, stderr } = await run(newFolder(), 'vendors', 'save', file, '--json');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('invalidProfile');
  });
});

describe('vendors upgrade', () => {
  it('writes a profile of an older format anew', async () => {
    const data = newFolder();
    const profile = JSON.parse(readFileSync(await profileFile('Kestrel Hub'), 'utf8'));
    const { aliases: _aliases, ...curated } = profile.curated;
    const place = join(data, 'profiles', 'kestrel-hub', 'profile.json');
    mkdirSync(join(data, 'profiles', 'kestrel-hub'), { recursive: true });
    writeFileSync(place, JSON.stringify({ ...profile, schemaVersion: 1, curated }));
    expect((await run(data, 'vendors', 'upgrade', 'kestrel-hub')).stdout).toContain('format 1 before, 2 now');
    expect(JSON.parse(readFileSync(place, 'utf8'))).toEqual(profile);
    expect((await run(data, 'vendors', 'upgrade', 'kestrel-hub', '--json')).stderr).toContain('profileUpToDate');
  });
});

describe('vendors remove', () => {
  it('takes a profile of one’s own out of use; what brings the program’s back needs --yes', async () => {
    const data = newFolder();
    const own = JSON.parse(readFileSync(await profileFile('Kestrel Hub'), 'utf8'));
    for (const id of ['kestrel-hub', 'airstack']) {
      mkdirSync(join(data, 'profiles', id), { recursive: true });
      writeFileSync(join(data, 'profiles', id, 'profile.json'), JSON.stringify({ ...own, id }));
    }
    const removed = await run(data, 'vendors', 'remove', 'kestrel-hub', '--json');
    const place = join(data, 'profiles', 'kestrel-hub', 'profile.previous.json');
    expect(JSON.parse(removed.stdout)).toEqual({ id: 'kestrel-hub', place, follows: 'nothing' });
    expect((await run(data, 'vendors', 'list')).stdout).not.toContain('kestrel-hub');
    expect((await run(data, 'vendors', 'remove', 'airstack', '--json')).stderr).toContain('builtInComesBack');
    expect((await run(data, 'vendors', 'remove', 'airstack', '--yes')).stdout).toContain(
      'follow the program’s profile',
    );
    expect((await run(data, 'vendors', 'remove', 'airstack', '--yes', '--json')).stderr).toContain('noOwnProfile');
  });

  it('refuses what is no id of a vendor', async () => {
    const { exitCode, stderr } = await run(newFolder(), 'vendors', 'remove', '../airstack', '--json');
    expect([exitCode, stderr.includes('a vendor id has lower-case letters')]).toEqual([2, true]);
  });
});

describe('vendors facts', () => {
  it('names each fact and where it comes from', async () => {
    const { stdout } = await run(newFolder(), 'vendors', 'facts', 'cloud-academy-sso');
    expect(stdout).toMatch(/^Cloud Academy - SSO: from .*cloud-academy-sso-provisioning-tutorial\.md/);
    expect(stdout).toContain('gallery name');
    expect(stdout).toMatch(/correction|neededOnEveryAccount|connectionCheck|alias/);
  });
});

describe('vendors draft', () => {
  it('makes a profile of an application of the tenant, which the check of profiles takes', async () => {
    const out = join(newFolder(), 'maple.json');
    const drafted = await run(newFolder(), 'vendors', 'draft', 'Maple Payroll', '--demo', '--out', out);
    expect([drafted.exitCode, drafted.stderr.includes('write it down')]).toEqual([0, true]);
    expect(JSON.parse(readFileSync(out, 'utf8'))).toMatchObject({ id: 'maple-payroll', imported: null });
    expect((await run(newFolder(), 'vendors', 'validate', out)).exitCode).toBe(0);
  });

  it('says that there is no such application', async () => {
    const { exitCode, stderr } = await run(newFolder(), 'vendors', 'draft', 'Nothing', '--demo', '--json');
    expect(exitCode).not.toBe(0);
    expect(stderr).toContain('unknownApplication');
  });
});
