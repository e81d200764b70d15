import { describe, expect, it } from 'vitest';
import { CoreError } from '#core/rpc/errors';
import { type Made, withUnlisted } from '#core/setup/read-unlisted';

const created = Date.parse('2026-11-21T08:00:00Z');
const made = (id: string, seen: boolean): Made => ({ id, at: '2026-11-21T08:00:00Z', seen });

async function read(objects: readonly Made[], options: { readonly after: number; readonly there?: readonly string[] }) {
  const looks: [string, number][] = [];
  const said: string[] = [];
  const all = await withUnlisted([{ id: 'listed' }], objects, {
    look: async (id, toleranceMs) => {
      looks.push([id, toleranceMs]);
      if (options.there?.includes(id) === true) return { id };
      throw new CoreError('not_found', 'It is not there.');
    },
    what: '"Airstack"',
    now: created + options.after,
    waiting: (message) => said.push(message),
  });
  return { ids: all.map(({ id }) => id), looks, said };
}

describe('what our journal created and the tenant does not list', () => {
  it('is looked for until ten minutes after it was made, and said so', async () => {
    const { ids, looks, said } = await read([made('new', false)], { after: 30_000, there: ['new'] });
    expect(ids).toEqual(['listed', 'new']);
    expect(looks).toEqual([['new', 570_000]]);
    expect(said).toEqual([expect.stringMatching(/created "Airstack" .* \(up to 10 min, can be cancelled\)/)]);
  });

  it('is looked for only one minute when the service did later work on it: then it is rather deleted', async () => {
    expect((await read([made('seen', true)], { after: 20_000 })).looks).toEqual([['seen', 40_000]]);
    expect(await read([made('seen', true)], { after: 61_000 })).toEqual({ ids: ['listed'], looks: [], said: [] });
  });

  it.each([
    { what: 'it is listed', object: made('listed', false), after: 0 },
    { what: 'it is older than ten minutes', object: made('old', false), after: 600_000 },
  ])('is not looked for, and nothing is said, when $what', async ({ object, after }) => {
    expect(await read([object], { after })).toEqual({ ids: ['listed'], looks: [], said: [] });
  });

  it('is left out when it does not appear', async () => {
    expect((await read([made('gone', false)], { after: 0 })).ids).toEqual(['listed']);
  });
});
