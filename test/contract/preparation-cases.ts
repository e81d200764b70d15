import { expect } from 'vitest';
import type { Input } from '#shared/contract/index';
import { type GoodCase, good, type Story } from './good-case.ts';

const vendor = 'airstack' as never;
const tenantUrl = 'https://api-as.lenovosoftware.com/0/as/common/scim';

const draft: Input<'drafts.put'>['draft'] = {
  step: 'credentials',
  answers: {
    vendor,
    application: { kind: 'create', name: 'Airstack', separate: false },
    done: [0, 1],
    fields: { BaseAddress: 'https://half a URL' },
    people: 'assigned',
    assignments: [],
    email: 'identity-team@',
    threshold: { enabled: true, value: 20 },
    keepOutOfScope: false,
  },
  servicePrincipalId: null,
};

async function heldToken({ transport }: Story): Promise<string> {
  const target = transport.served.tenant.targets.find(({ vendorId }) => vendorId === 'airstack');
  const { result } = await transport.call('secrets.put', { value: target?.mintToken() ?? '' });
  if (!result.ok) throw new Error('The secret was not taken.');
  return (result.data as { readonly handle: string }).handle;
}

const keptDraft = ({ kept }: Story): string => kept.get('draft') ?? '00000000-0000-4000-8000-000000000000';

/** Looking up, testing and keeping what was begun: everything before there is a plan. */
export const preparationCases: readonly GoodCase[] = [
  good('vendors.guide', {
    input: () => ({ vendor }),
    check: (guide) => {
      expect(guide).toMatchObject({ displayName: 'Airstack', supports: { groups: 'none' } });
      expect(guide.connection.fields.map(({ key, secret }) => [key, secret])).toEqual([
        ['BaseAddress', false],
        ['SecretToken', true],
      ]);
      expect(guide.vendorSide.steps.at(-1)?.yields).toEqual(['SecretToken']);
    },
  }),
  good('setup.checkPrerequisites', {
    input: () => ({ vendor }),
    check: ({ prerequisites, applications, gallery }, { transport }) => {
      const states = Object.fromEntries(prerequisites.map(({ kind, state }) => [kind, state]));
      expect(states).toMatchObject({
        entraRole: 'met',
        entraTenant: 'met',
        application: 'notSeen',
        vendorAdmin: 'person',
      });
      // Another process asks with a sign-in of its own, which may not carry the permission for licences.
      expect(['met', 'unknown']).toContain(states.licence);
      if (transport.oneProcess) expect(states.licence).toBe('unknown');
      expect(applications).toEqual([]);
      expect(gallery).toMatchObject({ state: 'found', supportsProvisioning: true });
    },
  }),
  good('directory.search', {
    input: () => ({ kind: 'user', search: 'sof' }),
    check: ({ entries, complete }) => {
      expect(complete).toBe(true);
      expect(entries).toMatchObject([{ kind: 'user', userPrincipalName: 'sofia.nyberg@contoso.demo.example' }]);
    },
  }),
  good('secrets.makeDemoToken', {
    input: () => ({ vendor }),
    check: ({ handle }) => expect(handle).toMatch(/^secret_/),
    acrossProcesses: { code: 'not_found', reason: 'noDemoVendor' },
  }),
  good('preflight.prepare', {
    input: () => ({ vendor }),
    check: (subject) =>
      expect(subject).toMatchObject({ tenantUrl, tenantUrlFrom: 'profile', objects: [{ source: 'User' }] }),
  }),
  good('preflight.run', {
    input: async (story) => ({
      vendor,
      tenantUrl,
      token: story.transport.oneProcess ? ((await heldToken(story)) as never) : null,
    }),
    check: ({ checks, toConfirm, leftBehind }, { transport }) => {
      expect({ toConfirm, leftBehind }).toEqual({ toConfirm: [], leftBehind: null });
      const verdicts = Object.fromEntries(checks.map(({ check, verdict }) => [check, verdict]));
      const withToken = transport.oneProcess ? 'passed' : 'skipped';
      expect(verdicts).toMatchObject({ refusal: 'passed', authentication: withToken, filter: withToken });
    },
  }),
  good('setup.compareMappings', {
    input: () => ({ vendor: 'schoolstream-asa' as never, servicePrincipalId: null }),
    check: ({ live, mappings }, { transport }) => {
      expect(live).toBeNull();
      const [user] = mappings;
      const added = user?.rows.filter(({ change }) => change === 'add');
      expect(added).toMatchObject([
        { planned: '[extensionAttribute1]', defaultValue: transport.served.tenant.state.tenantId, documented: true },
      ]);
    },
  }),
  good('setup.testConnection', {
    input: async (story) => ({
      vendor,
      connection: { tenantUrl },
      secrets: story.transport.oneProcess ? { SecretToken: (await heldToken(story)) as never } : {},
    }),
    check: ({ verdict, host, checks }, { transport }) => {
      expect([verdict, host]).toEqual(['looksGood', 'api-as.lenovosoftware.com']);
      const states = Object.fromEntries(checks.map(({ layer, state }) => [layer, state]));
      const answer = transport.oneProcess ? 'passed' : 'notTried';
      expect(states).toMatchObject({ address: 'passed', answer, service: 'notTried' });
    },
  }),
  good('drafts.put', {
    input: () => ({ draft }),
    check: (saved, { kept }) => {
      expect(saved).toMatchObject(draft);
      kept.set('draft', saved.id);
    },
  }),
  good('drafts.list', {
    check: ({ drafts, unreadable }, story) => {
      expect(drafts.map(({ id }) => id)).toEqual([keptDraft(story)]);
      expect(unreadable).toBe(0);
    },
  }),
  good('drafts.get', {
    input: (story) => ({ id: keptDraft(story) as never }),
    check: (one) => expect(one).toMatchObject(draft),
  }),
  good('drafts.delete', {
    input: (story) => ({ id: keptDraft(story) as never }),
    check: ({ deleted }) => expect(deleted).toBe(true),
  }),
];
