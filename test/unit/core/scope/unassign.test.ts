import { describe, expect, it } from 'vitest';
import type { Graph } from '#core/graph/graph';
import type { AppRoleAssignment } from '#core/graph/shapes';
import type { Outcome } from '#core/journal/journal';
import { CoreError } from '#core/rpc/errors';
import { type UnassignRun, unassign, unassignStep } from '#core/scope/unassign';

const assignment = (id: string): AppRoleAssignment => ({
  id,
  principalId: '11111111-1111-4111-8111-111111111111',
  appRoleId: '22222222-2222-4222-8222-222222222222',
});

/** A service that removes what it is told to but for some, and lists what is left. */
function world({
  refuses = [],
  keeps = [],
}: {
  readonly refuses?: readonly string[];
  readonly keeps?: readonly string[];
}) {
  let there = ['a', 'b'];
  const told: string[] = [];
  const outcomes: Outcome[] = [];
  const ended: string[] = [];
  const graph = {
    batch: async (requests: readonly { readonly path: string }[]) =>
      requests.map(({ path }) => {
        const id = path.split('/').at(-1) ?? '';
        told.push('sent');
        if (refuses.includes(id)) return { ok: false, error: new CoreError('role_missing', 'You may not.') };
        if (!keeps.includes(id)) there = there.filter((one) => one !== id);
        return { ok: true, reply: { status: 204, body: null, headers: {}, requestId: 'request' } };
      }),
    pages: async function* () {
      yield there.map(assignment);
    },
  } as unknown as Graph;
  const run: UnassignRun = {
    graph,
    journal: {
      intent: async ({ step, application }) => {
        told.push('intent');
        return { id: 'intent', step, application };
      },
      outcome: async (_intent, outcome) => void outcomes.push(outcome),
    },
    clock: { now: () => 0, sleep: async () => undefined },
    signal: new AbortController().signal,
    application: { vendor: 'scim', name: 'App', servicePrincipalId: 'sp' },
    assignments: ['a', 'b'].map(assignment),
    changes: [],
    reports: {
      running: () => undefined,
      waiting: () => undefined,
      personNeeded: () => undefined,
      ended: (step) => void ended.push(step),
      all: () => [],
    },
  };
  return { run, told, outcomes, ended };
}

describe('removing assignments', () => {
  it('writes the intent first, reads back, and says what is gone', async () => {
    const { run, told, outcomes, ended } = world({});
    await unassign(run);
    expect(told).toEqual(['intent', 'sent', 'sent']);
    expect(outcomes).toMatchObject([{ result: 'done', detail: '2 of 2 removed', removed: [{ id: 'a' }, { id: 'b' }] }]);
    expect(ended).toEqual([unassignStep]);
  });

  it('journals what is gone where one is refused, and raises that refusal', async () => {
    const { run, outcomes, ended } = world({ refuses: ['b'] });
    await expect(unassign(run)).rejects.toMatchObject({ code: 'role_missing' });
    expect(outcomes).toMatchObject([{ result: 'done', detail: '1 of 2 removed', removed: [{ id: 'a' }] }]);
    expect(ended).toEqual([]);
  });

  it('does not believe an answer that the list contradicts', async () => {
    const { run, outcomes } = world({ keeps: ['a', 'b'] });
    await expect(unassign(run)).rejects.toMatchObject({ details: { reason: 'notRemoved' } });
    expect(outcomes).toMatchObject([{ result: 'refused', removed: [] }]);
  });
});
