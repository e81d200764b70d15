// `node scripts/add-keyring.mjs darwin-x64 …`: puts builds of the native keyring and database for other processors into node_modules, for
// installers that run on more than one. npm installs only the build of the machine it runs on.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from './cli-bundle.mjs';

const lock = JSON.parse(readFileSync(join(projectRoot, 'package-lock.json'), 'utf8'));

/** @param {string} name of a package that is one build, such as @napi-rs/keyring-darwin-x64 */
function add(name) {
  const place = `node_modules/${name}`;
  const locked = lock.packages[place];
  if (locked === undefined) throw new Error(`package-lock.json has no ${place}`);
  const folder = mkdtempSync(join(tmpdir(), 'keyring-'));
  try {
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
    const shell = process.platform === 'win32';
    const asked = ['pack', '--json', `--pack-destination=${folder}`, `${name}@${locked.version}`];
    const [packed] = JSON.parse(execFileSync(npm, asked, { encoding: 'utf8', shell }));
    if (packed.integrity !== locked.integrity) throw new Error(`${place} is not the package that the lock names`);
    mkdirSync(join(projectRoot, place), { recursive: true });
    // Relative paths, since tar on Windows takes "C:" for a host.
    execFileSync('tar', ['-xzf', packed.filename, '--strip-components=1', '-C', join(projectRoot, place)], {
      cwd: folder,
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

for (const build of process.argv.slice(2)) {
  add(`@napi-rs/keyring-${build}`);
  // There is none for every processor; the program then says that the archive cannot be used and does the rest.
  if (lock.packages[`node_modules/@libsql/${build}`] !== undefined) add(`@libsql/${build}`);
}
