import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stopSaving, useAutosave } from '#renderer/features/setup-wizard/use-autosave';
import {
  answer,
  answerField,
  bindSecret,
  noteDiagnosis,
  noteSetUp,
  noteStep,
  openDraft,
  useWizard,
} from '#renderer/features/setup-wizard/wizard-store';
import { SecretHandle, ServicePrincipalId } from '#shared/model/ids';
import { draftOf } from './draft.ts';
import { fakeClient, type Rendered, render } from './render.tsx';

const handle = SecretHandle.parse('secret_00000000-0000-4000-8000-000000000001');
const application = ServicePrincipalId.parse('00000000-0000-4000-8000-00000000000a');

describe('the set-up that is open', () => {
  beforeEach(() => {
    useWizard.setState({ id: null, handles: {}, diagnosis: null });
    openDraft(draftOf());
  });

  it('is what the draft says, with nothing to save', () => {
    openDraft(draftOf({ step: 'scope', answers: { email: 'a@b.example' } }));
    expect(useWizard.getState()).toMatchObject({ step: 'scope', saving: 'saved', answers: { email: 'a@b.example' } });
  });

  it('keeps handles when it is opened again, and gives none of them to another one', () => {
    bindSecret('SecretToken', handle);
    openDraft(draftOf({ step: 'review' }));
    expect(useWizard.getState().handles).toEqual({ SecretToken: handle });
    openDraft(draftOf({ id: '00000000-0000-4000-8000-000000000002' }));
    expect(useWizard.getState()).toMatchObject({ handles: {}, diagnosis: null });
  });

  it('forgets what a test of the connection said when address or secret change', () => {
    const diagnosis = { verdict: 'works', host: 'h', checks: [], advice: [] } as const;
    for (const change of [() => answerField('BaseAddress', 'https://x'), () => bindSecret('SecretToken', handle)]) {
      noteDiagnosis({ ...diagnosis, checks: [], advice: [] });
      change();
      expect(useWizard.getState().diagnosis).toBeNull();
    }
  });

  it('has something to save after each answer, and not after a step that it stands at already', () => {
    noteStep('prerequisites');
    expect(useWizard.getState().saving).toBe('saved');
    noteStep('scope');
    expect(useWizard.getState()).toMatchObject({ step: 'scope', saving: 'changed', revision: 1 });
    answer({ email: 'a@b.example' });
    expect(useWizard.getState().revision).toBe(2);
  });

  it('is about the application that it made, from then on, and knows whether its job runs', () => {
    answer({ application: { kind: 'create', name: 'Airstack test', separate: true } });
    noteSetUp(application, false);
    expect(useWizard.getState().answers?.application).toEqual({
      kind: 'reuse',
      servicePrincipalId: application,
      displayName: 'Airstack test',
      active: false,
    });
    noteSetUp(application, true);
    expect(useWizard.getState()).toMatchObject({
      servicePrincipalId: application,
      answers: { application: { active: true } },
    });
  });
});

describe('a set-up that was changed', () => {
  let shown: Rendered | null = null;
  afterEach(() => shown?.close());
  const Saving = (): null => {
    useAutosave();
    return null;
  };
  const open = async (ok: boolean) => {
    openDraft(draftOf());
    const fake = fakeClient({
      'drafts.put': () =>
        ok ? { ok: true, data: draftOf() } : { ok: false, error: { code: 'storage_full', message: 'Full.' } },
    });
    shown = await render(<Saving />, fake);
    return { ...fake, shown };
  };
  const puts = (calls: readonly { readonly path: string; readonly input: unknown }[]): readonly unknown[] =>
    calls.filter(({ path }) => path === 'drafts.put').map(({ input }) => input);

  it('is kept at once when the page is left, without any handle', async () => {
    const { calls, shown } = await open(true);
    bindSecret('SecretToken', handle);
    answer({ email: 'a@b.example' });
    window.dispatchEvent(new Event('pagehide'));
    await shown.until(() => useWizard.getState().saving === 'saved');
    expect(puts(calls)).toMatchObject([{ draft: { answers: { email: 'a@b.example' } } }]);
    expect(JSON.stringify(calls)).not.toContain(handle);
  });

  it('says so when it could not be kept', async () => {
    const { shown } = await open(false);
    answer({ email: 'a@b.example' });
    window.dispatchEvent(new Event('pagehide'));
    await shown.until(() => useWizard.getState().saving === 'failed');
  });

  it('is not kept any more after it was finished', async () => {
    const { calls } = await open(true);
    answer({ email: 'a@b.example' });
    await stopSaving();
    window.dispatchEvent(new Event('pagehide'));
    expect(puts(calls)).toEqual([]);
  });
});
