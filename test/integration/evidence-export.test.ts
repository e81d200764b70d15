import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Manifest } from '#core/audit/manifest';
import { setUp } from '#test/support/demo-world';
import { type EvidenceWorld, openEvidenceWorld } from '#test/support/evidence-world';
import { projectRoot } from '#test/support/project-root';

const hour = 3_600_000;
const script = join(projectRoot, 'assets/verify/verify-bundle.mjs');

interface Ended {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

function runScript(...args: readonly string[]): Ended {
  try {
    const stdout = execFileSync(process.execPath, [script, ...args], { encoding: 'utf8', stdio: 'pipe' });
    return { status: 0, stdout, stderr: '' };
  } catch (cause) {
    return cause as Ended;
  }
}

const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();

const manifestOf = (path: string): Manifest =>
  Manifest.parse(JSON.parse(readFileSync(join(path, 'manifest.json'), 'utf8')));

let world: EvidenceWorld;

beforeAll(async () => {
  world = await openEvidenceWorld({ replicationDelayMs: 0 });
  await setUp(world, 'airstack', { waitForCycle: true });
});
afterAll(() => world.close());

describe('an export of all applications', () => {
  it('is a bundle that is intact, and of which no author is proven until a key is named', async () => {
    const { path, answer } = await world.export('first');
    expect(answer.claims).toMatchObject({ status: 'COMPLETE', reasons: [] });
    const unproven = await world.verify(path);
    expect(unproven).toMatchObject({ intact: true, authorProven: false, complete: true, problems: [] });
    expect(await world.verify(path, answer.fingerprint)).toMatchObject({ intact: true, authorProven: true });
    expect(await world.verify(path, 'ab'.repeat(32))).toMatchObject({ intact: true, authorProven: false });
    const script0 = runScript(path, '--key', answer.fingerprint);
    expect(script0.status).toBe(0);
    expect(runScript(path)).toMatchObject({ status: 6 });
    expect(runScript(path, '--key', 'ab'.repeat(32))).toMatchObject({ status: 6 });
    expect(script0.stdout).toContain('Author proven:  yes');
  });

  it('holds both parts, the questions, a report, a workbook and the verifier', async () => {
    const { path } = await world.export('parts');
    const files = filesBelow(path);
    const id = manifestOf(path).applications[0]?.folder ?? '';
    for (const name of ['application', 'settings', 'assignments', 'configuration', 'job', 'schema'])
      expect(files).toContain(`configuration/${id}/${name}.json`);
    expect(files).toEqual(
      expect.arrayContaining([
        `observations/${id}/status.json`,
        `observations/${id}/journal.json`,
        'observations/directory-audits.jsonl',
        'observations/provisioning-log.jsonl',
        'queries.jsonl',
        'report.html',
        'report.xlsx',
        'public-key.pem',
        'verify-bundle.mjs',
        'manifest.json',
        'manifest.sig',
      ]),
    );
  });

  it('names every question with its parameters, its request-id and the number of rows', async () => {
    const { path } = await world.export('queries');
    const lines = readFileSync(join(path, 'queries.jsonl'), 'utf8').trimEnd().split('\n');
    const manifest = manifestOf(path);
    expect(manifest.queries.requests).toBe(lines.length);
    for (const line of lines)
      expect(JSON.parse(line)).toMatchObject({
        method: expect.stringMatching(/^(GET|POST)$/),
        path: expect.stringMatching(/^\//),
        parameters: expect.any(Object),
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        at: expect.stringMatching(/Z$/),
      });
    expect(manifest.person).toMatchObject({ userPrincipalName: 'ada.admin@contoso.demo.example' });
    expect(manifest.person.roles.length).toBeGreaterThan(0);
    expect(
      manifest.completeness.collections.some(({ method, counted, rows }) => method === 'count' && counted === rows),
    ).toBe(true);
    expect(manifest.time.clockSkew?.answers).toBeGreaterThan(5);
  });

  it('has the same bytes in configuration/ after a cycle and an hour', async () => {
    const before = await world.export('same-1');
    await world.served.tenant.clock.advance(hour);
    const after = await world.export('same-2');
    const of = (path: string) =>
      filesBelow(join(path, 'configuration')).map((name) => [
        name,
        readFileSync(join(path, 'configuration', name), 'utf8'),
      ]);
    expect(of(after.path)).toEqual(of(before.path));
    expect(after.answer.claims.configurationDigest).toBe(before.answer.claims.configurationDigest);
    expect(after.answer.claims.digest).not.toBe(before.answer.claims.digest);
  });

  it('can be one archive, which is verified as it is', async () => {
    const { path, answer } = await world.export('packed', { zip: true });
    expect(path.endsWith('evidence.zip')).toBe(true);
    expect(readdirSync(join(world.folder, 'packed'))).toEqual(['evidence.zip']);
    expect(await world.verify(path, answer.fingerprint)).toMatchObject({
      intact: true,
      authorProven: true,
      complete: true,
    });
  });

  it('is not written over anything', async () => {
    const { path } = await world.export('taken');
    await expect(world.export('taken')).rejects.toMatchObject({
      error: { code: 'bad_request', reason: 'folderNotEmpty' },
    });
    expect(await world.verify(path)).toMatchObject({ intact: true });
  });
});

describe('a bundle that was changed', () => {
  it('fails with what is wrong, file by file', async () => {
    const { path, answer } = await world.export('original');
    const copy = join(world.folder, 'copy');
    cpSync(path, copy, { recursive: true });
    const target = join(copy, 'queries.jsonl');
    const bytes = readFileSync(target);
    bytes[10] = (bytes[10] ?? 0) ^ 1;
    writeFileSync(target, bytes);
    writeFileSync(join(copy, 'extra.json'), '{}');
    const view = await world.verify(copy, answer.fingerprint);
    expect(view).toMatchObject({ intact: false, authorProven: false, complete: false });
    expect(view.problems.map(({ code, path: of }) => [code, of])).toEqual([
      ['changed', 'queries.jsonl'],
      ['added', 'extra.json'],
    ]);
    expect(existsSync(join(copy, 'extra.json'))).toBe(true);
  });
});
