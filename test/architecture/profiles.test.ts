import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { VendorProfile } from '#core/profiles/profile-schema';
import { projectRoot } from '#test/support/project-root';
import { textOf } from './project-files.ts';

const folder = 'assets/profiles';
const seeds = ['airstack', 'askspoke', 'atea', 'cloud-academy-sso', 'schoolstream-asa'];

const folders = readdirSync(join(projectRoot, folder), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

const read = (name: string): unknown => JSON.parse(textOf(`${folder}/${name}/profile.json`));
const profiles = folders.map((name) => ({ name, file: read(name) }));

describe('the vendor profiles', () => {
  it('are there for the five seeds', () => {
    expect(folders).toEqual(expect.arrayContaining(seeds));
  });

  it.each(profiles)('$name is a valid profile and its id is the name of its folder', ({ name, file }) => {
    expect(VendorProfile.parse(file).id).toBe(name);
  });

  it.each(profiles)('$name names the schema that editors check it with', ({ name, file }) => {
    const { $schema = '' } = VendorProfile.parse(file);
    expect(existsSync(join(projectRoot, folder, name, $schema))).toBe(true);
  });

  it.each(profiles)('$name says where its facts come from', ({ file }) => {
    const { imported, curated } = VendorProfile.parse(file);
    const facts = imported ?? curated.facts;
    expect(facts?.provenance.file).toBeTruthy();
  });

  it('have one name each', () => {
    const names = profiles
      .map(({ file }) => VendorProfile.parse(file))
      .map(({ imported, curated }) => (imported ?? curated.facts)?.displayName);
    expect(new Set(names).size).toBe(profiles.length);
  });

  it('are refused with a member that the format does not know', () => {
    expect(VendorProfile.safeParse({ ...Object(read('airstack')), template: 'evaluate(me)' }).success).toBe(false);
  });
});
