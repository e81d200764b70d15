import { describe, expect, it } from 'vitest';
import { toWireError } from '#core/rpc/errors';
import { graphError, json } from '#test/unit/core/graph/fake-world';
import {
  application,
  createOperationsWorld,
  jobsRoute,
  jobWith,
  personId,
  servicePrincipal,
  spId,
  sync,
} from './operations-world.ts';

describe('finding the application', () => {
  it('takes a name or the object id of the service principal', async () => {
    for (const selector of [application, spId]) {
      const { handlers, context } = createOperationsWorld({ [jobsRoute]: () => json(200, { value: [jobWith({})] }) });
      const { jobs } = await handlers['synchronizationJobs.show']({ application: selector }, context);
      expect(jobs).toMatchObject([{ application: 'Airstack', health: 'healthy', scope: 'assigned' }]);
    }
  });

  it('names the ids when several share the name', async () => {
    const other = '33333333-3333-4333-8333-333333333333';
    const { handlers, context } = createOperationsWorld({
      "GET /servicePrincipals?$filter=displayName eq 'Airstack'": () =>
        json(200, { value: [servicePrincipal, { ...servicePrincipal, id: other }] }),
    });
    const fault = await handlers['synchronizationJobs.show']({ application }, context).catch(toWireError);
    expect(fault).toMatchObject({ code: 'conflict', reason: 'ambiguousApplication' });
    expect((fault as { nextStep: string }).nextStep).toContain(`${spId}, ${other}`);
  });

  it.each([
    {
      selector: 'Nobody',
      route: "GET /servicePrincipals?$filter=displayName eq 'Nobody'",
      answer: () => json(200, { value: [] }),
    },
    {
      selector: personId,
      route: `GET /servicePrincipals/${personId}`,
      answer: () => graphError(404, 'Request_ResourceNotFound'),
    },
  ])('says that $selector is unknown', async ({ selector, route, answer }) => {
    const { handlers, context } = createOperationsWorld({ [route]: answer });
    const fault = await handlers['synchronizationJobs.show']({ application: selector }, context).catch(toWireError);
    expect(fault).toMatchObject({ code: 'not_found', reason: 'unknownApplication' });
  });
});

describe('showing a job', () => {
  it('still works for a person who may not read the settings', async () => {
    const { handlers, context } = createOperationsWorld({
      [jobsRoute]: () => json(200, { value: [jobWith({})] }),
      [`GET ${sync}/secrets`]: () => graphError(403, 'Authorization_RequestDenied'),
    });
    const { jobs } = await handlers['synchronizationJobs.show']({ application }, context);
    expect(jobs[0]?.scope).toBe('unknown');
  });

  it('shows no job where nothing is set up', async () => {
    const { handlers, context } = createOperationsWorld({ [jobsRoute]: () => json(200, { value: [] }) });
    expect(await handlers['synchronizationJobs.show']({ application }, context)).toEqual({ jobs: [] });
  });
});
