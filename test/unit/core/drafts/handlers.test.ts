import { describe, expect, it } from 'vitest';
import { createDraftsHandlers, draftOf } from '#core/drafts/handlers';
import type { IdentityPort } from '#core/ports';
import { toWireError } from '#core/rpc/errors';
import { createSecretRegister } from '#core/secrets/secret-register';
import { DraftContent, DraftId } from '#shared/model/wizard';
import { createMemoryDrafts } from '#test/support/memory-drafts';
import { createFakeClock, createFakeIdentity, createFakePorts } from '#test/unit/core/graph/fake-world';

const draft = DraftContent.parse({
  step: 'credentials',
  answers: {
    vendor: 'airstack',
    application: null,
    done: [0],
    fields: { BaseAddress: 'https://half a URL' },
    people: 'assigned',
    assignments: [],
    email: '',
    threshold: { enabled: true, value: 20 },
    keepOutOfScope: false,
  },
  servicePrincipalId: null,
});

function worldOf(identity: Partial<IdentityPort> = {}, drafts = createMemoryDrafts()) {
  const clock = createFakeClock();
  const ports = createFakePorts({ clock, drafts, identity: createFakeIdentity(identity) });
  const secrets = createSecretRegister(ports.newId);
  const context = { signal: new AbortController().signal, progress: () => undefined };
  return { handlers: createDraftsHandlers({ ports, secrets }), secrets, context, drafts, clock };
}

const elsewhere = async () => ({
  homeAccountId: 'home.2',
  tenantId: '99999999-9999-4999-8999-999999999999',
  username: 'b@fabrikam.example',
  displayName: null,
  cloud: 'Global',
});

describe('a draft', () => {
  it('is kept, listed with the last one first, read again and forgotten', async () => {
    const { handlers, context, clock } = worldOf();
    const first = await handlers['drafts.put']({ draft }, context);
    await clock.sleep(1000);
    const second = await handlers['drafts.put']({ draft: { ...draft, step: 'scope' } }, context);
    expect((await handlers['drafts.list']({}, context)).drafts.map(({ id }) => id)).toEqual([second.id, first.id]);
    expect(await handlers['drafts.get']({ id: first.id }, context)).toEqual(first);
    expect(await handlers['drafts.delete']({ id: first.id }, context)).toEqual({ deleted: true });
    expect(await handlers['drafts.delete']({ id: first.id }, context)).toEqual({ deleted: false });
    await expect(handlers['drafts.get']({ id: first.id }, context).catch(toWireError)).resolves.toMatchObject({
      code: 'not_found',
      reason: 'unknownDraft',
    });
  });

  it('is replaced when it is kept again', async () => {
    const { handlers, context, drafts } = worldOf();
    const { id } = await handlers['drafts.put']({ draft }, context);
    await handlers['drafts.put']({ id, draft: { ...draft, step: 'review' } }, context);
    expect(drafts.texts()).toHaveLength(1);
    expect((await handlers['drafts.get']({ id }, context)).step).toBe('review');
  });

  it('belongs to its tenant', async () => {
    const { handlers, context, drafts } = worldOf();
    await handlers['drafts.put']({ draft }, context);
    const other = worldOf({ current: elsewhere }, drafts);
    expect((await other.handlers['drafts.list']({}, other.context)).drafts).toEqual([]);
  });

  it('needs somebody who is signed in', async () => {
    const { handlers, context } = worldOf({ current: async () => null });
    await expect(handlers['drafts.list']({}, context).catch(toWireError)).resolves.toMatchObject({
      code: 'unauthenticated',
    });
  });

  it.each([
    ['email', 'CANARY-"quoted"-token'],
    ['BaseAddress', 'https://x.example/?t=CANARY-"quoted"-token'],
  ])('that holds a secret in %s is refused, and nothing is written', async (name, value) => {
    const { handlers, context, secrets, drafts } = worldOf();
    secrets.put('CANARY-"quoted"-token');
    const answers =
      name === 'email' ? { ...draft.answers, email: value } : { ...draft.answers, fields: { [name]: value } };
    const refused = handlers['drafts.put']({ draft: { ...draft, answers } }, context).catch(toWireError);
    await expect(refused).resolves.toMatchObject({ code: 'bad_request', reason: 'draftHoldsSecret' });
    expect(JSON.stringify(await refused)).not.toContain('CANARY');
    expect(drafts.texts()).toEqual([]);
  });
});

describe('a file that is no draft', () => {
  const id = DraftId.parse('33333333-3333-4333-8333-333333333333');
  const whole = JSON.stringify({ id, savedAt: '2026-01-01T00:00:00.000Z', ...draft });
  it.each([
    '',
    '{',
    'null',
    '[]',
    whole.replace('"step":"credentials"', '"step":"nowhere"'),
    whole.replace(id, '44444444-4444-4444-8444-444444444444'),
    whole.replace('"step"', '"token":"x","step"'),
  ])('is not taken for one: %s', (text) => {
    expect(draftOf(text, id)).toBeNull();
  });

  it('is counted beside those that are', async () => {
    const drafts = createMemoryDrafts();
    const { handlers, context } = worldOf({}, drafts);
    const kept = await handlers['drafts.put']({ draft }, context);
    const key = { authority: 'https://login.microsoftonline.com', graph: 'https://graph.microsoft.com' };
    await drafts.write({ ...key, tenantId: '11111111-1111-1111-1111-111111111111' }, { id, text: '{' });
    const listed = await handlers['drafts.list']({}, context);
    expect([listed.drafts.map((one) => one.id), listed.unreadable]).toEqual([[kept.id], 1]);
  });
});
