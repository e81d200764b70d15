import { describe, expect, it } from 'vitest';
import { findGroups, findUsers, listMyRoles } from '#core/graph/calls/directory';
import { json } from '#test/unit/core/graph/fake-world';
import { id, worldOf } from './calls-fixture.ts';

describe('directory calls', () => {
  const person = (digit: number) => ({
    id: id(digit),
    displayName: `P${digit}`,
    userPrincipalName: `p${digit}@x.example`,
  });
  const batch = (...answers: readonly { status: number; body: unknown }[]) =>
    json(200, { responses: answers.map((one, index) => ({ id: String(index), ...one })) });

  it('leave out names that the directory does not know', async () => {
    const { graph } = worldOf([
      batch(
        { status: 200, body: person(1) },
        { status: 404, body: { error: { code: 'Request_ResourceNotFound', message: '' } } },
      ),
    ]);
    const found = await findUsers(graph, { names: ['p1@x.example', 'gone@x.example', 'p1@x.example'] });
    expect([...found.keys()]).toEqual(['p1@x.example']);
  });

  it('raise any other fault of a name', async () => {
    const { graph } = worldOf([
      batch({ status: 403, body: { error: { code: 'Authorization_RequestDenied', message: '' } } }),
    ]);
    await expect(findUsers(graph, { names: ['p1@x.example'] })).rejects.toMatchObject({ code: 'role_missing' });
  });

  it('find groups by name or id and show all that share a name', async () => {
    const { graph, sent } = worldOf([
      batch(
        { status: 200, body: { value: [person(4), person(5)] } },
        { status: 200, body: person(6) },
        { status: 200, body: { value: [] } },
      ),
    ]);
    const found = await findGroups(graph, { names: ["Team's", id(6), 'nobody'] });
    expect([...found].map(([name, groups]) => [name, groups.map((group) => group.id)])).toEqual([
      ["Team's", [id(4), id(5)]],
      [id(6), [id(6)]],
    ]);
    expect(sent[0]?.body).toContain(encodeURIComponent("displayName eq 'Team''s'"));
  });

  it('take only directory roles out of the memberships', async () => {
    const { graph } = worldOf([
      json(200, {
        value: [
          { '@odata.type': '#microsoft.graph.group', id: id(7), displayName: 'A group' },
          {
            '@odata.type': '#microsoft.graph.directoryRole',
            id: id(8),
            displayName: 'Application Administrator',
            roleTemplateId: id(9),
          },
          { '@odata.type': '#microsoft.graph.directoryRole', id: id(8), displayName: null },
        ],
      }),
    ]);
    expect(await listMyRoles(graph)).toEqual([
      { displayName: 'Application Administrator', roleTemplateId: id(9) },
      { displayName: id(8), roleTemplateId: null },
    ]);
  });
});
