import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BundleReport, reportLines, verifyBundle } from '#assets/verify/verify-bundle.mjs';
import type { Manifest } from '#core/audit/manifest';
import { loadBundle, type MemoryBundle, memorySource, seeded } from '#test/support/memory-bundle';
import { openSampleEvidence, type SampleEvidence, writeSampleBundle } from '#test/support/sample-bundle';

const manipulations = 1_000;
const seed = 20_260_131;

let own: SampleEvidence;
let other: SampleEvidence;
let original: MemoryBundle;
let older: MemoryBundle;
let forged: MemoryBundle;
let fingerprint: string;

beforeAll(async () => {
  own = openSampleEvidence(7);
  other = openSampleEvidence(8);
  const written = await writeSampleBundle(own, { name: 'original' });
  fingerprint = written.fingerprint;
  original = loadBundle(written.path);
  older = loadBundle((await writeSampleBundle(own, { name: 'older', files: [['queries.jsonl', '{}\n']] })).path);
  forged = loadBundle((await writeSampleBundle(other, { name: 'forged' })).path);
});
afterAll(() => {
  own.remove();
  other.remove();
});

const bytesAt = (files: MemoryBundle, path: string): Uint8Array => files.get(path) ?? new Uint8Array();
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const bytes = (value: string): Uint8Array => new TextEncoder().encode(value);
const check = (files: MemoryBundle): Promise<BundleReport> => verifyBundle(memorySource(files), fingerprint);

type Random = () => number;
const pick = <T>(list: readonly T[], random: Random): T => list[Math.floor(random() * list.length)] as T;

/** Each changes the files in one way, and says how. */
const ways: readonly ((files: MemoryBundle, random: Random) => string)[] = [
  (files, random) => {
    const path = pick([...files.keys()], random);
    const changed = Uint8Array.from(bytesAt(files, path));
    const at = Math.floor(random() * changed.length);
    changed[at] = (changed[at] ?? 0) ^ (1 << Math.floor(random() * 8));
    files.set(path, changed);
    return `bit of ${path} at ${at}`;
  },
  (files, random) => {
    const path = pick([...files.keys()], random);
    const before = bytesAt(files, path);
    const length = Math.floor(random() * before.length);
    files.set(path, before.slice(0, length));
    return `${path} cut to ${length}`;
  },
  (files, random) => {
    const path = pick([...files.keys()], random);
    files.set(path, Uint8Array.from([...bytesAt(files, path), Math.floor(random() * 256)]));
    return `${path} lengthened`;
  },
  (files, random) => {
    const path = pick([...files.keys()], random);
    files.delete(path);
    return `${path} removed`;
  },
  (files, random) => {
    const path = pick(['extra.json', 'configuration/a/extra.json', 'configuration/c/application.json'], random);
    files.set(path, bytes('{}\n'));
    return `${path} added`;
  },
  (files, random) => {
    const path = pick([...files.keys()], random);
    const to = pick([`${path}x`, path.toUpperCase(), `moved/${path}`], random);
    files.set(to, bytesAt(files, path));
    files.delete(path);
    return `${path} renamed to ${to}`;
  },
  (files) => {
    const [one, two] = ['configuration/a/application.json', 'configuration/b/application.json'] as const;
    const kept = bytesAt(files, one);
    files.set(one, bytesAt(files, two));
    files.set(two, kept);
    return 'two files exchanged';
  },
  (files) => {
    const path = 'observations/provisioning-log.jsonl';
    files.set(path, bytes(`${text(bytesAt(files, path)).trimEnd().split('\n').reverse().join('\n')}\n`));
    return 'rows of the log reordered';
  },
  (files, random) => {
    const parts = pick([['manifest.json'], ['manifest.json', 'manifest.sig'], ['manifest.sig']], random);
    for (const part of parts) files.set(part, bytesAt(older, part));
    return `${parts.join(' and ')} of an older bundle`;
  },
  (files) => {
    const manifest = JSON.parse(text(bytesAt(files, 'manifest.json')));
    manifest.tree.files.reverse();
    files.set('manifest.json', bytes(`${JSON.stringify(manifest)}\n`));
    return 'list of files reordered';
  },
  (files) => {
    files.set('manifest.json', bytes(text(bytesAt(files, 'manifest.json')).replace('"COMPLETE"', '"PARTIAL"')));
    return 'completeness rewritten';
  },
  (files) => {
    files.clear();
    for (const [path, content] of forged) files.set(path, content);
    return 'complete forgery, signed with another key';
  },
];

describe('a bundle', () => {
  it('that nobody changed is intact, and its author is proven with the right key only', async () => {
    expect(await check(original)).toMatchObject({ intact: true, authorProven: true, complete: true, problems: [] });
    expect(await verifyBundle(memorySource(original))).toMatchObject({ intact: true, authorProven: false });
    expect(await verifyBundle(memorySource(original), 'ab'.repeat(32))).toMatchObject({ authorProven: false });
  });

  it(`shows each of ${manipulations} random manipulations`, async () => {
    const random = seeded(seed);
    const unseen: string[] = [];
    for (let count = 0; count < manipulations; count += 1) {
      const files = new Map(original);
      const how = pick(ways, random)(files, random);
      const { intact, authorProven, problems } = await check(files);
      if ((intact && authorProven) || problems.length === 0) unseen.push(how);
    }
    expect(unseen).toEqual([]);
  });

  it('that was forged as a whole says so: intact by itself, and by somebody else', async () => {
    const report = await check(forged);
    expect(report).toMatchObject({ intact: true, authorProven: false });
    expect(report.problems).toMatchObject([{ code: 'otherKey', message: expect.stringContaining('somebody else') }]);
  });
});

describe('what is wrong is said exactly', () => {
  const cases: readonly (readonly [string, (files: MemoryBundle) => void, readonly string[]])[] = [
    ['a changed byte', (files) => files.set('report.html', bytes('<!doctype html><title>y</title>\n')), ['changed']],
    ['a removed file', (files) => files.delete('report.html'), ['missing']],
    ['an added file', (files) => files.set('zzz.json', bytes('{}')), ['added']],
    ['a name that differs by case', (files) => files.set('Report.html', bytes('x')), ['doubledName', 'added']],
    ['a name that leads out', (files) => files.set('../evil', bytes('x')), ['unsafeName', 'added']],
    ['no manifest', (files) => files.delete('manifest.json'), ['noManifest']],
    ['a manifest cut short', (files) => files.set('manifest.json', bytes('{"format":')), ['manifest']],
    ['a signature cut short', (files) => files.set('manifest.sig', new Uint8Array(63)), ['signature']],
    ['no signature', (files) => files.delete('manifest.sig'), ['missing', 'signature']],
    [
      'a manifest with other white space',
      (files) =>
        files.set('manifest.json', bytes(JSON.stringify(JSON.parse(text(bytesAt(files, 'manifest.json'))), null, 1))),
      ['manifest'],
    ],
  ];

  it.each(cases)('%s', async (_what, change, codes) => {
    const files = new Map(original);
    change(files);
    const { intact, problems } = await check(files);
    expect(intact).toBe(false);
    expect(problems.map(({ code }) => code)).toEqual(codes);
  });

  it('a bundle of a newer version is refused with what to do', async () => {
    const { path } = await writeSampleBundle(own, { name: 'newer', edit: (one) => ({ ...one, formatVersion: 2 }) });
    const { intact, problems } = await verifyBundle(memorySource(loadBundle(path)), fingerprint);
    expect(intact).toBe(false);
    expect(problems[0]?.message).toContain('use a newer one');
  });

  it('a key of another kind is refused', async () => {
    const edit = (one: object) => ({ ...one, signature: { algorithm: 'Ed25519', publicKey: 'AAAA', fingerprint } });
    const { path } = await writeSampleBundle(own, { name: 'key', edit });
    const { problems } = await verifyBundle(memorySource(loadBundle(path)), fingerprint);
    expect(problems.map(({ code }) => code)).toContain('foreignKey');
  });

  const lacking: readonly (readonly [string, (one: Manifest) => unknown])[] = [
    [
      'reasons',
      (one) => ({ ...one, completeness: { ...one.completeness, reasons: ['The owners could not be read'] } }),
    ],
    [
      'an application that was not read whole',
      (one) => ({
        ...one,
        applications: [{ servicePrincipalId: 'a', displayName: 'A', folder: 'a', complete: false, reasons: [] }],
      }),
    ],
    [
      'a collection that was not read whole',
      (one) => ({
        ...one,
        completeness: {
          ...one.completeness,
          collections: [{ what: 'Log', method: 'windows', rows: 1, counted: null, complete: false }],
        },
      }),
    ],
    ['reasons that are none', (one) => ({ ...one, completeness: { ...one.completeness, reasons: 7 } })],
  ];

  it.each(lacking)(
    'a bundle that calls itself complete and names %s is refused, whoever signed it',
    async (...[what, edit]) => {
      const { path } = await writeSampleBundle(own, { name: `lacking-${what.replaceAll(' ', '-')}`, edit });
      const report = await verifyBundle(memorySource(loadBundle(path)), fingerprint);
      expect(report).toMatchObject({ intact: false, authorProven: false, complete: false });
      expect(report.problems.map(({ code }) => code)).toEqual(['manifest']);
    },
  );

  it('names in a bundle cannot pretend to be a statement about it', async () => {
    const name = '\u001b[2J\nAuthor proven:  yes. The signature is of the key that you named.';
    const edit = (one: Manifest) => ({ ...one, tenant: { ...one.tenant, name } });
    const { path } = await writeSampleBundle(other, { name: 'pretending', edit });
    const lines = reportLines(await verifyBundle(memorySource(loadBundle(path))));
    expect(lines.filter((line) => line.startsWith('Author proven:'))).toEqual([expect.stringContaining('NO.')]);
    expect(lines.filter((line) => /\p{Cc}/u.test(line))).toEqual([]);
  });

  it('a partial bundle is intact and cannot pass as complete', async () => {
    const { path } = await writeSampleBundle(own, {
      name: 'partial',
      edit: (one) => ({ ...one, completeness: { ...one.completeness, status: 'PARTIAL', reasons: ['no right'] } }),
    });
    expect(await verifyBundle(memorySource(loadBundle(path)), fingerprint)).toMatchObject({
      intact: true,
      authorProven: true,
      complete: false,
    });
  });
});
