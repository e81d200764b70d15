import { describe, expect, it } from 'vitest';
import { json } from '#test/unit/core/graph/fake-world';
import { application, batchRoute, createOperationsWorld, personId, spId } from './operations-world.ts';

describe('the log', () => {
  const rows = (count: number, status: string) =>
    Array.from({ length: count }, (_unused, index) => ({
      id: `${status}-${index}`,
      activityDateTime: '2026-01-10T00:00:00Z',
      provisioningStatusInfo: { status },
    }));
  const input = {
    limit: 3,
    application: undefined,
    user: undefined,
    status: undefined,
    action: undefined,
    since: undefined,
  };

  it('says whether there is more', async () => {
    for (const { count, complete } of [
      { count: 3, complete: true },
      { count: 4, complete: false },
    ]) {
      const { handlers, context } = createOperationsWorld({
        'GET /auditLogs/provisioning': () => json(200, { value: rows(count, 'success') }),
      });
      const result = await handlers['logs.list'](input, context);
      expect(result.entries).toHaveLength(3);
      expect(result.complete).toBe(complete);
    }
  });

  it('filters by status here, over all pages', async () => {
    const { handlers, context } = createOperationsWorld({
      'GET /auditLogs/provisioning': (request) =>
        request.url.includes('skiptoken')
          ? json(200, { value: rows(2, 'failure') })
          : json(200, {
              value: rows(5, 'success'),
              '@odata.nextLink': 'https://graph.microsoft.com/v1.0/auditLogs/provisioning?$skiptoken=1',
            }),
    });
    const result = await handlers['logs.list']({ ...input, status: 'FAILURE' }, context);
    expect(result.entries.map((entry) => entry.id)).toEqual(['failure-0', 'failure-1']);
    expect(result.complete).toBe(true);
  });

  it('asks the service for one application and one person, and by name for somebody who is gone', async () => {
    const world = createOperationsWorld({
      'GET /auditLogs/provisioning': () => json(200, { value: [] }),
      'POST /$batch': batchRoute({ 'GET /users/ada@x.example': () => ({ status: 200, body: { id: personId } }) }),
    });
    await world.handlers['logs.list']({ ...input, application, user: 'ada@x.example' }, world.context);
    await world.handlers['logs.list']({ ...input, user: 'gone@x.example' }, world.context);
    const filters = world.sent
      .filter((request) => request.url.includes('auditLogs'))
      .map((request) => new URL(request.url).searchParams.get('$filter'));
    expect(filters).toEqual([
      `servicePrincipal/id eq '${spId}' and sourceIdentity/id eq '${personId}'`,
      "contains(sourceIdentity/displayName,'gone@x.example')",
    ]);
  });
});
