import { describe, expect, it } from 'vitest';
import { instantiateApplicationTemplate, searchApplicationTemplates } from '#core/graph/calls/application-templates';
import { getApplicationByAppId } from '#core/graph/calls/applications';
import { toWireError } from '#core/rpc/errors';
import { json } from '#test/unit/core/graph/fake-world';
import { id, lineOf, spId, worldOf } from './calls-fixture.ts';

describe('gallery and application calls', () => {
  it('double the quotes of a searched name', async () => {
    const { graph, sent } = worldOf([json(200, { value: [] }), json(200, { value: [] })]);
    await searchApplicationTemplates(graph, { displayName: "O'Reilly & Co", match: 'exact' });
    await searchApplicationTemplates(graph, { displayName: 'air', match: 'contains' });
    expect(sent.map(lineOf)).toEqual([
      "GET /applicationTemplates?$filter=displayName eq 'O''Reilly & Co'",
      "GET /applicationTemplates?$filter=contains(displayName,'air')",
    ]);
  });

  it('give both new objects with the request id', async () => {
    const made = {
      application: { id: id(2), appId: id(3), displayName: 'A', unknownMember: 1 },
      servicePrincipal: { id: spId, appId: id(3), displayName: 'A' },
    };
    const { graph, sent } = worldOf([json(201, made)]);
    const result = await instantiateApplicationTemplate(graph, { templateId: id(9), displayName: 'A' });
    expect(result).toEqual({ ...made, requestId: 'r-201' });
    expect(lineOf(sent[0])).toBe(`POST /applicationTemplates/${id(9)}/instantiate`);
  });

  it('say where an answer is not as documented', async () => {
    const { graph } = worldOf([json(200, { id: id(2), appId: id(3) })]);
    const fault = await getApplicationByAppId(graph, { appId: id(3) }).catch(toWireError);
    expect(fault).toMatchObject({ code: 'graph_error', reason: 'unreadableAnswer', requestId: 'r-200' });
    expect((fault as { message: string }).message).toContain('displayName');
  });
});
