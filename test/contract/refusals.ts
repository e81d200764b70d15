import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Path, paths } from '#shared/contract/index';
import { exampleText } from '#test/support/demo-world';
import { createGate } from './gate.ts';
import { nested, oversized, plausibleInputs } from './inputs.ts';
import { dataOf, type Transport } from './transport.ts';
import type { transports } from './transports.ts';

const badInput = { ok: false, error: { code: 'bad_request', reason: 'invalidInput' } };
const cancelled = { ok: false, error: { code: 'cancelled' } };

/** What is of the wrong type for every procedure. */
const wrongValues: readonly unknown[] = [null, 'text', 7, true, [], [{}]];

/** Each member of an input in turn, with a value of another type than it has. */
const withWrongMember = (path: Path): readonly unknown[] =>
  Object.entries(plausibleInputs[path]).map(([name, value]) => ({
    ...plausibleInputs[path],
    [name]: typeof value === 'number' ? { nested: true } : -1,
  }));

const unknownThings: readonly (readonly [Path, { readonly code: string; readonly reason?: string }])[] = [
  ['tasks.wait', { code: 'not_found', reason: 'unknownTask' }],
  ['tasks.cancel', { code: 'not_found', reason: 'unknownTask' }],
  ['setup.apply', { code: 'plan_stale', reason: 'planUnknown' }],
  ['synchronizationJobs.show', { code: 'not_found' }],
  ['configuration.export', { code: 'not_found' }],
  ['logs.list', { code: 'not_found' }],
];

/** Takes transports; describes what each refuses alike, on a tenant of its own. */
export function describeRefusals(over: typeof transports): void {
  describe.each(over)('$name', ({ open }) => {
    const gate = createGate();
    let transport: Transport;
    beforeAll(async () => {
      transport = await open({ replicationDelayMs: 0, intercept: gate.intercept });
      const permissions = dataOf(await transport.call('session.listPermissions', {})) as {
        readonly permissions: readonly { readonly scope: string }[];
      };
      const scopes = permissions.permissions.map(({ scope }) => scope);
      dataOf(await transport.call('session.signIn', { scopes }));
    });
    afterAll(() => transport.close());

    it.each(['nothing.here', '__proto__', 'constructor', 'toString', 'session', 'session.show ', ''])(
      'knows no procedure "%s"',
      async (path) => {
        const { result } = await transport.call(path, {});
        expect(result).toMatchObject({ ok: false, error: { code: 'not_found', reason: 'unknownProcedure' } });
      },
    );

    it.each(paths)(
      '%s takes no key that it does not know, no wrong type and nothing 1,000 levels deep',
      async (path) => {
        const plausible = plausibleInputs[path];
        const deep = nested(1_000);
        const inputs = [
          { ...plausible, unknownKey: 1 },
          { ...plausible, ...JSON.parse('{"__proto__":{"polluted":true}}'), constructor: 1 },
          ...wrongValues,
          ...withWrongMember(path),
          deep,
          { ...plausible, deep },
          ...Object.keys(plausible).map((name) => ({ ...plausible, [name]: deep })),
        ];
        for (const input of inputs) expect((await transport.call(path, input)).result).toMatchObject(badInput);
        expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
      },
    );

    it.each(oversized)('%s takes nothing larger than the contract allows', async (path, input) => {
      expect((await transport.call(path, input)).result).toMatchObject(badInput);
    });

    it.each(unknownThings)('%s says that what it is asked about is unknown', async (path, error) => {
      expect((await transport.call(path, plausibleInputs[path])).result).toMatchObject({ ok: false, error });
    });

    it('refuses a configuration that is 1,000 levels deep', async () => {
      const text = `schemaVersion: 1\nvendor: airstack\nmappings: ${'['.repeat(1_000)}${']'.repeat(1_000)}\n`;
      const { result } = await transport.call('configuration.parse', { text });
      expect(result).toMatchObject({ ok: false, error: { code: 'bad_request' } });
    });

    it('ends a call that its caller gave up, while Graph still works on it', async () => {
      const held = gate.hold(/applicationTemplates/);
      const controller = new AbortController();
      const pending = transport.call('gallery.search', { search: 'air' }, { signal: controller.signal });
      await held.reached;
      controller.abort();
      expect((await pending).result).toMatchObject(cancelled);
      held.open();
      expect((await transport.call('gallery.search', { search: 'air' })).result.ok).toBe(true);
    });

    it('ends a task that was cancelled, says so once, and can do the same work again', async () => {
      const parsed = dataOf(await transport.call('configuration.parse', { text: exampleText('airstack') }));
      const held = gate.hold(/servicePrincipals|applicationTemplates/);
      const controller = new AbortController();
      const input = { configuration: parsed };
      const pending = transport.call('setup.plan', input, { signal: controller.signal });
      await held.reached;
      controller.abort();
      const { result, heard } = await pending;
      expect(result).toMatchObject(cancelled);
      expect(heard.filter(({ kind }) => kind === 'ended')).toHaveLength(1);
      expect(heard.at(-1)?.kind).toBe('ended');
      held.open();
      expect((await transport.call('setup.plan', input)).result.ok).toBe(true);
    });
  });
}
