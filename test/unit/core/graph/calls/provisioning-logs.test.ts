import { describe, expect, it } from 'vitest';
import { provisioningLogPages, rawProvisioningLogPages } from '#core/graph/calls/provisioning-logs';
import { createGraph } from '#core/graph/create-graph';
import { toWireError } from '#core/rpc/errors';
import {
  createFakeIdentity,
  createFakePorts,
  createScriptedNetwork,
  globalCloud,
  graphError,
  json,
} from '#test/unit/core/graph/fake-world';
import { lineOf } from './calls-fixture.ts';

describe('the provisioning log', () => {
  const firstPage = async (cloud: typeof globalCloud, answer: Response) => {
    const { network, sent } = createScriptedNetwork([answer]);
    const graph = createGraph(createFakePorts({ network, identity: createFakeIdentity({ cloud }) }));
    const pages = provisioningLogPages(graph, { filter: "jobId eq 'x'", top: 5, orderBy: 'activityDateTime desc' });
    const result = await pages.next().catch(toWireError);
    return { result, sent };
  };

  it('is asked for with its filter, page size and order', async () => {
    const rows = [{ id: '1', activityDateTime: '2026-01-01T00:00:00Z', extra: { kept: true } }];
    const { result, sent } = await firstPage(globalCloud, json(200, { value: rows }));
    expect(result).toEqual({ done: false, value: rows });
    expect(lineOf(sent[0])).toBe(
      "GET /auditLogs/provisioning?$filter=jobId eq 'x'&$orderby=activityDateTime desc&$top=5",
    );
  });

  it('may be missing in another cloud, which is not called a fault', async () => {
    const china = { ...globalCloud, name: 'China' };
    const { result } = await firstPage(china, graphError(404, 'NotFound'));
    expect(result).toMatchObject({ code: 'unsupported_in_cloud', reason: 'provisioningLogMissing' });
    expect((await firstPage(globalCloud, graphError(404, 'NotFound'))).result).toMatchObject({ code: 'not_found' });
  });

  it.each([
    ['China', 404, 'unsupported_in_cloud'],
    ['US Government L5', 404, 'unsupported_in_cloud'],
    ['Global', 404, 'not_found'],
  ])('says the same when it is archived: %s', async (name, status, code) => {
    const { network } = createScriptedNetwork([graphError(status, 'NotFound')]);
    const identity = createFakeIdentity({ cloud: { ...globalCloud, name } });
    const graph = createGraph(createFakePorts({ network, identity }));
    const pages = rawProvisioningLogPages(graph, { filter: 'x', top: 1, onTime: () => undefined });
    expect(await pages.next().catch(toWireError)).toMatchObject({ code });
  });

  it('gives rows exactly as they came, with the service’s time', async () => {
    const rows = [{ z: 1, id: '1', activityDateTime: '2026-01-01T00:00:00.1234567Z', a: { b: [null] } }];
    const answer = new Response(JSON.stringify({ value: rows }), {
      headers: { 'content-type': 'application/json', date: 'Thu, 01 Jan 2026 00:00:05 GMT' },
    });
    const { network } = createScriptedNetwork([answer]);
    const times: (number | null)[] = [];
    const graph = createGraph(createFakePorts({ network }));
    const pages = rawProvisioningLogPages(graph, { filter: 'x', top: 1, onTime: (time) => times.push(time) });
    expect(JSON.stringify((await pages.next()).value)).toBe(JSON.stringify(rows));
    expect(times).toEqual([Date.UTC(2026, 0, 1, 0, 0, 5)]);
  });
});
