import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Core } from '#core/create-core';
import { contract, type Path, paths } from '#shared/contract/index';
import { type Result, WireError } from '#shared/contract/result';
import { runCommand } from '#test/support/command-line';
import { answering, createFuzzCore } from './fuzz-core.ts';
import { plausibleInputs } from './inputs.ts';
import type { AnyDispatch } from './process-transports.ts';
import { isTaskPath } from './transport.ts';

/** Any JSON, and what is nearly right: the members of a plausible input with one of them, or one more, made of any JSON. */
const anyInput = (path: Path): fc.Arbitrary<unknown> =>
  fc.oneof(
    fc.jsonValue({ maxDepth: 4 }),
    fc
      .tuple(
        fc.constantFrom('extra', '__proto__', ...Object.keys(plausibleInputs[path])),
        fc.jsonValue({ maxDepth: 3 }),
      )
      .map(([name, value]) => ({ ...plausibleInputs[path], [name]: value })),
    fc
      .string({ maxLength: 400, unit: 'binary' })
      .map((text) =>
        Object.fromEntries(
          Object.entries(plausibleInputs[path]).map(([name, value]) => [
            name,
            typeof value === 'string' ? text : value,
          ]),
        ),
      ),
  );

/** Fails unless it is a result: data that the contract has, or an error of the closed list. */
function expectResult(path: Path, result: Result<unknown>): void {
  if (result.ok) contract[path].output.parse(result.data);
  else expect(WireError.parse(result.error)).toEqual(result.error);
}

async function callAny(core: Core, path: Path, input: unknown): Promise<void> {
  const dispatch = core.dispatch as AnyDispatch;
  const answer = await dispatch(path, input);
  if (!isTaskPath(path) || !answer.ok) {
    expectResult(path, answer);
    return;
  }
  const waited = await dispatch('tasks.wait', answer.data);
  expectResult('tasks.wait', waited);
  if (waited.ok) expectResult(path, waited.data as Result<unknown>);
}

describe('whatever is sent', () => {
  it.each(paths)('%s answers a result', async (path) => {
    const { core, faults } = createFuzzCore();
    await fc.assert(
      fc.asyncProperty(anyInput(path), (input) => callAny(core, path, input)),
      { numRuns: 24 },
    );
    expect(faults).toEqual([]);
  });

  it.each(paths)('%s prints a result and ends with its exit code', async (path) => {
    const refused = anyInput(path).filter((input) => !contract[path].input.safeParse(input).success);
    await fc.assert(
      fc.asyncProperty(refused, async (input) => {
        const { exitCode, stdout, stderr } = await runCommand(['call', path, '--json', '-'], {
          stdin: JSON.stringify(input),
        });
        expect([exitCode, stdout]).toEqual([2, '']);
        expect(JSON.parse(stderr)).toMatchObject({ exitCode: 2, error: { code: 'bad_request' } });
      }),
      { numRuns: 4 },
    );
  });
});

describe('whatever Graph answers', () => {
  const answer = fc.oneof(
    fc.json({ maxDepth: 3 }),
    fc.array(fc.jsonValue({ maxDepth: 3 })).map((value) => JSON.stringify({ value })),
    fc
      .dictionary(fc.constantFrom('id', 'value', 'error', 'status', 'displayName', 'responses'), fc.jsonValue())
      .map((record) => JSON.stringify(record)),
    fc.constantFrom('', '<html>', '{"value":[', 'null'),
  );

  it.each(paths)('%s answers a result, and never as a fault of the program', async (path) => {
    await fc.assert(
      fc.asyncProperty(fc.array(answer, { minLength: 1, maxLength: 6 }), async (texts) => {
        const { core, faults } = createFuzzCore(answering(texts));
        await callAny(core, path, plausibleInputs[path]);
        expect(faults).toEqual([]);
      }),
      { numRuns: 16 },
    );
  });
});
