import { describe, expect, it } from 'vitest';
import { configurationOf, staysOn } from '#shared/wizard/configuration-of';
import { answersFor, guideOf, type Vendor } from './guide.ts';

const person = '33333333-3333-4333-8333-333333333333';
const group = '44444444-4444-4444-8444-444444444444';
const application = '22222222-2222-4222-8222-222222222222' as never;
const reuse = (active: boolean) =>
  ({ kind: 'reuse', servicePrincipalId: application, displayName: 'A', active }) as const;

interface Row {
  readonly vendor: Vendor;
  readonly fields?: Readonly<Record<string, string>>;
  readonly connection: object;
}

const secrets = { SecretToken: { label: 'SecretToken' } };
const rows: readonly Row[] = [
  {
    vendor: 'airstack',
    connection: { tenantUrl: 'https://api-as.lenovosoftware.com/0/as/common/scim', settings: {}, secrets },
  },
  {
    vendor: 'askspoke',
    fields: { 'BaseAddress.askSpokeUrl': 'contoso.askspoke.com' },
    connection: { tenantUrl: 'https://contoso.askspoke.com/scim/v2', settings: {}, secrets },
  },
  {
    vendor: 'cloud-academy-sso',
    fields: { BaseAddress: 'https://app.qa.com/webhooks/ad/v1/scim' },
    connection: { tenantUrl: 'https://app.qa.com/webhooks/ad/v1/scim', settings: {}, secrets },
  },
  {
    vendor: 'schoolstream-asa',
    fields: { BaseAddress: ' https://contoso.schoolstream.example/scim ' },
    connection: { tenantUrl: 'https://contoso.schoolstream.example/scim', settings: {}, secrets },
  },
  { vendor: 'atea', connection: { settings: {}, secrets: {} } },
];

describe('the configuration that the answers yield', () => {
  it.each(rows)('has the connection of $vendor', async ({ vendor, fields, connection }) => {
    const guide = await guideOf(vendor);
    const answers = answersFor(guide, { fields: { ...fields } });
    expect(configurationOf(guide, answers, 'off')).toMatchObject({ vendor, connection, provisioning: 'off' });
  });

  it('names people and groups by their ids, with a role only where one was chosen', async () => {
    const guide = await guideOf('airstack');
    const answers = answersFor(guide, {
      assignments: [
        { kind: 'user', id: person, displayName: 'Sofia', detail: 'sofia@contoso.example', role: '' },
        { kind: 'group', id: group, displayName: 'Sales', detail: '', role: 'User' },
      ],
    });
    expect(configurationOf(guide, answers, 'on').assignments).toEqual([{ user: person }, { group, role: 'User' }]);
  });

  it('says of a new application how it is called, and of one that is there which one it is', async () => {
    const guide = await guideOf('airstack');
    const of = (answer: Parameters<typeof answersFor>[1]) =>
      configurationOf(guide, answersFor(guide, answer), 'off').application;
    expect(of({ application: { kind: 'create', name: ' Airstack ', separate: false } })).toEqual({
      name: 'Airstack',
      existing: 'reuse',
    });
    expect(of({ application: { kind: 'create', name: 'Test', separate: true } })).toEqual({
      name: 'Test',
      existing: 'createSeparate',
    });
    expect(of({ application: reuse(false) })).toEqual({ servicePrincipalId: application, existing: 'reuse' });
  });

  it('leaves mail out where none was given, and says whether deletions are held back', async () => {
    const guide = await guideOf('atea');
    const quiet = configurationOf(
      guide,
      answersFor(guide, { email: '', threshold: { enabled: false, value: 5 } }),
      'off',
    );
    expect(quiet.notifications).toBeUndefined();
    expect(quiet.safety).toEqual({ deletionThreshold: { enabled: false } });
    const careful = configurationOf(guide, answersFor(guide, { threshold: { enabled: true, value: 5 } }), 'off');
    expect(careful.notifications).toEqual({ email: 'identity-team@contoso.example' });
    expect(careful.safety).toEqual({ deletionThreshold: { enabled: true, value: 5 } });
  });

  it('keeps accounts out of scope only when it was asked for', async () => {
    const guide = await guideOf('atea');
    expect(configurationOf(guide, answersFor(guide), 'off').scope).toEqual({ people: 'assigned' });
    const kept = answersFor(guide, { keepOutOfScope: true, people: 'everyone' });
    expect(configurationOf(guide, kept, 'off').scope).toEqual({ people: 'everyone', skipOutOfScopeDeletions: true });
  });

  it('is refused while the address is half a URL', async () => {
    const guide = await guideOf('schoolstream-asa');
    const answers = answersFor(guide, { fields: { BaseAddress: 'https://half a URL' } });
    expect(() => configurationOf(guide, answers, 'off')).toThrow(/URL/i);
  });
});

it('leaves on what runs, and nothing else', async () => {
  const guide = await guideOf('airstack');
  expect(staysOn(answersFor(guide, { application: reuse(true) }))).toBe(true);
  expect(staysOn(answersFor(guide, { application: reuse(false) }))).toBe(false);
  expect(staysOn(answersFor(guide))).toBe(false);
});
