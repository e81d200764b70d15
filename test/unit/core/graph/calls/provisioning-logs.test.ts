import { describe, expect, it } from 'vitest';
import { provisioningLogPages } from '#core/graph/calls/provisioning-logs';
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
});
