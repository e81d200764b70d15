import { describe, expect, it } from 'vitest';
import { createGraph } from '#core/graph/create-graph';
import type { NetworkRequest } from '#core/ports';
import { readPrincipals } from '#core/setup/read-principals';
import { createFakeClock, createFakePorts, graphError, json } from '#test/unit/core/graph/fake-world';
import { batchRoute } from '#test/unit/core/operations/operations-world';

const objectId = '22222222-2222-4222-8222-222222222222';
const person = (userPrincipalName: string) => ({ id: objectId, userPrincipalName });

function worldOf(search: () => Response) {
  const clock = createFakeClock();
  const known = batchRoute({
    'GET /users/anna@c.example': () => ({ status: 200, body: person('anna@c.example') }),
    'GET /groups': () => ({ status: 200, body: { value: [] } }),
  });
  let searches = 0;
  const network = async (request: NetworkRequest): Promise<Response> => {
    if (request.url.endsWith('$batch')) return known(request);
    const url = new URL(request.url);
    if (url.searchParams.get('$filter')?.startsWith('startswith') === true) {
      searches += 1;
      return search();
    }
    if (url.pathname.endsWith('/groups')) return json(200, { value: [] });
    return url.pathname.endsWith('/users/anna@c.example')
      ? json(200, person('anna@c.example'))
      : graphError(404, 'Request_ResourceNotFound');
  };
  const graph = createGraph(createFakePorts({ clock, network }));
  const read = (...assignments: readonly { readonly user?: string; readonly group?: string }[]) =>
    readPrincipals(graph, { assignments, signal: new AbortController().signal });
  return { read, searches: () => searches };
}

const people = () => json(200, { value: [person('annika@c.example'), person('sofia.nyberg@c.example')] });

describe('people and groups of a configuration that nobody knows', () => {
  it('cost no request more while all are known', async () => {
    const world = worldOf(people);
    const { users, closeNames } = await world.read({ user: 'anna@c.example' });
    expect([...users.keys()]).toEqual(['anna@c.example']);
    expect([closeNames.size, world.searches()]).toEqual([0, 0]);
  });

  it('come with the close name that the directory has', async () => {
    const world = worldOf(people);
    const { closeNames } = await world.read({ user: 'sofia.nyborg@c.example' }, { user: 'anna@c.example' });
    expect([...closeNames]).toEqual([['sofia.nyborg@c.example', 'sofia.nyberg@c.example']]);
    expect(world.searches()).toBe(1);
  });

  it('are searched for among groups too', async () => {
    const world = worldOf(() => json(200, { value: [{ id: objectId, displayName: 'Sales Europe' }] }));
    expect([...(await world.read({ group: 'Sales Eurpoe' })).closeNames]).toEqual([['Sales Eurpoe', 'Sales Europe']]);
  });

  it.each([
    { what: 'nothing is close', user: 'somebody.else@c.example', search: people, searches: 1 },
    { what: 'it is an object id', user: objectId, search: people, searches: 0 },
    { what: 'it is too short to search for', user: 'so', search: people, searches: 0 },
    {
      what: 'the search is refused',
      user: 'sofia.nyborg@c.example',
      search: () => graphError(403, 'Authorization_RequestDenied'),
      searches: 1,
    },
  ])('stay without one when $what', async ({ user, search, searches }) => {
    const world = worldOf(search);
    expect((await world.read({ user })).closeNames.size).toBe(0);
    expect(world.searches()).toBe(searches);
  });
});
