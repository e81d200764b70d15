import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WhyExplanation } from '#shared/model/why';
import { filterOf, openScopeWorld, type ScopeWorld, withFilter } from '#test/support/scope-world';
import { assignByHand, explainIn, gateOf, liveSchema, upn, verdictsOf } from '#test/support/why-world';

const assignments = [
  '{ user: oliver.brown@contoso.demo.example }',
  '{ user: henrik.odegard@contoso.demo.example }',
  '{ user: jonas.berg@contoso.demo.example }',
  '{ user: yuki.tanaka@contoso.demo.example }',
  '{ user: sara.haugen@contoso.demo.example }',
  '{ user: kiosk.reception@contoso.demo.example }',
  '{ group: Engineering }',
]
  .map((one) => `  - ${one}\n`)
  .join('');

let world: ScopeWorld;
let explain: (person: string) => Promise<WhyExplanation>;

beforeAll(async () => {
  world = await openScopeWorld({ assignments });
  explain = explainIn(world);
  const mappings = withFilter(world.configuration, filterOf('department', 'NOT EQUALS', 'Finance'));
  const plan = await world.call('setup.plan', { configuration: { ...world.configuration, mappings } });
  await world.carryOut(plan);
  assignByHand(world, { person: upn('priya.raghavan'), role: 'default' });
  await world.cycle();
  assignByHand(world, { person: upn('bjorn.akesson'), role: 'default' });
  assignByHand(world, { group: 'Company News', role: 'usable' });
});
afterAll(() => world.close());

describe('why a person is or is not provisioned', () => {
  it('says of somebody who is what the application holds, and that nothing keeps them out', async () => {
    const found = await explain(upn('oliver.brown'));
    expect(found.conclusion).toEqual({
      kind: 'provisioned',
      gate: null,
      sentence: 'Oliver Brown is provisioned to "Airstack".',
      next: [],
      fix: null,
    });
    expect(new Set(verdictsOf(found))).toEqual(new Set(['passed']));
    expect(found.missing).toEqual([]);
    const target = gateOf(found, 'target');
    expect(target.seen).toContainEqual(expect.objectContaining({ what: 'userName', value: upn('oliver.brown') }));
    expect(target.why).toMatch(/The application itself was not asked/);
  });

  it.each([
    { who: 'who is disabled', person: 'sara.haugen', gate: 'person', why: /disabled in Microsoft Entra ID/ },
    { who: 'who was deleted', person: 'pavel.horak', gate: 'person', why: /was deleted .* on \d{4}-\d\d-\d\d/ },
    { who: 'who is not assigned', person: 'zoe.vandenberg', gate: 'assignment', why: /is not assigned to "Airstack"/ },
    {
      who: 'who is in an assigned group only through another one',
      person: 'lukasz.wojcik',
      gate: 'assignment',
      why: /"Engineering" only through "Engineering – Platform"/,
    },
    { who: 'with Default Access', person: 'priya.raghavan', gate: 'role', why: /"not effectively entitled"/ },
    {
      who: 'whose value the filter refuses',
      person: 'henrik.odegard',
      gate: 'scopeFilter',
      why: /NOT EQUALS "Finance"/,
    },
    { who: 'without a value to filter by', person: 'yuki.tanaka', gate: 'scopeFilter', why: /passes IS NULL only/ },
  ] as const)('names the first gate that keeps somebody $who out', async ({ person, gate, why }) => {
    const found = await explain(upn(person));
    expect(found.conclusion).toMatchObject({ kind: 'notProvisioned', gate });
    expect(found.conclusion.sentence).toMatch(why);
    expect(found.conclusion.fix).not.toBeNull();
    expect(gateOf(found, gate).verdict).toBe('failed');
  });

  it('tells each clause of the filter with the value of the person', async () => {
    const { seen, byUs } = gateOf(await explain(upn('henrik.odegard')), 'scopeFilter');
    expect(byUs).toBe(true);
    expect(seen).toEqual([
      { what: 'department NOT EQUALS "Finance"', value: 'Finance', verdict: 'failed', note: null },
    ]);
  });

  it('looks at later gates too, so that all can be mended at once', async () => {
    const found = await explain(upn('erik.dahl'));
    expect(found.conclusion).toMatchObject({ gate: 'person', next: ['assignment'] });
    expect(gateOf(found, 'role').verdict).toBe('notReached');
  });

  it('knows an assignment by a group, and leaves one open whose group is not security-enabled', async () => {
    expect(gateOf(await explain(upn('kenji.sato')), 'assignment').why).toMatch(/by the group "Engineering"/);
    const { state } = world.served.tenant;
    const news = [...state.groups.values()].find(({ displayName }) => displayName === 'Company News');
    const person = [...state.people.values()].find(({ id }) => news?.members.some((one) => one.id === id));
    const found = gateOf(await explain(person?.id ?? ''), 'assignment');
    expect(found).toMatchObject({ verdict: 'unknown', fix: { place: 'scope' } });
    expect(found.why).toMatch(/not security-enabled/);
  });

  it('does not guess whether Default Access counts, as long as the service has not decided', async () => {
    const found = await explain(upn('bjorn.akesson'));
    expect(found.conclusion).toMatchObject({ kind: 'unknown', gate: 'role', fix: { place: 'scope' } });
  });

  it('says which required attribute comes out empty, judged here, although there is an account', async () => {
    const schema = liveSchema(world);
    const mails = (schema.directories ?? []).flatMap(({ objects }) =>
      (objects ?? []).flatMap(({ attributes }) =>
        (attributes ?? []).filter(({ name }) => name === 'emails[type eq "work"].value'),
      ),
    );
    for (const mail of mails) mail.required = true;
    const found = await explain(upn('jonas.berg'));
    for (const mail of mails) mail.required = false;
    expect(found.conclusion).toMatchObject({ kind: 'outOfDate', gate: 'required', fix: { place: 'mappings' } });
    expect(gateOf(found, 'required')).toMatchObject({ verdict: 'failed', byUs: true });
    expect(
      gateOf(found, 'required')
        .seen.map(({ note }) => note)
        .join(' '),
    ).toMatch(/The person has no mail/);
  });

  it('says that nobody is matched without a value of the matching attribute', async () => {
    const mappings = (liveSchema(world).synchronizationRules ?? [])
      .flatMap(({ objectMappings }) => objectMappings ?? [])
      .filter(({ sourceObjectName }) => sourceObjectName === 'User')
      .flatMap(({ attributeMappings }) => attributeMappings ?? []);
    const priorities = mappings.map((mapping) => mapping.matchingPriority);
    for (const mapping of mappings) mapping.matchingPriority = mapping.source?.name === 'employeeId' ? 1 : 0;
    const found = await explain(upn('kiosk.reception'));
    for (const [index, mapping] of mappings.entries()) mapping.matchingPriority = priorities[index];
    expect(found.conclusion.gate).toBe('matching');
    expect(gateOf(found, 'matching').seen).toMatchObject([{ value: null, note: 'The person has no employeeId.' }]);
  });

  it('says of an application that is off that nothing is sent, and that there is an account', async () => {
    await world.call('synchronizationJobs.pause', { application: 'Airstack' });
    const found = await explain(upn('oliver.brown'));
    await world.call('synchronizationJobs.start', { application: 'Airstack' });
    expect(found.conclusion).toMatchObject({ kind: 'outOfDate', gate: 'job', fix: { place: 'overview' } });
  });
});

describe('naming a person', () => {
  it.each([
    ['an object id', () => idOf(upn('oliver.brown'))],
    ['a display name in any case', () => 'oliver BROWN'],
    ['a mail address', () => upn('oliver.brown')],
    ['the beginning of a name that only one has', () => 'Oliver'],
  ])('by %s', async (_how, name) => {
    expect((await explain(name())).person.userPrincipalName).toBe(upn('oliver.brown'));
  });

  it('refuses a name that several have, and names them', async () => {
    await expect(explain('Anna Larsen')).rejects.toMatchObject({
      error: { code: 'conflict', reason: 'ambiguousPerson', nextStep: expect.stringContaining(upn('anna.larsen2')) },
    });
  });

  it('refuses somebody of whom neither the directory nor the log knows', async () => {
    await expect(explain(upn('nobody'))).rejects.toMatchObject({
      error: { code: 'not_found', reason: 'unknownPerson' },
    });
  });

  it('knows a guest, who is provisioned like anybody else', async () => {
    const { state } = world.served.tenant;
    const [someone] = [...state.people.values()];
    const id = '11111111-2222-4333-8444-555555555555';
    const userPrincipalName = 'gerda_fabrikam.com#EXT#@contoso.demo.example';
    const attributes = { displayName: 'Gerda Guest', mail: 'gerda@fabrikam.com', department: 'Sales' };
    if (someone !== undefined) state.people.set(id, { ...someone, id, userPrincipalName, attributes, roles: [] });
    const found = await explain('gerda@fabrikam.com');
    expect(found.person).toMatchObject({ id, guest: true, enabled: true });
    expect(found.conclusion.gate).toBe('assignment');
    expect(
      gateOf(found, 'person')
        .seen.map(({ note }) => note)
        .join(' '),
    ).toMatch(/#EXT#/);
  });

  it('finds who was removed for good by what the log remembers', async () => {
    const { state } = world.served.tenant;
    const gone = idOf(upn('kiosk.reception'));
    state.people.delete(gone);
    const found = await explain(upn('kiosk.reception'));
    expect(found.person).toMatchObject({ id: gone, found: 'log' });
    expect(found.conclusion).toMatchObject({ kind: 'outOfDate', gate: 'person' });
    expect(found.log.entries.length).toBeGreaterThan(0);
  });
});

const idOf = (name: string): string =>
  [...world.served.tenant.state.people.values()].find(({ userPrincipalName }) => userPrincipalName === name)?.id ?? '';
