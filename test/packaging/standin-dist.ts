import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** How many fuses Electron's program has. */
const fuseCount = 9;
const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';

/**
 * Takes a folder; writes what stands in for Electron's distribution when the packaging itself is tested: a program that has
 * fuses and nothing else. Source of the layout: github.com/electron/fuses
 */
export function writeStandinDist(folder: string): void {
  mkdirSync(join(folder, 'resources'), { recursive: true });
  const wire = Buffer.concat([Buffer.from(sentinel), Buffer.from([1, fuseCount]), Buffer.from('1'.repeat(fuseCount))]);
  const program = Buffer.concat([Buffer.from('\x7fELF', 'latin1'), Buffer.alloc(1024), wire, Buffer.alloc(1024)]);
  writeFileSync(join(folder, 'electron'), program);
  chmodSync(join(folder, 'electron'), 0o755);
  writeFileSync(join(folder, 'version'), '0.0.0');
}
