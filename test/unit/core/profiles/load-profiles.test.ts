import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ProfileSource } from '#core/ports';
import { publishedTemplateId } from '#core/profiles/effective-profile';
import { findProfile, loadProfiles } from '#core/profiles/load-profiles';

const folder = new URL('../../../../assets/profiles/', import.meta.url);
const builtIn = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => ({
    id: entry.name,
    source: 'built-in' as const,
    content: JSON.parse(readFileSync(new URL(`${entry.name}/profile.json`, folder), 'utf8')) as unknown,
  }));
const source = (entries: Awaited<ReturnType<ProfileSource['list']>>): ProfileSource => ({ list: async () => entries });

describe('loading vendor profiles', () => {
  it('reads every built-in profile without a fault', async () => {
    const { profiles, faults } = await loadProfiles(source(builtIn));
    expect(faults).toEqual([]);
    expect(profiles.map((entry) => entry.profile.id).sort()).toEqual([
      'airstack',
      'askspoke',
      'atea',
      'cloud-academy-sso',
      'schoolstream-asa',
      'scim',
    ]);
  });

  it.each([
    ['schoolstream-asa', 'oidcSignUp', 'full', null, 11, 3],
    ['cloud-academy-sso', 'instantiate', 'none', 'PT8H', 5, 0],
    ['airstack', 'instantiate', 'none', null, 0, 0],
    ['askspoke', 'instantiate', 'full', null, 14, 2],
    ['atea', 'instantiate', 'none', null, 9, 0],
  ])('knows how %s is added, its groups, its token overlap and its tables', async (...row) => {
    const [id, addMethod, groups, overlap, users, groupAttributes] = row;
    const { profile } = await findProfile(source(builtIn), id);
    const table = (name: string) =>
      profile.objectMappings.find((mapping) => mapping.sourceObjectName === name)?.attributes.length ?? 0;
    expect([
      profile.addMethod,
      profile.capabilities.groups,
      profile.tokenOverlap,
      table('User'),
      table('Group'),
    ]).toEqual([addMethod, groups, overlap, users, groupAttributes]);
    expect(profile.connectionChecks.length).toBeGreaterThan(0);
  });

  it("lets an administrator's profile take the place of a built-in one", async () => {
    const own = structuredClone(builtIn.find((entry) => entry.id === 'airstack')?.content) as {
      imported: { displayName: string };
    };
    own.imported.displayName = 'Airstack (ours)';
    const entries = [{ id: 'airstack', source: 'administrator' as const, content: own }, ...builtIn];
    const found = await findProfile(source(entries), 'airstack');
    expect(found.source).toBe('administrator');
    expect(found.profile.displayName).toBe('Airstack (ours)');
  });

  it.each([
    ['an unknown member', { schemaVersion: 2, id: 'x', imported: null, curated: {}, extra: 1 }],
    [
      'no facts',
      {
        schemaVersion: 1,
        id: 'x',
        imported: null,
        curated: {
          applicationTemplateIds: {},
          synchronizationTemplateId: null,
          neededOnEveryAccount: [],
          connectionChecks: [],
          corrections: [],
        },
      },
    ],
    ['text', 'hello'],
    ['a newer version', { schemaVersion: 99, id: 'x' }],
  ])('reports %s as a fault and goes on', async (_name, content) => {
    const { profiles, faults } = await loadProfiles(
      source([{ id: 'x', source: 'administrator', content }, ...builtIn]),
    );
    expect(faults).toHaveLength(1);
    expect(profiles).toHaveLength(builtIn.length);
  });

  it('names the profiles that there are when one is unknown', async () => {
    await expect(findProfile(source(builtIn), 'nobody')).rejects.toMatchObject({
      code: 'not_found',
      details: { nextStep: expect.stringContaining('airstack') },
    });
  });

  it('knows the published template id of the non-gallery application in each cloud', async () => {
    const { profile } = await findProfile(source(builtIn), 'scim');
    const cloud = (name: string, inBuilt: boolean) => ({
      name,
      authority: '',
      graph: '',
      adminCenter: '',
      builtIn: inBuilt,
    });
    expect(publishedTemplateId(profile, cloud('China', true))).toBe('5a532e38-1581-4918-9658-008dc27c1d68');
    expect(publishedTemplateId(profile, cloud('Contoso Demo', false))).toBe('8adf8e6e-67b2-4cf2-a259-e3dc5476c621');
    expect(publishedTemplateId(profile, cloud('Nowhere', true))).toBeNull();
  });
});
