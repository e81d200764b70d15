import { describe, expect, it } from 'vitest';
import { removeAssignments } from '#core/graph/calls/remove-assignments';
import type { BatchOutcome, Graph } from '#core/graph/graph';
import { CoreError } from '#core/rpc/errors';
import { judgeRows } from '#core/scope/read-assignments';
import { readAhead } from '#core/scope/scope-pages';

const role = {
  id: '33333333-3333-4333-8333-333333333333',
  value: 'User',
  isEnabled: true,
  allowedMemberTypes: ['User'],
};
const ada = { id: '11111111-1111-4111-8111-111111111111', displayName: 'Ada' };
const sales = { id: '22222222-2222-4222-8222-222222222222', displayName: 'Sales', securityEnabled: true };
const facts = {
  people: new Map([
    ['ada', [ada]],
    ['twins', [ada, { ...ada, id: '44444444-4444-4444-8444-444444444444' }]],
  ]),
  groups: new Map([
    ['Sales', [sales]],
    ['News', [{ ...sales, securityEnabled: false }]],
  ]),
  roles: [role],
  assignments: [{ id: 'a', principalId: ada.id, appRoleId: role.id }],
};
const row = (line: number, who: string, more: { readonly kind?: 'person' | 'group'; readonly role?: string } = {}) => ({
  line,
  who,
  kind: more.kind ?? null,
  role: more.role ?? null,
  text: who,
});

describe('rows of a CSV', () => {
  it('say who is assigned already', () => {
    const { rows } = judgeRows([row(2, 'ada', { role: 'User' }), row(3, 'Sales')], facts);
    expect(rows.map(({ line, assigned }) => [line, assigned])).toEqual([
      [2, true],
      [3, false],
    ]);
  });

  it.each([
    ['nobody has that name', row(2, 'eve'), 'unknown'],
    ['several have it', row(2, 'twins'), 'ambiguous'],
    ['it is a group, and a person was meant', row(2, 'Sales', { kind: 'person' }), 'unknown'],
    ['the group cannot be assigned', row(2, 'News'), 'groupNotSecurityEnabled'],
    ['there is no such role', row(2, 'Sales', { role: 'Emperor' }), 'unknownAppRole'],
  ])('are named where %s', (_name, one, code) => {
    expect(judgeRows([one], facts)).toMatchObject({ rows: [], faults: [{ line: 2, code }] });
  });

  it('are taken once', () => {
    const { rows, faults } = judgeRows([row(2, 'Sales'), row(9, 'Sales')], facts);
    expect(rows).toHaveLength(1);
    expect(faults).toMatchObject([{ line: 9, code: 'doubled', message: 'The same as line 2.' }]);
  });
});

describe('reading ahead', () => {
  async function* counted(until: number, seen: number[]) {
    for (let page = 0; page < until; page += 1) {
      seen.push(page);
      yield page;
    }
  }

  it('asks for one page more than is looked at, and gives all in order', async () => {
    const asked: number[] = [];
    const got: number[] = [];
    for await (const page of readAhead(counted(3, asked))) {
      got.push(page);
      await Promise.resolve();
      expect(asked.length).toBeLessThanOrEqual(page + 2);
    }
    expect(got).toEqual([0, 1, 2]);
  });

  it('stops asking when the reader stops', async () => {
    const asked: number[] = [];
    for await (const page of readAhead(counted(100, asked))) if (page === 1) break;
    expect(asked.length).toBeLessThanOrEqual(3);
  });

  it('raises a fault when its page comes, and not before', async () => {
    async function* broken() {
      yield 1;
      throw new Error('lost');
    }
    const got: number[] = [];
    const all = (async () => {
      for await (const page of readAhead(broken())) got.push(page);
    })();
    await expect(all).rejects.toThrow('lost');
    expect(got).toEqual([1]);
  });
});

describe('removing assignments', () => {
  it('takes one that is gone already for removed, and keeps every other fault', async () => {
    const outcomes: readonly BatchOutcome[] = [
      { ok: false, error: new CoreError('not_found', 'gone') },
      { ok: false, error: new CoreError('role_missing', 'no') },
    ];
    const graph = { batch: async () => outcomes } as unknown as Graph;
    const answers = await removeAssignments(graph, { servicePrincipalId: 's', ids: ['a', 'b'] });
    expect(answers.map(({ ok }) => ok)).toEqual([true, false]);
  });
});
