import { describe, expect, it } from 'vitest';
import { createGraphFixture } from './graph-fixture.ts';

describe('synchronization templates', () => {
  it('are listed for applications with provisioning and empty for the others', async () => {
    const { instantiate, get } = createGraphFixture();
    for (const [name, ids] of [
      ['Airstack', ['scim']],
      ['Maple Payroll', []],
    ] as const) {
      const { servicePrincipalId, applicationId } = await instantiate(name);
      for (const root of [`/servicePrincipals/${servicePrincipalId}`, `/applications/${applicationId}`]) {
        const { body } = await get(`${root}/synchronization/templates`);
        expect(body.value.map(({ id }: { id: string }) => id)).toEqual(ids);
      }
    }
  });
});

describe('synchronization jobs', () => {
  it('are created from an offered template only, and are visible later', async () => {
    const { instantiate, call, get, clock } = createGraphFixture({ replicationDelayMs: 1_000 });
    const { servicePrincipalId } = await instantiate('Airstack');
    await clock.advance(1_000);
    const jobs = `/servicePrincipals/${servicePrincipalId}/synchronization/jobs`;
    expect((await call('POST', jobs, { body: { templateId: 'other' } })).status).toBe(400);
    expect((await call('POST', jobs, { body: {} })).status).toBe(400);
    const { status, body } = await call('POST', jobs, { body: { templateId: 'scim' } });
    expect(status).toBe(201);
    expect((await get(`${jobs}/${body.id}`)).status).toBe(404);
    expect((await get(jobs)).body.value).toEqual([]);
    await clock.advance(1_000);
    expect((await get(`${jobs}/${body.id}`)).body.id).toBe(body.id);
    expect((await get(jobs)).body.value).toHaveLength(1);
  });

  it('of one application are not found under another', async () => {
    const { withJob, get } = createGraphFixture();
    const first = await withJob('Airstack');
    const second = await withJob('Atea');
    expect((await get(`${second.root}/jobs/${first.jobId}`)).status).toBe(404);
  });

  it('are started, paused and deleted by the service', async () => {
    const { withJob, call, double } = createGraphFixture();
    const { job, jobId } = await withJob('Airstack');
    for (const [method, path] of [
      ['POST', `${job}/start`],
      ['POST', `${job}/pause`],
      ['DELETE', job],
    ] as const) {
      expect((await call(method, path)).status).toBe(204);
    }
    expect(double.calls).toEqual([`start ${jobId}`, `pause ${jobId}`, `delete ${jobId}`]);
  });

  it.each([
    [{ criteria: { resetScope: 'Watermark, Escrows, QuarantineState' } }, 'restart Watermark+Escrows+QuarantineState'],
    [{ criteria: { resetScope: 'Full' } }, 'restart Full'],
    [{ criteria: { resetScope: 'ForceDeletes' } }, 'restart ForceDeletes'],
    [{ criteria: { resetScope: '' } }, 'restart QuarantineState+Watermark+Escrows'],
    [undefined, 'restart QuarantineState+Watermark+Escrows'],
  ])('restart with %j', async (body, expected) => {
    const { withJob, call, double } = createGraphFixture();
    const { job } = await withJob('Airstack');
    expect((await call('POST', `${job}/restart`, { body })).status).toBe(204);
    expect(double.calls).toEqual([expected]);
  });

  it.each(['watermark', 'ForceDeletes, Full', 'Everything', 7])('refuse the reset scope %s', async (resetScope) => {
    const { withJob, call } = createGraphFixture();
    const { job } = await withJob('Airstack');
    expect((await call('POST', `${job}/restart`, { body: { criteria: { resetScope } } })).status).toBe(400);
  });

  it('pass on what the service refuses', async () => {
    const { withJob, call, double } = createGraphFixture();
    const { job } = await withJob('Airstack');
    double.fault = { status: 409, code: 'Conflict', message: 'No credentials.' };
    const { status, body } = await call('POST', `${job}/start`);
    expect([status, body.error.code, body.error.message]).toEqual([409, 'Conflict', 'No credentials.']);
    expect(body.error.innerError['request-id']).toBeTruthy();
  });
});
