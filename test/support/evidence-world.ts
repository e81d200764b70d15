import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Input, Output } from '#shared/contract/index';
import { type DemoWorld, type DemoWorldOptions, openDemoWorld } from './demo-world.ts';

/** A demo world in which a person chooses the folder or the bundle that a test names. */
export interface EvidenceWorld extends DemoWorld {
  /** A folder of its own, gone with `close`. */
  readonly folder: string;
  /** Takes a path; gives its handle. */
  placeOf(path: string, what?: 'newBundle' | 'bundle'): Promise<string>;
  /** Exports into a new folder with that name; gives the absolute path of the bundle and what was answered. */
  export(
    name: string,
    options?: Partial<Input<'evidence.export'>>,
  ): Promise<{ readonly path: string; readonly answer: Output<'evidence.export'> }>;
  verify(path: string, fingerprint?: string): Promise<Output<'evidence.verify'>>;
}

/** Opens a demo world for evidence; everything in it ends with `close`. */
export async function openEvidenceWorld(options: DemoWorldOptions = {}): Promise<EvidenceWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'evidence-world-'));
  let chosen: string | null = null;
  const world = await openDemoWorld({
    ...options,
    choosePlace: async () => (chosen === null ? null : { path: chosen, exact: true }),
  });
  const placeOf: EvidenceWorld['placeOf'] = async (path, what = 'bundle') => {
    chosen = path;
    const { place } = await world.call('evidence.choosePlace', { what });
    if (place === null) throw new Error('nothing was chosen');
    return place.handle;
  };
  return {
    ...world,
    folder,
    placeOf,
    async export(name, more = {}) {
      const destination = await placeOf(join(folder, name), 'newBundle');
      const answer = await world.call('evidence.export', { logDays: 1, ...more, destination });
      return { path: answer.place.path, answer };
    },
    verify: async (path, fingerprint) =>
      world.call('evidence.verify', {
        bundle: await placeOf(path),
        ...(fingerprint === undefined ? {} : { fingerprint }),
      }),
    async close() {
      await world.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
