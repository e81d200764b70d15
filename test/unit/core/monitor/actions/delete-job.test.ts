import { describe, expect, it } from 'vitest';
import { createGraph } from '#core/graph/create-graph';
import { createJobActionHandlers } from '#core/monitor/actions/handlers';
import type { NetworkRequest } from '#core/ports';
import {
  createFakeClock,
  createFakePorts,
  createRoutedNetwork,
  graphError,
  json,
} from '#test/unit/core/graph/fake-world';
import {
  application,
  createMemoryJournal,
  jobRoute,
  jobsRoute,
  jobWith,
  servicePrincipal,
  spId,
  sync,
} from '#test/unit/core/operations/operations-world';

const gone = (): Response => graphError(404, 'SynchronizationObjectNotFound');
const deleteRoute = `DELETE ${sync}/jobs/scim.1`;

function world(routes: Readonly<Record<string, (request: NetworkRequest) => Response>>) {
  const journal = createMemoryJournal();
  const { network, sent } = createRoutedNetwork({
    "GET /servicePrincipals?$filter=displayName eq 'Airstack'": () => json(200, { value: [servicePrincipal] }),
    [`GET ${sync}/templates`]: () => json(200, { value: [] }),
    [`GET ${sync}/jobs/scim.1/schema`]: () => json(200, { id: 'schema', synchronizationRules: [], directories: [] }),
    [`GET /servicePrincipals/${spId}/appRoleAssignedTo`]: () => json(200, { value: [] }),
    [`GET ${sync}/secrets`]: () => json(200, { value: [] }),
    [jobsRoute]: () => json(200, { value: [jobWith({})] }),
    ...routes,
  });
  const clock = createFakeClock();
  const ports = createFakePorts({ clock, network, journal: journal.store });
  const handlers = createJobActionHandlers({ ports, graph: createGraph(ports) });
  const context = { signal: new AbortController().signal, progress: () => undefined };
  const remove = (expected?: string) =>
    handlers['synchronizationJobs.delete']({ application, ...(expected === undefined ? {} : { expected }) }, context);
  const plan = () => handlers['synchronizationJobs.planAction']({ application, action: 'delete' }, context);
  return { remove, plan, journal, clock, deletions: () => sent.filter(({ method }) => method === 'DELETE') };
}

describe('deleting a job', () => {
  it('is journalled, and the job is looked for until it is gone', async () => {
    let looks = 0;
    const { remove, journal, clock, deletions } = world({
      [deleteRoute]: () => json(204, null),
      [jobRoute]: () => {
        looks += 1;
        return looks < 3 ? json(200, jobWith({})) : gone();
      },
    });
    expect(await remove()).toEqual({ application: 'Airstack', jobId: 'scim.1' });
    expect([deletions().length, looks]).toEqual([1, 3]);
    expect(clock.sleeps).toEqual([1_000, 2_000]);
    expect(journal.entries()).toEqual(['intent job.delete', 'outcome job.delete done']);
  });

  it('is not believed when the job stays', async () => {
    const { remove } = world({ [deleteRoute]: () => json(204, null), [jobRoute]: () => json(200, jobWith({})) });
    await expect(remove()).rejects.toMatchObject({ code: 'graph_error', details: { reason: 'notRemoved' } });
  });

  it('is not sent where the job is otherwise than it was shown', async () => {
    const { remove, plan, deletions, journal } = world({ [deleteRoute]: () => json(204, null), [jobRoute]: gone });
    await expect(remove('scim.1 Paused none')).rejects.toMatchObject({ details: { reason: 'jobChanged' } });
    expect([deletions(), journal.entries()]).toEqual([[], []]);
    const { expected } = await plan();
    await remove(expected);
    expect(deletions()).toHaveLength(1);
  });

  it('journals a refusal and raises it', async () => {
    const { remove, journal } = world({ [deleteRoute]: () => graphError(403, 'Authorization_RequestDenied') });
    await expect(remove()).rejects.toMatchObject({ code: 'role_missing' });
    expect(journal.entries()).toEqual(['intent job.delete', 'outcome job.delete refused']);
  });

  it.each([
    { jobs: [], reason: 'noSynchronizationJob' },
    { jobs: [jobWith({}), { ...jobWith({}), id: 'scim.2' }], reason: 'severalJobs' },
  ])('does nothing with $reason', async ({ jobs, reason }) => {
    const { remove, deletions } = world({ [jobsRoute]: () => json(200, { value: jobs }) });
    await expect(remove()).rejects.toMatchObject({ details: { reason } });
    expect(deletions()).toEqual([]);
  });
});
