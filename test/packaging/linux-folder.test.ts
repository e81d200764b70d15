import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extractFile, listPackage } from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { firstPageBytes, firstPageLimit } from '#test/support/first-page';
import { projectRoot } from '#test/support/project-root';
import { writeStandinDist } from './standin-dist.ts';

const megabyte = 1_000_000;
// The letters with which a fuse stands in the program.
const [off, on] = ['0'.charCodeAt(0), '1'.charCodeAt(0)];
let folder = '';
let app = '';
let asar = '';
let files: readonly string[] = [];

const programOf = (): string => {
  const name = readdirSync(app).find((file) => readFileOf(file)?.startsWith('\x7fELF'));
  if (name === undefined) throw new Error('There is no program in the folder.');
  return join(app, name);
};
const readFileOf = (file: string): string | undefined => {
  const path = join(app, file);
  return statSync(path).isFile() ? readFileSync(path, 'latin1') : undefined;
};

// Elsewhere npm installs no native keyring for Linux, and the workflow builds the installers of that system.
describe.runIf(process.platform === 'linux')('the packaged folder', () => {
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'packaging-'));
    writeStandinDist(join(folder, 'dist'));
    const built = spawnSync(
      process.execPath,
      [
        join(projectRoot, 'node_modules/electron-builder/cli.js'),
        ...['--linux', '--dir', '--x64', '--publish', 'never'],
        `-c.electronDist=${join(folder, 'dist')}`,
        `-c.directories.output=${join(folder, 'out')}`,
      ],
      { cwd: projectRoot, encoding: 'utf8' },
    );
    if (built.status !== 0) throw new Error(`electron-builder failed: ${built.stdout}${built.stderr}`);
    app = join(folder, 'out', 'linux-unpacked');
    asar = join(app, 'resources', 'app.asar');
    files = listPackage(asar, { isPack: false });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('has the built parts, the manifest, the keyring and the database in its archive, and nothing else', () => {
    const roots = new Set(files.map((file) => file.split('/').slice(1, 3).join('/')));
    expect([...roots].sort()).toEqual([
      'dist',
      'dist/main',
      'dist/preload',
      'dist/renderer',
      'node_modules',
      'node_modules/@libsql',
      'node_modules/@napi-rs',
      'node_modules/@neon-rs',
      'node_modules/detect-libc',
      'node_modules/libsql',
      'package.json',
    ]);
    const packages = files.filter((file) => /^\/node_modules\/@napi-rs\/[^/]+$/.test(file));
    expect(packages.every((file) => /\/keyring(-linux-\w+-gnu)?$/.test(file))).toBe(true);
  });

  it.each([/\.map$/, /\.tsx?$/, /\.spec\.|\.test\./, /\/test\//, /fixture/i, /\/src\//, /standin/i])(
    'has no file like %s',
    (pattern) => {
      expect(files.filter((file) => pattern.test(file))).toEqual([]);
    },
  );

  it('holds the program that was built, and a manifest that starts it', () => {
    const manifest = JSON.parse(extractFile(asar, 'package.json').toString());
    expect(manifest.main).toBe('dist/main/main.js');
    for (const file of ['dist/main/main.js', 'dist/preload/preload.cjs', 'dist/renderer/index.html']) {
      expect([file, extractFile(asar, file).equals(readFileSync(join(projectRoot, file)))]).toEqual([file, true]);
    }
    expect(extractFile(asar, 'dist/preload/preload.cjs').length).toBeLessThanOrEqual(1024);
  });

  it('keeps native code outside of the archive, for this system only', () => {
    const unpacked = readdirSync(`${asar}.unpacked`, { recursive: true, encoding: 'utf8' });
    const native = unpacked.filter((file) => file.endsWith('.node'));
    expect(native.map((file) => /(keyring|libsql)\S*linux-x64-gnu/.exec(file)?.[1]).sort()).toEqual([
      'keyring',
      'libsql',
    ]);
  });

  it('is small', () => {
    expect(statSync(asar).size).toBeLessThan(15 * megabyte);
    const place = '/dist/renderer/assets/';
    const page = {
      assets: files.filter((file) => file.startsWith(place)).map((file) => file.slice(place.length)),
      read: (path: string) => extractFile(asar, `dist/renderer/${path}`),
    };
    expect(firstPageBytes(page)).toBeLessThanOrEqual(firstPageLimit);
  });

  it('has profiles and schemas where an administrator can read them', () => {
    expect(existsSync(join(app, 'resources/assets/profiles/airstack/profile.json'))).toBe(true);
    expect(existsSync(join(app, 'resources/assets/schemas'))).toBe(true);
    expect(existsSync(join(app, 'resources/assets/verify/verify-bundle.mjs'))).toBe(true);
  });

  it.each([
    [FuseV1Options.RunAsNode, off],
    [FuseV1Options.EnableCookieEncryption, on],
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable, off],
    [FuseV1Options.EnableNodeCliInspectArguments, off],
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation, on],
    [FuseV1Options.OnlyLoadAppFromAsar, on],
    [FuseV1Options.GrantFileProtocolExtraPrivileges, off],
  ])('has fuse %s in state %s', async (fuse, state) => {
    const wire = await getCurrentFuseWire(programOf());
    expect(wire[fuse]).toBe(state);
  });
});
