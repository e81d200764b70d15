import { describe, expect, it } from 'vitest';
import { addAssignments } from '#core/graph/calls/service-principals';
import type { BatchOutcome } from '#core/graph/graph';
import { CoreError } from '#core/rpc/errors';
import { graphError, json } from '#test/unit/core/graph/fake-world';
import { bodyOf, id, spId, worldOf } from './calls-fixture.ts';

describe('assignments', () => {
  const told = (outcome: BatchOutcome) =>
    outcome.ok
      ? 'made'
      : outcome.error instanceof CoreError
        ? `${outcome.error.code} ${outcome.error.details.reason}`
        : 'fault';
  const doubled = {
    error: { code: 'Request_BadRequest', message: 'Permission being assigned already exists on the object' },
  };
  const pairs = (count: number) => Array.from({ length: count }, () => ({ principalId: id(2), appRoleId: id(3) }));

  it('are posted one by one when they are few, and one that is there already is told apart', async () => {
    const { graph, sent } = worldOf([json(201, {}), json(400, doubled), graphError(400, 'Request_BadRequest')]);
    const outcomes = await addAssignments(graph, { servicePrincipalId: spId, assignments: pairs(3) });
    expect(outcomes.map(told).sort()).toEqual(['conflict alreadyAssigned', 'graph_error requestRefused', 'made']);
    expect(sent).toHaveLength(3);
    expect(bodyOf(sent[0])).toEqual({ principalId: id(2), resourceId: spId, appRoleId: id(3) });
  });

  it('go as a batch when they are many', async () => {
    const answers = [
      { id: '0', status: 201, body: {} },
      { id: '1', status: 400, body: doubled },
    ];
    const rest = [2, 3].map((index) => ({ id: String(index), status: 201, body: {} }));
    const { graph, sent } = worldOf([json(200, { responses: [...answers, ...rest] })]);
    const outcomes = await addAssignments(graph, { servicePrincipalId: spId, assignments: pairs(4) });
    expect(outcomes.map(told)).toEqual(['made', 'conflict alreadyAssigned', 'made', 'made']);
    expect(sent).toHaveLength(1);
  });
});
