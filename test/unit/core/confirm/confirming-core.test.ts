import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createConfirmingCore } from '#core/confirm/confirming-core';
import { type Question, questionFor } from '#core/confirm/questions';
import type { Core } from '#core/create-core';
import { contract, paths } from '#shared/contract/index';
import { plausibleInputs } from '#test/contract/inputs';

const planId = 'plan_00000000-0000-4000-8000-000000000000';
const apply = { planId, planHash: 'h', confirmed: [{ kind: 'deletes' as const, objects: ['Airstack'] }] };

function open(answer: (question: Question) => Promise<boolean>) {
  const reached: string[] = [];
  const asked: Question[] = [];
  const core = {
    dispatch: async (path: string) => {
      reached.push(path);
      return { ok: true, data: {} };
    },
    subscribe: () => () => undefined,
  } as unknown as Core;
  const confirming = createConfirmingCore(core, (question) => {
    asked.push(question);
    return answer(question);
  });
  return { asked, reached, dispatch: confirming.dispatch as (path: string, input: unknown) => Promise<unknown> };
}

/** A profile that sends secrets elsewhere. */
const movedProfile = readFileSync('assets/profiles/airstack/profile.json', 'utf8').replaceAll(
  'api-as.lenovosoftware.com',
  'moved.example',
);

const refused = { ok: false, error: { code: 'cancelled', reason: 'notConfirmed' } };

const protectedCalls = [
  ['setup.apply', apply],
  ['setup.apply', { ...apply, confirmed: [{ kind: 'deprovisions', count: 3 }] }],
  ['setup.apply', { ...apply, confirmed: [{ kind: 'changeOfHost', from: 'a.example', to: 'b.example' }] }],
  ['synchronizationJobs.restart', { application: 'Airstack', resetScope: 'ForceDeletes' }],
  ['synchronizationJobs.delete', { application: 'Airstack' }],
  ['settings.change', { proxy: 'proxy.example:8080' }],
  ['settings.change', { updates: 'off' }],
  ['vendors.save', { text: movedProfile, replace: true }],
  ['vendors.remove', { vendor: 'airstack', restoreBuiltIn: true }],
] as const;

describe('what takes something away or weakens this program', () => {
  it.each(protectedCalls)('%s %j reaches core after a yes only', async (path, input) => {
    const no = open(async () => false);
    expect(await no.dispatch(path, input)).toMatchObject(refused);
    expect([no.asked.length, no.reached]).toEqual([1, []]);
    const yes = open(async () => true);
    expect(await yes.dispatch(path, input)).toMatchObject({ ok: true });
    expect(yes.reached).toEqual([path]);
  });

  it('is refused when asking fails', async () => {
    const { dispatch, reached } = open(() => Promise.reject(new Error('no window')));
    expect(await dispatch(...protectedCalls[0])).toMatchObject(refused);
    expect(reached).toEqual([]);
  });

  it('is asked about once at a time, so that a page cannot wear a person down', async () => {
    const { dispatch, asked } = open(() => new Promise(() => undefined));
    void dispatch(...protectedCalls[0]);
    expect(await dispatch(...protectedCalls[3])).toMatchObject({
      error: { code: 'conflict', reason: 'confirmationOpen' },
    });
    expect(asked).toHaveLength(1);
  });

  it('names the hosts of a profile that takes the place of another; one that takes nobody’s place is kept without asking', async () => {
    const { dispatch, asked, reached } = open(async () => false);
    await dispatch('vendors.save', { text: movedProfile, replace: true });
    expect(asked[0]?.lines.join(' ')).toContain('moved.example');
    await dispatch('vendors.save', { text: movedProfile });
    await dispatch('vendors.save', { text: '{', replace: true });
    expect([asked.length, reached]).toEqual([1, ['vendors.save', 'vendors.save']]);
  });

  it('is asked when the loss of journal entries is accepted, and a no keeps it from core', async () => {
    const { dispatch, asked, reached } = open(async () => false);
    await dispatch('journal.acceptLoss', {});
    expect([asked[0]?.title, reached]).toEqual([expect.stringContaining('journal are gone'), []]);
  });

  it('is not asked about when the contract refuses it anyway', async () => {
    const { dispatch, asked, reached } = open(async () => false);
    await dispatch('setup.apply', { ...apply, planId: 'x' });
    await dispatch('nothing.here', {});
    expect([asked.length, reached]).toEqual([0, ['setup.apply', 'nothing.here']]);
  });
});

describe('everything else', () => {
  // These are asked about whatever their input.
  const asked: readonly string[] = ['journal.acceptLoss', 'synchronizationJobs.delete'];
  const silent = paths.filter(
    (path) => !asked.includes(path) && contract[path].input.safeParse(plausibleInputs[path]).success,
  );

  it.each(silent)('%s asks nobody', async (path) => {
    const { dispatch, asked, reached } = open(async () => false);
    await dispatch(path, plausibleInputs[path]);
    expect([asked.length, reached]).toEqual([0, [path]]);
  });
});

describe('the text of a question', () => {
  it('asks before rows of the log archive are removed, and not before they are kept', () => {
    expect(questionFor('archive.configure', { retentionDays: 30 }, null)?.title).toContain('30 days');
    expect(questionFor('archive.configure', { retentionDays: null }, null)).toBeNull();
    expect(questionFor('archive.configure', { finalAfterHours: 48 }, null)).toBeNull();
  });

  it('names application and tenant of a plan that this program made', () => {
    const plan = { application: 'Airstack', tenantId: 'contoso' };
    expect(questionFor('setup.apply', apply, plan)).toEqual({
      title: 'Carry out the plan for Airstack in contoso?',
      lines: ['This deletes: Airstack. Go on?'],
    });
    expect(questionFor('setup.apply', apply, null)?.title).toContain('does not know');
  });

  it('cannot be made to look like another one', () => {
    const objects = ['A\nAnswer: yes\r\u202Eevil\u2028', 'x'.repeat(1000)];
    const [line = ''] =
      questionFor('setup.apply', { ...apply, confirmed: [{ kind: 'deletes', objects }] }, null)?.lines ?? [];
    expect(line).not.toMatch(/[\r\n\u202E\u2028]/);
    expect(line.length).toBeLessThanOrEqual(301);
  });

  it('shows twenty lines and how many more there are', () => {
    const confirmed = Array.from({ length: 30 }, () => apply.confirmed[0]);
    const lines = questionFor('setup.apply', { ...apply, confirmed }, null)?.lines ?? [];
    expect([lines.length, lines.at(-1)]).toEqual([21, '… and 10 more']);
  });
});
