import { expect } from 'vitest';
import { type GoodCase, good, type Story } from './good-case.ts';

const application = { application: 'Airstack' };

/** A token of the vendor's console, handed over; a handle of another process where this one keeps none. */
async function handOver({ transport }: Story) {
  const target = transport.served.tenant.targets.find(({ vendorId }) => vendorId === 'airstack');
  const { result } = await transport.call('secrets.put', { value: target?.mintToken() ?? '' });
  const handle = result.ok ? (result.data as { readonly handle: string }).handle : '';
  return { SecretToken: handle as never };
}

const lostHandle = { code: 'secret_required', reason: 'unknownSecretHandle' } as const;

/** When the secret of the application that was set up ends, and what replacing it takes; nothing is saved here. */
export const secretCareCases: readonly GoodCase[] = [
  good('secretCare.show', {
    input: () => application,
    check: ({ secret, rotation }) => {
      expect(secret).toMatchObject({ application: 'Airstack', saved: { source: 'ours' }, level: 'unknown' });
      expect(rotation).toBeNull();
    },
  }),
  good('secretCare.setExpiry', {
    input: () => ({ ...application, expiry: { kind: 'date', at: '2020-01-31T00:00:00Z' } }),
    check: (secret) => expect(secret).toMatchObject({ level: 'expired', expirySource: 'person' }),
  }),
  good('secretCare.list', {
    check: ({ secrets }) => expect(secrets[0]).toMatchObject({ application: 'Airstack', level: 'expired' }),
  }),
  good('secretCare.remind', {
    check: ({ due, firstToday }) => {
      expect(firstToday).toBe(true);
      expect(due).toMatchObject([{ application: 'Airstack', level: 'expired' }]);
    },
  }),
  good('rotation.start', {
    input: ({ transport }) => ({
      ...application,
      madeAt: new Date(Math.min(Date.now(), transport.served.tenant.clock.now())).toISOString(),
    }),
    check: (rotation) => expect(rotation).toMatchObject({ stage: 'started', oldToken: 'unknown' }),
  }),
  good('rotation.test', {
    input: async (story) => ({ ...application, secrets: await handOver(story) }),
    check: ({ verdict, checks }) => {
      expect(verdict).toBe('works');
      expect(checks.at(-1)).toMatchObject({ layer: 'service', state: 'passed' });
    },
    acrossProcesses: lostHandle,
  }),
  good('rotation.plan', {
    input: () => application,
    check: ({ secrets, steps }) => {
      expect(secrets).toMatchObject([{ label: 'SecretToken', needed: true, bound: false }]);
      expect(steps.map(({ id }) => id)).toContain('settings.save');
    },
  }),
  good('rotation.prove', {
    input: () => application,
    check: () => expect.fail('nothing was saved'),
    refusedOn: () => ({ code: 'conflict', reason: 'rotationNotSaved' }),
  }),
  good('rotation.finish', {
    input: () => ({ ...application, outcome: 'givenUp' }),
    check: (secret) => expect(secret).toMatchObject({ application: 'Airstack', rotationOpen: false }),
  }),
];
