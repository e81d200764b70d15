import { describe, expect, it } from 'vitest';
import { createGraphFixture } from './graph-fixture.ts';

describe('provision on demand', () => {
  const ruleId = 'ea807875-5618-4f0a-9125-0b46a05298ca';
  const subject = { objectId: '9bb0f679-a883-4a6f-8260-35b491b8b8c8', objectTypeName: 'User' };

  it('answers with JSON in strings', async () => {
    const { withJob, call } = createGraphFixture();
    const { job } = await withJob('Airstack');
    const { body } = await call('POST', `${job}/provisionOnDemand`, {
      body: { parameters: [{ ruleId, subjects: [subject] }] },
    });
    expect(JSON.parse(body.key)).toEqual({ result: 'Success' });
  });

  it.each([
    ['nothing', {}],
    ['no subject', { parameters: [{ ruleId, subjects: [] }] }],
    ['an unknown rule', { parameters: [{ ruleId: 'x', subjects: [subject] }] }],
    [
      'six members',
      {
        parameters: [
          { ruleId, subjects: [{ ...subject, objectTypeName: 'Group', links: { members: Array(6).fill(subject) } }] },
        ],
      },
    ],
  ])('refuses %s', async (_name, body) => {
    const { withJob, call } = createGraphFixture();
    const { job } = await withJob('Airstack');
    expect((await call('POST', `${job}/provisionOnDemand`, { body })).status).toBe(400);
  });

  it('needs a stopped job where the application uses OAuth', async () => {
    const { withJob, call, double } = createGraphFixture();
    const { job } = await withJob('Atea');
    const body = { parameters: [{ ruleId, subjects: [subject] }] };
    double.oauth = true;
    double.state = 'Active';
    expect((await call('POST', `${job}/provisionOnDemand`, { body })).status).toBe(400);
    double.state = 'Paused';
    expect((await call('POST', `${job}/provisionOnDemand`, { body })).status).toBe(200);
  });

  it('takes five requests in ten seconds', async () => {
    const { withJob, call, clock } = createGraphFixture();
    const { job } = await withJob('Airstack');
    const send = () =>
      call('POST', `${job}/provisionOnDemand`, { body: { parameters: [{ ruleId, subjects: [subject] }] } });
    for (let count = 0; count < 5; count += 1) expect((await send()).status).toBe(200);
    const sixth = await send();
    expect([sixth.status, sixth.headers.get('retry-after')]).toEqual([429, '10']);
    await clock.advance(10_000);
    expect((await send()).status).toBe(200);
  });
});
