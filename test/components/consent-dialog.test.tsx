import { afterEach, describe, expect, it, vi } from 'vitest';
import { ConsentDialog } from '#renderer/shell/consent-dialog.tsx';
import { askConsent } from '#renderer/shell/consent-store';
import type { Result } from '#shared/contract/result';
import { fakeClient, type Rendered, render } from './render.tsx';

const permissions = [
  { scope: 'User.ReadBasic.All', reason: 'Find people by their name.', when: 'later', adminConsent: false },
  { scope: 'Group.Read.All', reason: 'Find groups.', when: 'later', adminConsent: true },
];
const account = { homeAccountId: 'h', tenantId: 'the-tenant', username: 'ada@contoso.example', displayName: null };

let shown: Rendered | null = null;
afterEach(async () => {
  askConsent(null);
  await shown?.close();
});

async function open(outcome: Result<unknown>) {
  const onGiven = vi.fn();
  const fake = fakeClient({
    'session.show': () => ({ ok: true, data: { account } }),
    'session.listPermissions': () => ({ ok: true, data: { permissions } }),
    'session.signIn': () => outcome,
    'session.clock': () => ({ ok: true, data: {} }),
  });
  askConsent({ scopes: ['User.ReadBasic.All'], onGiven });
  shown = await render(<ConsentDialog />, fake);
  const page = shown;
  await page.until(() => page.text().includes('User.ReadBasic.All'));
  return { ...fake, shown: page, onGiven };
}

describe('the question before a consent', () => {
  it('names each permission with its reason, and asks nobody yet', async () => {
    const { shown, calls } = await open({ ok: true, data: {} });
    expect(shown.text()).toContain('Find people by their name.');
    expect(shown.text()).not.toContain('Group.Read.All');
    expect(calls.map(({ path }) => path)).not.toContain('session.signIn');
  });

  it('asks for these permissions only, in the same tenant for the same account, and what was refused goes on', async () => {
    const { shown, calls, onGiven } = await open({ ok: true, data: {} });
    await shown.click(shown.named('Ask in the browser'));
    await shown.until(() => onGiven.mock.calls.length === 1);
    expect(calls).toContainEqual({
      path: 'session.signIn',
      input: { scopes: ['User.ReadBasic.All'], tenant: 'the-tenant', loginHint: 'ada@contoso.example' },
    });
    await shown.until(() => shown.all('[role=alertdialog]').length === 0);
  });

  it('says why nothing was given, and lets a person ask again', async () => {
    const { shown, onGiven } = await open({
      ok: false,
      error: { code: 'consent_required', reason: 'consentDeclined', message: 'The consent was declined.' },
    });
    await shown.click(shown.named('Ask in the browser'));
    await shown.until(() => shown.text().includes('The consent was declined.'));
    expect(onGiven).not.toHaveBeenCalled();
    expect(shown.named('Ask in the browser').hasAttribute('disabled')).toBe(false);
    await shown.click(shown.named(/^Cancel$/));
    expect(shown.all('[role=alertdialog]')).toEqual([]);
  });
});
