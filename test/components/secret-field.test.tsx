import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HeldSecret } from '#renderer/features/setup-wizard/held-secret.tsx';
import { useWizard } from '#renderer/features/setup-wizard/wizard-store';
import { plainGuide } from './guide.ts';
import { type Answers, fakeClient, type Rendered, render } from './render.tsx';

const canary = 'CANARY-a1b2c3-token';
const handle = 'secret_00000000-0000-4000-8000-000000000001';
const vendor = plainGuide.id;
const field = plainGuide.connection.fields[1];
if (field === undefined) throw new Error('The guide has no secret.');

const session = { demo: false, account: null };

describe('a field that holds a secret', () => {
  let shown: Rendered | null = null;
  const open = async (answers: Answers) => {
    const fake = fakeClient({ 'session.show': () => ({ ok: true, data: session }), ...answers });
    shown = await render(<HeldSecret vendor={vendor} field={field} hint={undefined} />, fake);
    return { ...fake, shown };
  };
  beforeEach(() => useWizard.setState({ handles: {} }));
  afterEach(() => shown?.close());

  const everything = (): string =>
    JSON.stringify([
      document.documentElement.outerHTML,
      [...document.querySelectorAll('input')].map(({ value }) => value),
      useWizard.getState(),
      { ...localStorage },
      { ...sessionStorage },
    ]);

  it('is empty at the moment at which the secret is handed over, before any answer', async () => {
    let answer: (value: never) => void = () => undefined;
    const put = new Promise<never>((resolve) => {
      answer = resolve;
    });
    const { shown, calls } = await open({ 'secrets.put': () => put });
    const input = shown.one<HTMLInputElement>('input[type=password]');
    await shown.type(input, canary);
    expect(input.value).toBe(canary);
    await shown.submit(input);
    expect(input.value).toBe('');
    expect(everything()).not.toContain(canary);
    expect(calls.filter(({ path }) => path === 'secrets.put')).toEqual([
      { path: 'secrets.put', input: { value: canary } },
    ]);
    answer({ ok: true, data: { handle } } as never);
    await shown.until(() => shown.all('[data-secret=held]').length === 1);
    expect(useWizard.getState().handles).toEqual({ SecretToken: handle });
    expect(everything()).not.toContain(canary);
  });

  it('says why a secret was not taken, without the secret', async () => {
    const { shown } = await open({
      'secrets.put': () => ({ ok: false, error: { code: 'bad_request', message: 'It is too long.' } }),
    });
    const input = shown.one<HTMLInputElement>('input[type=password]');
    await shown.type(input, canary);
    await shown.submit(input);
    await shown.until(() => shown.text().includes('It is too long.'));
    expect(useWizard.getState().handles).toEqual({});
    expect(everything()).not.toContain(canary);
  });

  it('hands it over when the field is left', async () => {
    const { shown, calls } = await open({ 'secrets.put': () => ({ ok: true, data: { handle } }) });
    const input = shown.one<HTMLInputElement>('input[type=password]');
    await shown.type(input, ` ${canary} `);
    await shown.leave(input);
    await shown.until(() => shown.all('[data-secret=held]').length === 1);
    expect(calls).toContainEqual({ path: 'secrets.put', input: { value: canary } });
    expect(everything()).not.toContain(canary);
  });

  it.each(['', '   '])('hands nothing over for %j', async (typed) => {
    const { shown, calls } = await open({});
    const input = shown.one<HTMLInputElement>('input[type=password]');
    await shown.type(input, typed);
    await shown.submit(input);
    expect(calls.map(({ path }) => path)).not.toContain('secrets.put');
  });

  it('shows nothing of what is held, and forgets it when it is replaced', async () => {
    useWizard.setState({ handles: { SecretToken: handle as never } });
    const { shown, calls } = await open({ 'secrets.discard': () => ({ ok: true, data: { discarded: true } }) });
    expect(shown.all('input')).toEqual([]);
    expect(shown.text()).not.toContain(handle);
    await shown.click(shown.named('Replace'));
    expect(calls).toContainEqual({ path: 'secrets.discard', input: { handle } });
    expect(useWizard.getState().handles).toEqual({});
    expect(shown.one<HTMLInputElement>('input').value).toBe('');
  });
});
