import { describe, expect, it } from 'vitest';
import { elsewhereUrl } from '#emulator/scim/misbehaviour';
import { vendorDialects } from '#emulator/scim/vendor-dialects';
import { createVendorTarget } from '#emulator/scim/vendor-targets';

function open(vendorId: string) {
  const dialect = vendorDialects.find((each) => each.vendorId === vendorId);
  if (dialect === undefined) throw new Error(`There is no vendor ${vendorId}.`);
  const target = createVendorTarget(dialect, { clock: { now: () => 0 }, newId: () => crypto.randomUUID() });
  const token = target.mintToken();
  const get = async (path: string, bearer = token) => {
    const headers = { authorization: `Bearer ${bearer}` };
    const response = await target.fetch(new Request(`${dialect.origins[0]}${dialect.basePath}${path}`, { headers }));
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) };
  };
  return { target, get };
}

const filter = '/Users?filter=userName%20eq%20%22nobody%22';

describe('what a vendor describes', () => {
  it('is one schema for each urn, with the parts of its attributes', async () => {
    const { body } = await open('askspoke').get('/Schemas');
    const ids = body.Resources.map(({ id }: { readonly id: string }) => id);
    expect(ids).toContain('urn:ietf:params:scim:schemas:extension:enterprise:2.0:User');
    const [user] = body.Resources;
    const name = user.attributes.find((one: { readonly name: string }) => one.name === 'name');
    expect(name.subAttributes.map((part: { readonly name: string }) => part.name)).toContain('givenName');
  });

  it('is all of the standard where everything is kept', async () => {
    const { body } = await open('scim').get('/Schemas');
    const names = body.Resources.flatMap(
      ({ attributes }: { readonly attributes: readonly { readonly name: string }[] }) =>
        attributes.map(({ name }) => name),
    );
    expect(names).toEqual(expect.arrayContaining(['userName', 'emails', 'department', 'members']));
  });
});

describe('a vendor that misbehaves', () => {
  it('redirects everybody, token or not', async () => {
    const { target, get } = open('airstack');
    target.misbehave('redirect');
    const { status, headers } = await get('/Users', 'wrong');
    expect([status, headers.get('location')]).toEqual([302, elsewhereUrl]);
  });

  it('takes any token, and only then', async () => {
    const { target, get } = open('airstack');
    expect((await get(filter, 'wrong')).status).toBe(401);
    target.misbehave('acceptsAnyToken');
    expect((await get(filter, 'wrong')).status).toBe(200);
    target.misbehave(null);
    expect((await get(filter, 'wrong')).status).toBe(401);
  });

  it('throttles with a time to come back, and answers nobody found with 404', async () => {
    const { target, get } = open('airstack');
    target.misbehave('throttles');
    const { status, headers } = await get(filter);
    expect([status, headers.get('retry-after')]).toEqual([429, '3']);
    target.misbehave('filterNotFound');
    expect([(await get(filter)).status, (await get('/Users')).status]).toEqual([404, 200]);
  });

  it('gives everybody on every page', async () => {
    const { target, get } = open('scim');
    const headers = { authorization: `Bearer ${target.mintToken()}` };
    for (const userName of ['ada', 'bo'])
      await target.fetch(
        new Request('https://scim.demo.example/scim/Users', {
          method: 'POST',
          headers,
          body: JSON.stringify({ userName }),
        }),
      );
    expect((await get('/Users?startIndex=2&count=1')).body.Resources).toHaveLength(1);
    target.misbehave('ignoresPaging');
    expect((await get('/Users?startIndex=2&count=1')).body.Resources).toHaveLength(2);
  });
});
