import { describe, expect, it } from 'vitest';
import type { WizardAnswers, WizardStep } from '#shared/model/wizard';
import { missingOn, whatStops } from '#shared/wizard/missing';
import { stepsFor } from '#shared/wizard/wizard-plan';
import { answersFor, guideOf, type Vendor } from './guide.ts';

const none: ReadonlySet<string> = new Set();
const token: ReadonlySet<string> = new Set(['SecretToken']);
const id = '22222222-2222-4222-8222-222222222222';

interface Row {
  readonly name: string;
  readonly vendor: Vendor;
  readonly step: WizardStep;
  readonly answers?: Partial<WizardAnswers>;
  readonly bound?: ReadonlySet<string>;
  readonly missing: readonly string[];
}

const reuse = { kind: 'reuse', servicePrincipalId: id as never, displayName: 'A', active: true } as const;

const rows: readonly Row[] = [
  { name: 'a fixed address and a token', vendor: 'airstack', step: 'credentials', bound: token, missing: [] },
  { name: 'no token', vendor: 'airstack', step: 'credentials', missing: ['SecretToken secretMissing stops'] },
  {
    name: 'no token for an application that is there',
    vendor: 'airstack',
    step: 'credentials',
    answers: { application: reuse },
    missing: ['SecretToken secretKept warns'],
  },
  {
    name: 'another address than https',
    vendor: 'airstack',
    step: 'credentials',
    answers: { fields: { BaseAddress: 'http://other.example' } },
    bound: token,
    missing: ['BaseAddress notHttps stops'],
  },
  {
    name: 'a choice not made',
    vendor: 'cloud-academy-sso',
    step: 'credentials',
    bound: token,
    missing: ['BaseAddress choose stops'],
  },
  {
    name: 'a template not filled in',
    vendor: 'askspoke',
    step: 'credentials',
    bound: token,
    missing: ['BaseAddress required stops'],
  },
  {
    name: 'a template filled in',
    vendor: 'askspoke',
    step: 'credentials',
    answers: { fields: { 'BaseAddress.askSpokeUrl': 'contoso.askspoke.com' } },
    bound: token,
    missing: [],
  },
  {
    name: 'nothing from the vendor yet',
    vendor: 'schoolstream-asa',
    step: 'credentials',
    missing: ['BaseAddress required stops', 'SecretToken secretMissing stops'],
  },
  { name: 'an application that is authorized', vendor: 'atea', step: 'credentials', missing: [] },
  {
    name: 'no application chosen',
    vendor: 'atea',
    step: 'application',
    answers: { application: null },
    missing: ['application applicationMissing stops'],
  },
  {
    name: 'a new application without a name',
    vendor: 'atea',
    step: 'application',
    answers: { application: { kind: 'create', name: '  ', separate: true } },
    missing: ['name applicationName stops'],
  },
  { name: 'nobody assigned', vendor: 'atea', step: 'scope', missing: ['assignments nobodyAssigned warns'] },
  {
    name: 'everybody',
    vendor: 'atea',
    step: 'scope',
    answers: { people: 'everyone' },
    missing: ['people everyone warns'],
  },
  {
    name: 'held-back deletions and no address',
    vendor: 'atea',
    step: 'safety',
    answers: { email: '' },
    missing: ['email thresholdNeedsEmail stops'],
  },
  {
    name: 'no address',
    vendor: 'atea',
    step: 'safety',
    answers: { email: ' ', threshold: { enabled: false, value: 20 } },
    missing: ['email noEmail warns'],
  },
  {
    name: 'half an address',
    vendor: 'atea',
    step: 'safety',
    answers: { email: 'identity-team@' },
    missing: ['email notEmail stops'],
  },
  { name: 'steps not ticked off', vendor: 'atea', step: 'vendorSide', missing: ['steps vendorSteps warns'] },
  { name: 'all steps ticked off', vendor: 'atea', step: 'vendorSide', answers: { done: [0] }, missing: [] },
  { name: 'a step that asks nothing', vendor: 'atea', step: 'mappings', missing: [] },
];

it.each(rows)('finds of $name what is missing', async ({ vendor, step, answers, bound, missing }) => {
  const guide = await guideOf(vendor);
  const found = missingOn(step, { guide, answers: answersFor(guide, answers), bound: bound ?? none });
  expect(found.map(({ field, problem, severity }) => `${field} ${problem} ${severity}`)).toEqual(missing);
});

it('holds a value against the pattern of its variable, and lets a pattern that is none pass', async () => {
  const guide = await guideOf('askspoke');
  const withPattern = (pattern: string) => ({
    ...guide,
    connection: {
      ...guide.connection,
      fields: guide.connection.fields.map((field) => ({
        ...field,
        value: { ...field.value, variables: field.value.variables.map((variable) => ({ ...variable, pattern })) },
      })),
    },
  });
  const answers = answersFor(guide, { fields: { 'BaseAddress.askSpokeUrl': 'https://other.example' } });
  const problems = (pattern: string) =>
    missingOn('credentials', { guide: withPattern(pattern), answers, bound: token }).map(({ problem }) => problem);
  expect(problems('https://[a-z]+\\.askspoke\\.com')).toEqual(['pattern']);
  expect(problems('https://.+')).toEqual([]);
  expect(problems('(')).toEqual([]);
});

describe('what stops a plan', () => {
  it('is listed in the order of the steps, without what only warns', async () => {
    const guide = await guideOf('schoolstream-asa');
    const answers = answersFor(guide, { application: null, email: 'no' });
    const stops = whatStops(stepsFor(guide), { guide, answers, bound: none });
    expect(stops.map(({ step, problem }) => [step, problem])).toEqual([
      ['application', 'applicationMissing'],
      ['credentials', 'required'],
      ['credentials', 'secretMissing'],
      ['safety', 'notEmail'],
    ]);
  });

  it('is nothing when all is answered', async () => {
    const guide = await guideOf('airstack');
    expect(whatStops(stepsFor(guide), { guide, answers: answersFor(guide), bound: token })).toEqual([]);
  });
});
