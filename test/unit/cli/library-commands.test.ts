import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { runCli } from '#cli/run';
import { longestArticle } from '#shared/model/text-limits';
import { projectRoot } from '#test/support/project-root';
import { writeArticle } from '#test/tutorials/write-article';

const newFolder = () => mkdtempSync(join(tmpdir(), 'library-'));

async function run(...argv: readonly string[]) {
  const streams = { stdout: new PassThrough(), stderr: new PassThrough(), stdin: new PassThrough() };
  streams.stdin.end('');
  const exitCode = await runCli({
    argv,
    env: { PROVISIONING_NO_KEYCHAIN: '1', HOME: newFolder(), XDG_CONFIG_HOME: newFolder() },
    ...streams,
    packageRoot: projectRoot,
    version: '1.2.3',
    onInterrupt: () => () => undefined,
    exitNow: () => undefined,
  });
  return { exitCode, stdout: String(streams.stdout.read() ?? ''), stderr: String(streams.stderr.read() ?? '') };
}

function articleFile(text: string): string {
  const path = join(newFolder(), 'article.md');
  writeFileSync(path, text);
  return path;
}

const article = writeArticle({ name: 'Kestrel Hub' });

describe('tutorial import', () => {
  it('prints profile and warnings as JSON', async () => {
    const { exitCode, stdout } = await run(
      'tutorial',
      'import',
      articleFile(article.replace('Tenant URL** and', 'Portal** and')),
      '--json',
    );
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      profile: { id: 'kestrel-hub', imported: { displayName: 'Kestrel Hub', provenance: { file: 'article.md' } } },
      warnings: [{ code: 'tenantUrlNotStated' }],
    });
  });

  it('prints them for people too', async () => {
    const { stdout } = await run('tutorial', 'import', articleFile(article));
    expect(stdout).toContain('"displayName": "Kestrel Hub"');
    expect(stdout).toContain('No warnings.');
  });

  it('writes a folder that can be used as the folder of profiles, and replaces no file unasked', async () => {
    const out = newFolder();
    const path = join(out, 'kestrel-hub', 'profile.json');
    const file = articleFile(article);
    expect((await run('tutorial', 'import', file, '--out', out)).exitCode).toBe(0);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ id: 'kestrel-hub' });
    const again = await run('tutorial', 'import', file, '--out', out, '--json');
    expect(again.exitCode).toBe(2);
    expect(again.stderr).toContain('fileExists');
    expect((await run('vendors', 'validate', path)).exitCode).toBe(0);
  });

  it('keeps what a person added when a profile is made again', async () => {
    const out = newFolder();
    const path = join(out, 'kestrel-hub', 'profile.json');
    const file = articleFile(article);
    await run('tutorial', 'import', file, '--out', out);
    const profile = JSON.parse(readFileSync(path, 'utf8'));
    profile.curated.aliases = ['Kestrel'];
    profile.imported.displayName = 'Old name';
    writeFileSync(path, JSON.stringify(profile));
    expect((await run('tutorial', 'import', file, '--out', out, '--yes')).exitCode).toBe(0);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({
      imported: { displayName: 'Kestrel Hub' },
      curated: { aliases: ['Kestrel'] },
    });
  });

  it.each([
    ['what is no article', '# Cooking\n\n1. Cut.', 'notAProvisioningArticle'],
    ['an empty file', '', 'emptyDocument'],
    ['what is longer than any article', 'a\n'.repeat(longestArticle / 2 + 1), 'documentTooLarge'],
  ])('refuses %s with a reason', async (_name, text, reason) => {
    const { exitCode, stdout, stderr } = await run('tutorial', 'import', articleFile(text), '--json');
    expect(exitCode).toBe(2);
    expect(stdout).toBe('');
    expect(JSON.parse(stderr.trim().split('\n').at(-1) ?? '').error).toMatchObject({ code: 'bad_request', reason });
  });

  it('names a file that is not there', async () => {
    const { exitCode, stderr } = await run('tutorial', 'import', join(newFolder(), 'none.md'), '--json');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('articleUnreadable');
  });
});

describe('vendors validate', () => {
  it('checks all profiles that are known here', async () => {
    const { exitCode, stdout } = await run('vendors', 'validate');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('ok  airstack  (built-in)');
  });

  it('names the fault and its place', async () => {
    const path = join(newFolder(), 'profile.json');
    writeFileSync(path, '{"schemaVersion":2,"id":"x","imported":null,"curated":{}}');
    const { exitCode, stdout } = await run('vendors', 'validate', path);
    expect(exitCode).toBe(2);
    expect(stdout).toContain('curated.applicationTemplateIds');
  });
});

describe('vendors compare', () => {
  it('says what changed since the profile was made', async () => {
    const out = newFolder();
    await run('tutorial', 'import', articleFile(article), '--out', out);
    const newer = articleFile(article.replace('|active|Boolean||', '|active|Boolean||\n   |title|String||'));
    const { exitCode, stdout } = await run(
      'vendors',
      'compare',
      join(out, 'kestrel-hub', 'profile.json'),
      newer,
      '--json',
    );
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout).changes).toEqual([
      { area: 'attributes', what: 'User: title', before: null, after: 'String' },
    ]);
  });

  it('knows vendors by their id', async () => {
    expect((await run('vendors', 'compare', 'atea', 'atea')).stdout).toContain('No fact changed.');
  });
});

describe('vendors search', () => {
  it('finds by a name that the article does not state', async () => {
    expect(JSON.parse((await run('vendors', 'search', 'qa', '--json')).stdout).vendors).toMatchObject([
      { id: 'cloud-academy-sso' },
    ]);
  });
});

it('a folder of profiles that somebody made is used and marked', async () => {
  const folder = newFolder();
  const own = readFileSync(join(projectRoot, 'assets/profiles/airstack/profile.json'), 'utf8');
  mkdirSync(join(folder, 'airstack'));
  writeFileSync(
    join(folder, 'airstack', 'profile.json'),
    own.replaceAll('api-as.lenovosoftware.com', 'elsewhere.example'),
  );
  const data = newFolder();
  writeFileSync(join(data, 'config.json'), JSON.stringify({ profileDir: folder }));
  const { stdout } = await run('vendors', 'validate', '--data-dir', data, '--json');
  const profiles = JSON.parse(stdout).profiles as readonly { id: string; source: string; replaces: unknown }[];
  expect(profiles.filter(({ id }) => id === 'airstack').map(({ source, replaces }) => [source, replaces])).toEqual([
    ['built-in', null],
    ['administrator', ['Hosts: elsewhere.example instead of api-as.lenovosoftware.com']],
  ]);
});
