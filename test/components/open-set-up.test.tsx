import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Router } from 'wouter';
import { memoryLocation } from 'wouter/memory-location';
import { OpenSetUp } from '#renderer/features/setup-wizard/open-set-up.tsx';
import { useWizard } from '#renderer/features/setup-wizard/wizard-store';
import type { WizardStep } from '#shared/model/wizard';
import { draftOf } from './draft.ts';
import { plainGuide } from './guide.ts';
import { type Answers, fakeClient, type Rendered, render } from './render.tsx';

const person = {
  kind: 'user',
  id: '00000000-0000-4000-8000-0000000000aa',
  displayName: 'Sofia Nyberg',
  detail: 'sofia.nyberg@contoso.example',
  role: '',
};

let shown: Rendered | null = null;
beforeEach(() => useWizard.setState({ id: null, answers: null, handles: {} }));
afterEach(() => shown?.close());

async function open(
  draft: ReturnType<typeof draftOf>,
  change: { readonly step?: WizardStep; readonly answers?: Answers } = {},
) {
  const fake = fakeClient({
    'drafts.get': () => ({ ok: true, data: draft }),
    'drafts.put': () => ({ ok: true, data: draft }),
    'vendors.guide': () => ({ ok: true, data: plainGuide }),
    'session.show': () => ({ ok: true, data: { demo: false, account: null } }),
    ...change.answers,
  });
  const { hook } = memoryLocation({ path: '/' });
  const element = (
    <Router hook={hook}>
      <OpenSetUp id={draft.id} step={change.step ?? null} />
    </Router>
  );
  shown = await render(element, fake);
  return { ...fake, shown };
}

describe('a set-up that was begun', () => {
  it('goes on where it was left, with what was answered', async () => {
    const { shown } = await open(draftOf({ step: 'scope', answers: { assignments: [person] } }));
    await shown.until(() => shown.all('h2').some(({ textContent }) => textContent === 'Scope and people'));
    await shown.until(() => shown.text().includes('Sofia Nyberg'));
  });

  it('opens at the step of its address', async () => {
    const { shown } = await open(draftOf({ step: 'scope', answers: { email: 'a@b.example' } }), { step: 'safety' });
    await shown.until(() => shown.all('h2').some(({ textContent }) => textContent === 'Notifications and safety'));
    expect(shown.all('input').map((input) => (input as HTMLInputElement).value)).toContain('a@b.example');
  });

  it('asks for the token again, and plans nothing without it', async () => {
    const answers = {
      application: { kind: 'create', name: 'Airstack', separate: false },
      email: 'a@b.example',
      done: [0],
      assignments: [person],
    };
    const { shown, calls } = await open(draftOf({ step: 'review', answers }));
    await shown.until(() => shown.text().includes('Something is still missing'));
    expect(calls.map(({ path }) => path)).not.toContain('setup.plan');
    expect(shown.text()).toContain('Credentials');
  });

  it('cannot be opened behind what was not carried out', async () => {
    const { shown } = await open(draftOf({ step: 'turnOn' }));
    await shown.until(() => shown.all('h2').some(({ textContent }) => textContent === 'Review'));
  });

  it('says so when it is no longer there', async () => {
    const gone = { ok: false, error: { code: 'not_found', message: 'There is no such set-up.' } } as const;
    const { shown } = await open(draftOf(), { answers: { 'drafts.get': () => gone } });
    await shown.until(() => shown.text().includes('There is no such set-up.'));
  });
});
