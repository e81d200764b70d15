import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { VendorFacts } from '#core/profiles/profile-schema';
import { CoreError } from '#core/rpc/errors';
import { projectRoot } from '#test/support/project-root';
import { factsOf } from './articles.ts';
import { expectedFacts, expectedRefusals } from './handmade-expected.ts';
import type { Row } from './handmade-given.ts';

const folder = join(projectRoot, 'test/tutorials/handmade');
const textOf = (file: string): string => readFileSync(join(folder, `${file}.md`), 'utf8');

const rowsOf = ({ objectMappings }: VendorFacts, source: string): readonly Row[] | undefined =>
  objectMappings
    .find(({ sourceObjectName }) => sourceObjectName === source)
    ?.attributes.map(({ name, type, filterable, required }) => [name, type, filterable, required]);

function addressOf({ connection }: VendorFacts): readonly string[] | null {
  const value = connection.fields.find(({ key }) => key === 'BaseAddress')?.value;
  if (value === undefined) return null;
  const stated = value.value ?? value.template;
  return [value.kind, ...(stated === undefined ? [] : [stated]), ...(value.choices ?? []).map((one) => one.value)];
}

describe('every hand-made article', () => {
  it('has its facts or its refusal stated, and no other', () => {
    const files = readdirSync(folder).filter((file) => file.endsWith('.md') && file !== 'README.md');
    const stated = [...Object.keys(expectedFacts), ...Object.keys(expectedRefusals)];
    expect(files.map((file) => file.slice(0, -3)).sort()).toEqual(stated.sort());
  });

  it.each(Object.entries(expectedFacts))('%s: names, credentials, address, rows and warnings', (file, expected) => {
    const found = factsOf(textOf(file), file);
    const source = found.direction === 'inbound' ? 'Worker' : 'User';
    expect({
      name: found.displayName,
      kind: found.connection.authenticationType,
      fields: found.connection.fields.map(({ key }) => key),
      address: addressOf(found),
      users: rowsOf(found, source),
      groups: rowsOf(found, 'Group'),
      groupSupport: found.capabilities.groups,
      warnings: found.importWarnings.map(({ code }) => code).sort(),
    }).toEqual({ groups: undefined, ...expected, warnings: [...expected.warnings].sort() });
  });

  it.each(Object.entries(expectedRefusals))('%s is refused: %s', (file, reason) => {
    const importing = (): VendorFacts => factsOf(textOf(file), file);
    expect(importing).toThrow(CoreError);
    try {
      importing();
    } catch (cause) {
      expect(cause instanceof CoreError ? cause.details.reason : cause).toBe(reason);
    }
  });
});

describe('what else the shapes state', () => {
  it.each([
    ['field-table-inbound', { direction: 'inbound', connectivity: 'onPremisesAgent' }],
    ['writeback', { direction: 'writeback' }],
    ['on-premises-agent', { connectivity: 'onPremisesAgent' }],
    ['renamed-and-retired', { aliases: ['Goldcrest'], status: { state: 'deprecated' } }],
    ['authorize-with-address', { status: { state: 'supported' } }],
    ['objective-pictures', { status: { state: 'preview' }, provenance: { template: 'objective' } }],
    ['six-steps-dot', { provenance: { template: 'sixStep', documentDate: '2023-11-02' } }],
    ['five-steps-authorize', { provenance: { template: 'fiveStep' } }],
    ['legacy-password', { provenance: { template: 'legacy' } }],
    ['new-portal-authorize', { provenance: { uiGeneration: 'entraNewConfiguration' } }],
  ])('%s', (file, facts) => {
    expect(factsOf(textOf(file), file)).toMatchObject(facts);
  });

  it('an address that the article only illustrates or that leads to a test system stays an example', () => {
    const examples = (file: string) =>
      factsOf(textOf(file), file).connection.fields.find(({ key }) => key === 'BaseAddress')?.value.examples;
    expect(examples('illustration-only')).toEqual(['https://acme.tern.test/scim']);
    expect(examples('test-system-printed')).toEqual(['https://scim-t20.awsdev.siskin.test/SUITE_TST/v2/scim']);
    expect(examples('on-premises-agent')).toEqual(['https://localhost:8585/scim']);
  });

  it('the attribute that prose names as matching has priority 1, whatever may be filtered', () => {
    const { objectMappings } = factsOf(textOf('update-only-and-matching'));
    const matching = objectMappings.map(({ attributes }) =>
      attributes.filter((one) => one.matchingPriority === 1).map(({ name }) => name),
    );
    expect(matching).toEqual([['primaryEmail'], ['displayName']]);
  });

  it('the pictures of attributes are those of their step, in both generations of the portal', () => {
    const pictures = (file: string) => factsOf(textOf(file), file).objectMappings.map(({ image }) => image);
    expect(pictures('objective-pictures')).toEqual(['media/egret/users.png', 'media/egret/groups.png']);
    expect(pictures('new-portal-client-credentials')).toEqual(['./media/heron/users.png']);
    expect(pictures('tabs-and-zones')).toEqual(['./media/zosterops/users.png']);
  });

  it('a token that is encoded, and one that expires, say so', () => {
    const secret = (file: string) =>
      factsOf(textOf(file), file).connection.fields.find(({ key }) => key === 'SecretToken')?.value;
    expect(secret('encoded-token')).toMatchObject({ encoding: 'base64UserColonPassword' });
    expect(secret('api-key-with-lifetime')).toMatchObject({ lifetime: 'P6M' });
  });
});
