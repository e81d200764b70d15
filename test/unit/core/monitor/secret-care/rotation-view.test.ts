import { describe, expect, it } from 'vitest';
import { asNotTaken, rotationProofWaits } from '#core/monitor/secret-care/rotation-proof-waits';
import type { KeptRotation } from '#core/monitor/secret-care/rotation-record';
import { cycleAfter, type RotationFacts, rotationViewOf, savedAtOf } from '#core/monitor/secret-care/rotation-view';
import type { KeptSecret } from '#core/monitor/secret-care/secret-facts';
import { CoreError } from '#core/rpc/errors';
import { untilTaken } from '#core/setup/apply/prove-saved';

const id = '10000000-0000-4000-8000-000000000001';
const hour = 3_600_000;
const start = Date.parse('2026-03-01T12:00:00.000Z');
const time = (hours: number): string => new Date(start + hours * hour).toISOString();

const rotation = (change: Partial<KeptRotation> = {}): KeptRotation => ({
  version: 1,
  servicePrincipalId: id,
  application: 'Cloud Academy - SSO',
  vendor: 'cloud-academy-sso',
  startedAt: time(0),
  startedBy: 'ada@example',
  madeAt: time(0),
  savedBefore: null,
  testedAt: null,
  savedAt: null,
  provenAt: null,
  endedAt: null,
  outcome: null,
  ...change,
});

const savedAt = (at: string): KeptSecret =>
  ({ saved: { at, by: 'ada' }, token: null, lifetime: null, person: null }) as KeptSecret;

const profile = (tokenOverlap: string | null) =>
  ({
    displayName: 'Cloud Academy - SSO',
    tokenOverlap,
    vendorSetup: {
      mode: 'selfService',
      consoleUrl: 'https://cloudacademy.com/',
      contact: {},
      steps: [{ text: 'Generate a new API Key', yields: [] }],
    },
    provenance: { file: 'article.md', documentDate: '2022-11-21', template: 'sixStep' },
  }) as never;

const cycle = (began: number, change: object = {}) => ({
  state: 'Succeeded',
  began: time(began),
  ended: time(began + 0.2),
  counts: {},
  errorCode: null,
  errorMessage: null,
  ...change,
});
type Job = RotationFacts['job'];
const job = (change: Partial<NonNullable<Job>> = {}): Job => ({
  quarantine: null,
  scheduleState: 'Active',
  lastCycle: null,
  ...change,
});

const view = (change: Partial<RotationFacts> = {}) =>
  rotationViewOf({ rotation: rotation(), kept: null, profile: profile('PT8H'), job: job(), now: start, ...change });

describe('the old token', () => {
  it.each([
    ['works for the overlap that the profile states', 'PT8H', 0, 7.9, { oldToken: 'works', oldWorksUntil: time(8) }],
    ['has ended when that is over', 'PT8H', 0, 8, { oldToken: 'ended', oldWorksUntil: time(8) }],
    ['is not counted down before a new one was made', 'PT8H', null, 5, { oldToken: 'unknown', oldWorksUntil: null }],
    ['lives nobody knows how long where nothing is stated', null, 0, 5, { oldToken: 'unknown', oldWorksUntil: null }],
  ])('%s', (...[, overlap, made, now, expected]) => {
    const madeAt = made === null ? null : time(made);
    const seen = view({ rotation: rotation({ madeAt }), profile: profile(overlap), now: start + now * hour });
    expect(seen).toMatchObject(expected);
  });

  it('decides how to go back', () => {
    const saved = { kept: savedAt(time(1)) };
    expect(view().undo).toContain('Nothing was saved');
    expect(view({ ...saved, now: start + 2 * hour }).undo).toContain(`Until ${time(8)} you can go back`);
    expect(view({ ...saved, now: start + 9 * hour }).undo).toContain('no way back');
    expect(view({ ...saved, profile: profile(null) }).undo).toContain('As long as the old token is not revoked');
  });
});

describe('a rotation', () => {
  it.each<[string, Partial<RotationFacts>, object]>([
    ['has started', {}, { stage: 'started', savedAt: null }],
    ['is tested', { rotation: rotation({ testedAt: time(0.5) }) }, { stage: 'tested' }],
    [
      'is saved, also where only the record of the secret knows it',
      { kept: savedAt(time(1)) },
      { stage: 'saved', savedAt: time(1) },
    ],
    [
      'is proven',
      { rotation: rotation({ savedAt: time(1), provenAt: time(1.1) }) },
      { stage: 'proven', revoke: { ready: false } },
    ],
    [
      'is saved again when another secret was saved after the proof',
      { rotation: rotation({ savedAt: time(1), provenAt: time(1.1) }), kept: savedAt(time(2)) },
      { stage: 'saved', provenAt: null },
    ],
    [
      'is healthy after a good cycle, and then the old one may go',
      { rotation: rotation({ savedAt: time(1), provenAt: time(1.1) }), job: job({ lastCycle: cycle(2) }) },
      { stage: 'healthy', revoke: { ready: true, words: expect.stringContaining('https://cloudacademy.com/') } },
    ],
  ])('%s', (_name, change, expected) => expect(view(change)).toMatchObject(expected));

  it('does not take the save of before for its own', () => {
    expect(savedAtOf(rotation(), savedAt(time(-1)))).toBeNull();
    expect(savedAtOf(rotation({ savedBefore: time(0) }), savedAt(time(0)))).toBeNull();
  });

  it('names where its steps are from', () => expect(view().vendorSide.source).toBe('article.md (2022-11-21)'));
});

describe('a cycle with the new secret', () => {
  const quarantine = { reason: 'EncounteredQuarantineException', errorMessage: 'Invalid credentials.' } as never;
  it.each<[string, Job, string]>([
    ['has not run', job(), 'notYet'],
    ['is none that had begun before the save', job({ lastCycle: cycle(0.9) }), 'notYet'],
    ['was good', job({ lastCycle: cycle(1) }), 'good'],
    ['was good although single objects failed', job({ lastCycle: cycle(1, { state: 'EntryLevelErrors' }) }), 'good'],
    ['failed', job({ lastCycle: cycle(1, { state: 'Failed' }) }), 'bad'],
    ['ended in an error', job({ lastCycle: cycle(1, { errorCode: 'InvalidCredentials' }) }), 'bad'],
    ['brought a quarantine', job({ quarantine, lastCycle: cycle(1, { state: 'Failed' }) }), 'bad'],
    ['has not run since the quarantine', job({ quarantine }), 'notYet'],
    ['does not come while provisioning is off', job({ scheduleState: 'Paused' }), 'off'],
    ['cannot be seen', null, 'unknown'],
  ])('%s', (_name, of, state) => expect(cycleAfter(of, time(1)).state).toBe(state));
});

describe('patience after a save', () => {
  const refused = new CoreError('target_refused', 'Your credentials are invalid.', { requestId: 'r' });
  const proof = async (faults: readonly unknown[], waits: readonly number[]) => {
    const slept: number[] = [];
    const said: string[] = [];
    const left = [...faults];
    const test = async () => {
      const fault = left.shift();
      if (fault !== undefined) throw fault;
      return 'taken';
    };
    const sleep = async (milliseconds: number) => void slept.push(milliseconds);
    const result = await untilTaken(test, { waits, sleep, waiting: (message) => void said.push(message) }).catch(
      (cause: unknown) => cause,
    );
    return { result, slept, said };
  };

  it('waits longer and longer, and says how long', async () => {
    const { result, slept, said } = await proof([refused, refused], [2_000, 90_000, 60_000]);
    expect([result, slept]).toEqual(['taken', [2_000, 90_000]]);
    expect(said[0]).toContain('next try in 2 s, for 3 min at most');
    expect(said[1]).toContain('next try in 90 s, for 3 min at most');
  });

  it('ends with the last refusal, and at once with what is no refusal', async () => {
    expect((await proof([refused, refused, refused], [1, 1])).result).toBe(refused);
    const offline = new CoreError('offline', 'No network.');
    expect(await proof([offline], [1, 1])).toEqual({ result: offline, slept: [], said: [] });
  });

  it('is bounded, and what follows it does not send anybody for another token', () => {
    expect(rotationProofWaits.reduce((sum, wait) => sum + wait, 0)).toBe(307_000);
    expect(asNotTaken(refused)).toMatchObject({
      code: 'target_refused',
      details: { reason: 'savedSecretNotTaken', requestId: 'r' },
    });
    expect(asNotTaken('other')).toBe('other');
  });
});
