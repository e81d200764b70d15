import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Input, Output } from '#shared/contract/index';
import { type DemoWorld, openDemoWorld, setUp } from '#test/support/demo-world';

const vendor = 'airstack' as never;
const tenantUrl = 'https://api-as.lenovosoftware.com/0/as/common/scim';

let world: DemoWorld;
beforeAll(async () => {
  world = await openDemoWorld({ replicationDelayMs: 0 });
});
afterAll(() => world.close());

type Report = Output<'preflight.run'>;

async function preflight(input: Partial<Input<'preflight.run'>> = {}): Promise<Report> {
  const { handle } = await world.call('secrets.put', { value: world.target('airstack').mintToken() });
  return world.call('preflight.run', { vendor, tenantUrl, token: handle, ...input });
}

const verdicts = ({ checks }: Report) => Object.fromEntries(checks.map(({ check, verdict }) => [check, verdict]));
const findings = ({ checks }: Report) =>
  checks.flatMap(({ check, verdict, finding }) =>
    verdict === 'failed' || verdict === 'warning' ? [`${check} ${finding}`] : [],
  );

describe('a preflight against a vendor of the demo tenant', () => {
  it('finds nothing in the way, and says what it could not look at', async () => {
    const report = await preflight();
    expect(findings(report)).toEqual([]);
    expect(report.verdict).toBe('ready');
    expect(verdicts(report)).toMatchObject({
      address: 'passed',
      tls: 'unknown',
      refusal: 'passed',
      filter: 'passed',
      groupFilter: 'skipped',
      schemas: 'unknown',
      rate: 'passed',
      tokenExpiry: 'unknown',
      write: 'skipped',
    });
    expect(world.target('airstack').users()).toEqual([]);
  });

  it.each([
    ['notFound', 'filter filterNotFound'],
    ['filterNotFound', 'filter filterNotFound'],
    ['wrongFilterResult', 'filter filterIgnored'],
    ['html', 'authentication notScim'],
    ['serverError', 'authentication targetFault'],
    ['redirect', 'redirect redirectElsewhere'],
    ['acceptsAnyToken', 'refusal acceptsAnyToken'],
    ['throttles', 'rate throttledThroughout'],
    ['echoAuthorization', 'authentication tokenRefused'],
  ] as const)('names what is wrong when the target misbehaves: %s', async (kind, expected) => {
    world.target('airstack').misbehave(kind);
    try {
      const token = world.target('airstack').mintToken();
      const { handle } = await world.call('secrets.put', { value: token });
      const report = await world.call('preflight.run', { vendor, tenantUrl, token: handle });
      expect(findings(report)).toContain(expected);
      expect(report.verdict).toBe('notReady');
      expect(JSON.stringify([report, world.progress])).not.toContain(token.slice(0, 12));
    } finally {
      world.target('airstack').misbehave(null);
    }
  });

  it('asks the live schema of an application for what is mapped, and finds pages that are ignored', async () => {
    await setUp(world, 'askspoke', { waitForCycle: true });
    const target = world.target('askspoke');
    const {
      tenantUrl: saved,
      objects,
      mappingsFrom,
    } = await world.call('preflight.prepare', { application: 'askSpoke' });
    expect({ mappingsFrom, sources: objects.map(({ source }) => source) }).toEqual({
      mappingsFrom: 'application',
      sources: ['User', 'Group'],
    });
    const { handle } = await world.call('secrets.put', { value: target.mintToken() });
    const asked = { application: 'askSpoke', tenantUrl: saved ?? '', token: handle };
    expect(verdicts(await world.call('preflight.run', asked))).toMatchObject({
      pagination: 'passed',
      groupFilter: 'passed',
      schemas: 'passed',
    });
    target.misbehave('ignoresPaging');
    expect(findings(await world.call('preflight.run', asked))).toContain('pagination countIgnored');
    target.misbehave(null);
  });

  it('makes, disables and deletes a test person, each write in the journal, and refuses one who exists', async () => {
    const userName = 'preflight.test@contoso.demo.example';
    const report = await preflight({ write: { userName } });
    expect(report.checks.at(-1)).toMatchObject({ check: 'write', verdict: 'passed' });
    expect(report.leftBehind).toBeNull();
    expect(world.target('airstack').users()).toEqual([]);
    const { entries } = await world.call('journal.list', {});
    const steps = entries.filter(({ step }) => step?.startsWith('preflight.')).map(({ step }) => step);
    expect(new Set(steps)).toEqual(
      new Set(['preflight.createPerson', 'preflight.disablePerson', 'preflight.deletePerson']),
    );
    const target = world.target('airstack');
    const headers = { authorization: `Bearer ${target.mintToken()}` };
    await target.fetch(
      new Request(`${tenantUrl}/Users`, { method: 'POST', headers, body: JSON.stringify({ userName }) }),
    );
    const before = JSON.stringify(target.users());
    expect(findings(await preflight({ write: { userName } }))).toEqual(['write nameTaken']);
    expect(JSON.stringify(target.users())).toBe(before);
  });

  it('leaves this machine for no host that the demo tenant does not have', async () => {
    const report = await preflight({ tenantUrl: 'https://scim.nobody.example/v2' });
    expect(findings(report)).toContain('address dnsFailure');
    expect(report.requests).toBe(0);
  });
});
