import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { clearFaults } from '#emulator/faults/apply-fault';
import { type FaultWorld, openFaultWorld } from './fault-world.ts';

const graph = 'https://graph.demo.example/v1.0';
const hour = 3_600_000;

let world: FaultWorld;
beforeAll(async () => {
  world = await openFaultWorld();
});
afterEach(async () => {
  clearFaults(world.tenant);
  await world.tenant.clock.advance(10_000);
});

describe('a switch that stays on', () => {
  it('no-synchronization-in-batch refuses these items of a batch and no others', async () => {
    const { session, turn, application } = world;
    const requests = [
      { id: '1', method: 'GET', url: application.job },
      { id: '2', method: 'GET', url: '/me' },
    ];
    const statuses = async () => {
      const { body } = await session('POST', '/$batch', { body: { requests } });
      return Object.fromEntries(body.responses.map((item: { id: string; status: number }) => [item.id, item.status]));
    };
    turn({ fault: 'no-synchronization-in-batch' });
    expect(await statuses()).toEqual({ 1: 400, 2: 200 });
    expect((await session('GET', application.job)).status).toBe(200);
    turn({ fault: 'no-synchronization-in-batch', on: false });
    expect(await statuses()).toEqual({ 1: 200, 2: 200 });
  });

  it('expired-skiptokens makes the next page of an old answer a 400', async () => {
    const { session, turn } = world;
    const first = await session('GET', '/users?$top=2');
    turn({ fault: 'expired-skiptokens' });
    const next = first.body['@odata.nextLink'].replace(graph, '');
    expect((await session('GET', next)).body.error.code).toBe('Directory_ExpiredPageToken');
    turn({ fault: 'expired-skiptokens', on: false });
    expect((await session('GET', next)).status).toBe(200);
  });

  it('report-limit is on from the start, and off lets every request for reports through', async () => {
    const { session, turn } = world;
    const statuses = async () => {
      const answers = [];
      for (let count = 0; count < 7; count += 1) answers.push((await session('GET', '/auditLogs/provisioning')).status);
      return answers;
    };
    expect(await statuses()).toEqual([200, 200, 200, 200, 200, 429, 429]);
    turn({ fault: 'report-limit', on: false });
    expect(await statuses()).toEqual(Array(7).fill(200));
    turn({ fault: 'report-limit' });
    expect((await session('GET', '/auditLogs/provisioning')).status).toBe(429);
  });

  it('a vendor misbehaves until it is told not to', async () => {
    const { session, turn, application } = world;
    const prove = async () =>
      (await session('POST', `${application.job}/validateCredentials`, { body: { useSavedCredentials: true } })).status;
    turn({ fault: 'target-html', vendor: 'airstack' });
    expect(await prove()).toBe(400);
    turn({ fault: 'target-html', vendor: 'airstack', on: false });
    expect(await prove()).toBe(204);
  });

  it('on-demand-array gives the other documented shape', async () => {
    const { session, turn, application, tenant } = world;
    const { synchronizationRules: rules } = (await session('GET', `${application.job}/schema`)).body;
    const [objectId] = tenant.state.people.keys();
    const parameters = [{ ruleId: rules[0].id, subjects: [{ objectId, objectTypeName: 'User' }] }];
    const shape = async () => {
      const { body } = await session('POST', `${application.job}/provisionOnDemand`, { body: { parameters } });
      return Array.isArray(JSON.parse(body.value)) ? 'array' : 'object';
    };
    expect(await shape()).toBe('object');
    turn({ fault: 'on-demand-array' });
    expect(await shape()).toBe('array');
    turn({ fault: 'on-demand-array', on: false });
    expect(await shape()).toBe('object');
  });
});

describe('late-credentials', () => {
  it('refuses what was saved for 3 minutes, never what is tested before it is saved', async () => {
    const { turn, tenant, session, application } = world;
    const test = async (body: object) =>
      (await session('POST', `${application.job}/validateCredentials`, { body })).status;
    const saved = { useSavedCredentials: true };
    const secrets = `${application.job.slice(0, application.job.indexOf('/jobs/'))}/secrets`;
    const values = [...(tenant.state.secrets.values().next().value ?? [])].map(([key, value]) => ({ key, value }));
    turn({ fault: 'late-credentials' });
    expect((await session('PUT', secrets, { body: { value: values } })).status).toBe(204);
    const credentials = values.filter(({ key }) => key === 'BaseAddress' || key === 'SecretToken');
    expect([await test({ credentials }), await test(saved)]).toEqual([204, 400]);
    await tenant.clock.advance(3 * 60_000);
    expect(await test(saved)).toBe(204);
  });
});

describe('other-verdicts', () => {
  const judge = async (expression: string) => {
    const testInputObject = { properties: [{ key: 'mail', value: 'anna@contoso.example' }] };
    const body = { expression, testInputObject };
    return (await world.session('POST', `${world.application.job}/schema/parseExpression`, { body })).body;
  };
  const expressions = Array.from({ length: 30 }, (_, index) => `Append([mail], "${index}")`);

  it('gives another result to some expressions, refuses some, and judges the rest as usual; by seed', async () => {
    const { turn, tenant } = world;
    const verdicts = async () => {
      const found = [];
      for (const [index, expression] of expressions.entries()) {
        const { parsingSucceeded, evaluationResult } = await judge(expression);
        const same = evaluationResult[0] === `anna@contoso.example${index}`;
        found.push(parsingSucceeded ? (same ? 'usual' : 'other') : 'refused');
      }
      return found;
    };
    expect(new Set(await verdicts())).toEqual(new Set(['usual']));
    turn({ fault: 'other-verdicts' });
    const first = await verdicts();
    expect(new Set(first)).toEqual(new Set(['usual', 'other', 'refused']));
    expect(await verdicts()).toEqual(first);
    clearFaults(tenant);
    expect(new Set(await verdicts())).toEqual(new Set(['usual']));
  });

  it('has a function that is not published', async () => {
    const { turn, session, application } = world;
    const names = async () =>
      (await session('GET', `${application.job}/schema/functions`)).body.value.map(
        ({ name }: { name: string }) => name,
      );
    const values = async () => {
      const found = [];
      for (const index of expressions.keys()) {
        const { evaluationSucceeded, evaluationResult } = await judge(`StringFromSid(Append([mail], "${index}"))`);
        if (evaluationSucceeded) found.push(evaluationResult[0]);
      }
      return found;
    };
    expect([(await names()).includes('StringFromSid'), await values()]).toEqual([false, []]);
    turn({ fault: 'other-verdicts' });
    expect(await names()).toContain('StringFromSid');
    expect(await values()).toEqual(expect.arrayContaining([expect.stringMatching(/^anna@contoso\.example\d+$/)]));
  });
});

describe('the provisioning log', () => {
  const idsIn = async ({ session, tenant }: FaultWorld) => {
    await tenant.clock.advance(10_000);
    const { body } = await session('GET', '/auditLogs/provisioning?$top=1000&$orderby=activityDateTime desc');
    return body.value.map(({ id }: { id: string }) => id) as string[];
  };

  it('shows late rows one after the other, all within two hours, none before its time', async () => {
    const late = await openFaultWorld();
    const { session, turn, tenant, application } = late;
    turn({ fault: 'late-logs' });
    await session('POST', `${application.job}/start`);
    await tenant.clock.advance(60_000);
    await session('POST', `${application.job}/pause`);
    const counts = [(await idsIn(late)).length];
    for (let quarter = 0; quarter < 8; quarter += 1) {
      await tenant.clock.advance(hour / 4);
      counts.push((await idsIn(late)).length);
    }
    turn({ fault: 'late-logs', on: false });
    const all = (await idsIn(late)).length;
    expect(counts).toEqual(counts.toSorted((left, right) => left - right));
    expect(counts[0]).toBeLessThan(all);
    expect(counts.at(-1)).toBe(all);
    expect(new Set(counts).size).toBeGreaterThan(1);
  });

  it.each([
    [{}, 30],
    [{ logRetentionDays: 7 as const }, 7],
  ])('keeps rows with %j for %i days', async (change, days) => {
    const kept = await openFaultWorld();
    const { session, tenant, application } = kept;
    Object.assign(tenant.state, change);
    await session('POST', `${application.job}/start`);
    await tenant.clock.advance(60_000);
    await session('POST', `${application.job}/pause`);
    const all = (await idsIn(kept)).length;
    expect(all).toBeGreaterThan(0);
    await tenant.clock.advance((days - 1) * 24 * hour);
    expect((await idsIn(kept)).length).toBe(all);
    await tenant.clock.advance(25 * hour);
    expect(await idsIn(kept)).toEqual([]);
  });
});
