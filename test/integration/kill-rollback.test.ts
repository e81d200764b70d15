import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exampleText } from '#test/support/demo-world';
import { type BuiltProgram, buildChild } from '#test/support/kill/build-child';
import { expectSameEnd } from '#test/support/kill/expect-same-end';
import {
  type KillSetup,
  killAtEach,
  killedRun,
  pointsAt,
  type Reference,
  referenceRun,
  withoutReads,
} from '#test/support/kill/kill-loop';

const limitMs = 420_000;

let program: BuiltProgram;
beforeAll(async () => {
  program = await buildChild();
}, limitMs);
afterAll(() => program.remove());

const original = exampleText('airstack');

/** Settings, mappings and the state of the job, all otherwise. */
const changed = original
  .replace('value: 20', 'value: 77')
  .replace(
    'provisioning: on',
    'provisioning: off\nmappings:\n  - source: User\n    target: User\n    actions: [create, update]',
  );

const setup = (): KillSetup => ({
  entry: program.entry,
  vendorId: 'airstack',
  label: 'SecretToken',
  configuration: original,
  changed,
  command: 'rollback',
});

describe('rolling back to a snapshot, killed and run again', () => {
  let reference: Reference;
  beforeAll(async () => {
    reference = await referenceRun(setup());
  }, limitMs);

  it('takes settings, mappings and the state of the job back when nothing disturbs it', async () => {
    const wanted = await referenceRun({ ...setup(), command: 'apply', changed: undefined } as never);
    expect(reference.before.jobs).not.toEqual(wanted.ending.state.jobs);
    expect(reference.ending.last).toBe('unchanged, 0 writes');
    expect(reference.ending.state.settings).toEqual(wanted.ending.state.settings);
    expect(reference.ending.state.jobs).toEqual(wanted.ending.state.jobs);
    expect(reference.ending.journal).toMatchObject({ fault: null, openSteps: [], missing: null });
    expect(reference.ending.records).toEqual({ setAside: [], runsWithoutSnapshot: 0 });
  });

  it.each(['held', 'received', 'acted'] as const)(
    'ends the same at each write: %s',
    { timeout: limitMs },
    async (at) => {
      const points = pointsAt(at, withoutReads(reference.requests));
      expectSameEnd(await killAtEach(setup(), points), points, reference);
    },
  );

  it('ends the same when it dies while it reads for the snapshots', { timeout: limitMs }, async () => {
    // The last reads are those of the snapshot after the last write.
    const reads = reference.requests.filter(({ method }) => method === 'GET').slice(-6);
    const points = pointsAt('acted', reads);
    expectSameEnd(await killAtEach(setup(), points), points, reference);
  });

  it('ends the same when the resumed run dies too', { timeout: limitMs }, async () => {
    const [first] = withoutReads(reference.requests);
    if (first === undefined) throw new Error('The rollback wrote nothing.');
    const run = await killedRun(setup(), [
      { at: 'acted', request: first },
      { at: 'received', request: first },
    ]);
    expect(run.ending).toEqual(reference.ending);
  });
});
