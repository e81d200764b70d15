import { describe, expect, it } from 'vitest';
import { keepProfile, upgradeOwnProfile, withKeptCuration } from '#core/library/keep-profile';
import { removeOwnProfile } from '#core/library/remove-profile';
import { checkProfile } from '#core/profiles/check-profile';
import type { VendorProfile } from '#core/profiles/profile-schema';
import { toWireError } from '#core/rpc/errors';
import { importTutorial } from '#core/tutorials/import-tutorial';
import { VendorId } from '#shared/model/ids';
import { keptProfiles } from '#test/support/kept-profiles';
import { writeArticle } from '#test/tutorials/write-article';
import { shippedProfiles } from '#test/unit/core/setup/profile-files';

const articleProfile = (name: string): VendorProfile =>
  importTutorial({ text: writeArticle({ name }), file: 'article.md' }).profile;
const textOf = (profile: unknown): string => JSON.stringify(profile);
const refusal = (work: Promise<unknown>) => work.then(() => 'nothing was refused', toWireError);

describe('keeping a profile', () => {
  it('puts it under its own id and says that it took nobody’s place', async () => {
    const store = keptProfiles(shippedProfiles);
    const kept = await keepProfile(store, { text: textOf(articleProfile('Kestrel Hub')), replace: false });
    expect(kept).toEqual({ id: 'kestrel-hub', place: '/own/kestrel-hub/profile.json', tookPlaceOf: 'nothing' });
    expect(store.kept.get('kestrel-hub')).toMatch(/\n$/);
  });

  it('takes the place of another only when that is said', async () => {
    const store = keptProfiles(shippedProfiles);
    const text = textOf({ ...articleProfile('Kestrel Hub'), id: 'airstack' });
    expect(await refusal(keepProfile(store, { text, replace: false }))).toMatchObject({
      code: 'conflict',
      reason: 'profileExists',
    });
    expect(await keepProfile(store, { text, replace: true })).toMatchObject({ tookPlaceOf: 'built-in' });
    expect(await refusal(keepProfile(store, { text, replace: false }))).toMatchObject({ reason: 'profileExists' });
    expect(await keepProfile(store, { text, replace: true })).toMatchObject({ tookPlaceOf: 'administrator' });
  });

  it.each([
    ['what is not JSON', '{', 'profileNotJson'],
    ['what is no profile', '[]', 'invalidProfile'],
    ['an id that leads elsewhere', textOf({ ...articleProfile('Kestrel Hub'), id: '../kestrel' }), 'invalidProfile'],
    ['a member that nobody knows', textOf({ ...articleProfile('Kestrel Hub'), script: 'x' }), 'invalidProfile'],
    ['a newer format', textOf({ ...articleProfile('Kestrel Hub'), schemaVersion: 99 }), 'invalidProfile'],
  ])('refuses %s and keeps nothing', async (_what, text, reason) => {
    const store = keptProfiles();
    expect(await refusal(keepProfile(store, { text, replace: true }))).toMatchObject({ code: 'bad_request', reason });
    expect(store.kept.size).toBe(0);
  });
});

describe('what a person had added', () => {
  const curated = {
    ...articleProfile('Kestrel Hub').curated,
    aliases: ['Kestrel'],
    corrections: [{ slip: 'a', correction: 'b', source: 'c' }],
  };
  const before: VendorProfile = { ...articleProfile('Kestrel Hub'), curated };

  it('stays when the article is read again', () => {
    expect(withKeptCuration(articleProfile('Kestrel Hub'), before).curated).toEqual(curated);
  });

  it('stays without its corrections when the article has other doubts', () => {
    const again = articleProfile('Kestrel Hub');
    const doubtful = {
      ...again,
      imported: again.imported && {
        ...again.imported,
        importWarnings: [{ code: 'wrongVendorName' as const, message: 'Another vendor' }],
      },
    };
    expect(withKeptCuration(doubtful, before).curated).toEqual({ ...curated, corrections: [] });
  });

  it('gives way to what the new profile says itself', () => {
    const own = { ...articleProfile('Kestrel Hub'), curated: { ...curated, aliases: ['Falcon'] } };
    expect(withKeptCuration(own, before).curated.aliases).toEqual(['Falcon']);
  });
});

describe('an own profile of an older format', () => {
  const id = VendorId.parse('kestrel-hub');
  const { aliases: _aliases, ...oldCurated } = articleProfile('Kestrel Hub').curated;
  const old = { ...articleProfile('Kestrel Hub'), schemaVersion: 1, curated: oldCurated };
  const storeWith = (content: unknown) =>
    keptProfiles({
      list: async () => [{ id, source: 'administrator', content, place: '/own/kestrel-hub/profile.json' }],
    });

  it('is written anew with the same facts', async () => {
    const store = storeWith(old);
    expect(await upgradeOwnProfile(store, id)).toMatchObject({ id, from: 1, to: 2 });
    const { file, from } = checkProfile(JSON.parse(store.kept.get(id) ?? ''));
    expect(from).toBe(2);
    expect(file?.imported).toEqual(articleProfile('Kestrel Hub').imported);
  });

  it.each([
    ['there is none', keptProfiles(shippedProfiles), 'noOwnProfile'],
    ['it is in the present format', storeWith(articleProfile('Kestrel Hub')), 'profileUpToDate'],
    ['it cannot be used', storeWith({ schemaVersion: 1 }), 'invalidProfile'],
  ])('is left alone where %s', async (_why, store, reason) => {
    expect(await refusal(upgradeOwnProfile(store, id))).toMatchObject({ reason });
  });
});

describe('removing a profile of one’s own', () => {
  const airstack = VendorId.parse('airstack');
  const kestrel = VendorId.parse('kestrel-hub');

  it('takes it out of use and says where its file stays', async () => {
    const store = keptProfiles(shippedProfiles);
    await keepProfile(store, { text: textOf(articleProfile('Kestrel Hub')), replace: false });
    expect(await removeOwnProfile(store, { vendor: kestrel, restoreBuiltIn: false })).toEqual({
      id: 'kestrel-hub',
      place: '/own/kestrel-hub/profile.previous.json',
      follows: 'nothing',
    });
    expect(store.kept.size).toBe(0);
  });

  it('lets the program’s profile come back only when that is said', async () => {
    const store = keptProfiles(shippedProfiles);
    const text = textOf({ ...articleProfile('Kestrel Hub'), id: 'airstack' });
    await keepProfile(store, { text, replace: true });
    expect(await refusal(removeOwnProfile(store, { vendor: airstack, restoreBuiltIn: false }))).toMatchObject({
      code: 'conflict',
      reason: 'builtInComesBack',
    });
    expect(store.kept.has('airstack')).toBe(true);
    expect(await removeOwnProfile(store, { vendor: airstack, restoreBuiltIn: true })).toMatchObject({
      follows: 'built-in',
    });
  });

  it.each([
    ['a profile of the program', airstack],
    ['what is not there', kestrel],
  ])('refuses %s', async (_what, vendor) => {
    const store = keptProfiles(shippedProfiles);
    expect(await refusal(removeOwnProfile(store, { vendor, restoreBuiltIn: true }))).toMatchObject({
      code: 'not_found',
      reason: 'noOwnProfile',
    });
  });
});
