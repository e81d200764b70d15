import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { CoreError } from '#core/rpc/errors';
import { openFiles, verifyAt } from '#platform/evidence/bundle-files';
import { openSampleEvidence, type SampleEvidence, writeSampleBundle } from '#test/support/sample-bundle';

let own: SampleEvidence;
let folder: string;

beforeAll(() => {
  own = openSampleEvidence();
  folder = mkdtempSync(join(tmpdir(), 'archives-'));
});
afterAll(() => {
  own.remove();
  rmSync(folder, { recursive: true, force: true });
});

interface Member {
  readonly name: string;
  readonly content: string | Buffer;
  readonly mode?: number;
}

/** Packs members in their order; `edit` changes the bytes of the archive as an attacker would. */
async function archive(
  name: string,
  members: readonly Member[],
  edit = (bytes: Buffer): Buffer => bytes,
): Promise<string> {
  const zip = new ZipFile();
  for (const { name: path, content, mode = 0o100644 } of members) zip.addBuffer(Buffer.from(content), path, { mode });
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer);
  const path = join(folder, `${name}.zip`);
  writeFileSync(path, edit(Buffer.concat(chunks)));
  return path;
}

const renamed = (from: string, to: string) => (bytes: Buffer) =>
  Buffer.from(bytes.toString('latin1').replaceAll(from, to), 'latin1');

const reasonOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'nothing was raised',
    (cause: unknown) => (cause instanceof CoreError ? `${cause.details.reason}: ${cause.message}` : String(cause)),
  );

const messages = async (path: string): Promise<string> =>
  (await verifyAt(path, null)).problems.map(({ message }) => message).join('\n');

describe('an archive of a bundle', () => {
  it('is verified without being unpacked, and read file by file', async () => {
    const { path, fingerprint } = await writeSampleBundle(own, { name: 'packed', zip: true });
    expect(await verifyAt(path, fingerprint)).toMatchObject({ intact: true, authorProven: true, complete: true });
    const files = await openFiles(path);
    expect(files.paths).toContain('configuration/a/application.json');
    expect(await files.text('configuration/a/application.json')).toBe('{"displayName":"A"}\n');
    expect(readdirSync(join(own.folder, 'packed'))).toEqual(['evidence.zip']);
  });

  it('is refused when it was cut short, at any of many lengths', async () => {
    const { path } = await writeSampleBundle(own, { name: 'whole', zip: true });
    const bytes = readFileSync(path);
    for (let part = 1; part < 40; part += 1) {
      const cut = join(folder, 'cut.zip');
      writeFileSync(cut, bytes.subarray(0, Math.floor((bytes.length * part) / 40)));
      expect(await verifyAt(cut, null)).toMatchObject({ intact: false, manifest: null });
    }
  });
});

describe('a bad archive is refused with the reason', () => {
  it.each([
    ['a name that leads out', 'aa/evil.json', '../evil.json'],
    ['an absolute name', 'xevil.json', '/evil.json'],
    ['a name with a drive', 'xyevil.json', 'c:evil.json'],
    ['a name with backslashes', 'aa/b/ev.json', 'aa\\b\\ev.json'],
  ])('%s', async (_what, from, to) => {
    const path = await archive(`name-${from.length}`, [{ name: from, content: '{}' }], renamed(from, to));
    const report = await verifyAt(path, null);
    expect(report.intact).toBe(false);
    expect(await reasonOf(openFiles(path).then((files) => files.text(to)))).toMatch(/bundleUnreadable|bundleRefused/);
  });

  it('a symbolic link', async () => {
    const path = await archive('link', [{ name: 'manifest.json', content: '/etc/passwd', mode: 0o120777 }]);
    expect(await messages(path)).toContain('it is a link');
    expect(await reasonOf(openFiles(path))).toContain('bundleRefused');
  });

  it('two names that differ by case only', async () => {
    const path = await archive('doubles', [
      { name: 'A.json', content: '{}' },
      { name: 'a.json', content: '{}' },
    ]);
    expect(await reasonOf(openFiles(path))).toContain('its name is there twice');
  });

  it('entries that are not in order', async () => {
    const path = await archive('order', [
      { name: 'b.json', content: '{}' },
      { name: 'a.json', content: '{}' },
    ]);
    expect(await reasonOf(openFiles(path))).toContain('reordered');
  });

  it('a bomb: what it unpacks to is more than a bundle may have', async () => {
    const path = await archive('bomb', [{ name: 'manifest.json', content: Buffer.alloc(70 * 1024 * 1024) }]);
    const before = process.memoryUsage().rss;
    expect(await messages(path)).toMatch(/more than \d+ bytes/);
    expect(process.memoryUsage().rss - before).toBeLessThan(400 * 1024 * 1024);
  });

  it('a size that lies', async () => {
    const path = await archive('lie', [{ name: 'manifest.json', content: 'x'.repeat(5_000) }], (bytes) => {
      const central = bytes.lastIndexOf(Buffer.from('PK\u0001\u0002', 'latin1'));
      bytes.writeUInt32LE(10, central + 24);
      return bytes;
    });
    expect(await messages(path)).toMatch(/The manifest is refused: it cannot be read/);
  });

  it('something that is no archive', async () => {
    const path = join(folder, 'noise.zip');
    writeFileSync(path, 'this is no archive at all');
    expect(await messages(path)).toContain('The bundle cannot be read');
    expect(await reasonOf(openFiles(path))).toContain('bundleUnreadable');
  });
});

describe('a bad folder is refused with the reason', () => {
  it('a folder that is not there', async () => {
    expect(await messages(join(folder, 'nowhere'))).toContain('The bundle cannot be read');
    expect(await reasonOf(openFiles(join(folder, 'nowhere')))).toContain('bundleUnreadable');
  });

  it.skipIf(process.platform === 'win32')('a link in it, to a file or to a folder', async () => {
    const place = join(folder, 'links');
    mkdirSync(place);
    symlinkSync('/etc/hostname', join(place, 'a.json'));
    symlinkSync(tmpdir(), join(place, 'b'));
    const { problems } = await verifyAt(place, null);
    expect(problems.map(({ code }) => code)).toEqual(['noManifest']);
    expect(await reasonOf(openFiles(place))).toContain('bundleRefused');
  });

  it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
    'a folder without the right to read',
    async () => {
      const place = join(folder, 'closed');
      mkdirSync(place);
      chmodSync(place, 0o000);
      expect(await messages(place)).toContain('The bundle cannot be read');
      chmodSync(place, 0o700);
    },
  );

  it('a fingerprint that is none', async () => {
    expect(await reasonOf(verifyAt(folder, 'abc'))).toContain('fingerprintInvalid');
  });
});

describe('writing a bundle', () => {
  it('writes nothing outside of its folder and leaves nothing behind when it is given up', async () => {
    const place = join(folder, 'new', 'bundle');
    const writer = await own.evidence.create({ path: place, inside: null, zip: false });
    await writer.write('a.json', '{}');
    await expect(writer.write('../evil.json', '{}')).rejects.toMatchObject({ code: 'internal' });
    await expect(writer.write('A/../../evil.json', '{}')).rejects.toMatchObject({ code: 'internal' });
    await writer.discard();
    expect(readdirSync(join(folder, 'new'))).toEqual([]);
  });

  it('refuses a folder in which something stands, and a path that is a file', async () => {
    const place = join(folder, 'full');
    mkdirSync(place);
    writeFileSync(join(place, 'precious'), '');
    const create = (path: string) => own.evidence.create({ path, inside: null, zip: false });
    expect(await reasonOf(create(place))).toContain('folderNotEmpty');
    expect(await reasonOf(create(join(place, 'precious')))).toContain('folderUnusable');
    expect(readdirSync(place)).toEqual(['precious']);
  });
});
