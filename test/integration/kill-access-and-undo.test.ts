import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exampleText } from '#test/support/demo-world';
import { type BuiltProgram, buildChild } from '#test/support/kill/build-child';
import { expectSameEnd } from '#test/support/kill/expect-same-end';
import {
  type KillSetup,
  killAtEach,
  pointsAt,
  type Reference,
  referenceRun,
  withoutReads,
} from '#test/support/kill/kill-loop';
import { projectRoot } from '#test/support/project-root';

const limitMs = 420_000;

let program: BuiltProgram;
beforeAll(async () => {
  program = await buildChild();
}, limitMs);
afterAll(() => program.remove());

interface Seed {
  readonly galleryTemplates: readonly { readonly vendorId: string | null; readonly id: string }[];
  readonly applications: readonly object[];
}

/** The demo tenant with an Airstack that was added by hand and has no app role that people can have. */
function seedWithAirstack(): unknown {
  const seed = JSON.parse(readFileSync(join(projectRoot, 'assets/tenants/contoso.json'), 'utf8')) as Seed;
  const airstack = seed.galleryTemplates.find((template) => template.vendorId === 'airstack');
  const application = {
    displayName: 'Airstack',
    applicationTemplateId: airstack?.id,
    applicationObjectId: '9b3f4c6e-0f0b-4d3a-8f5f-0c6f1d1f7a01',
    appId: '9b3f4c6e-0f0b-4d3a-8f5f-0c6f1d1f7a02',
    servicePrincipalId: '9b3f4c6e-0f0b-4d3a-8f5f-0c6f1d1f7a03',
    createdDaysAgo: 90,
    owners: [],
    appRoles: [],
    preferredSingleSignOnMode: null,
  };
  return { ...seed, applications: [...seed.applications, application] };
}

const onThere = (command: KillSetup['command']): KillSetup => ({
  entry: program.entry,
  vendorId: 'airstack',
  label: 'SecretToken',
  configuration: exampleText('airstack'),
  command,
  seed: seedWithAirstack(),
});

const phases = ['held', 'received', 'acted'] as const;

describe('setting up an application that is there and needs an app role, killed and run again', () => {
  let reference: Reference;
  beforeAll(async () => {
    reference = await referenceRun(onThere('apply'));
  }, limitMs);

  it('adds one role and assigns with it when nothing disturbs it', () => {
    const { state, journal, last } = reference.ending;
    expect(last).toBe('unchanged, 0 writes');
    expect(state.applications.find(({ displayName }) => displayName === 'Airstack')?.appRoles).toMatchObject([
      { displayName: 'User', isEnabled: true },
    ]);
    expect(state.assignments.map(([of, , role]) => [of, role])).toEqual(Array(3).fill(['Airstack', 'User']));
    expect(journal.created).toEqual(['appRole', 'assignment', 'assignment', 'assignment', 'job']);
  });

  it.each(phases)('ends the same at each write: %s', { timeout: limitMs }, async (at) => {
    const points = pointsAt(at, withoutReads(reference.requests));
    expectSameEnd(await killAtEach(onThere('apply'), points), points, reference);
  });
});

describe('undoing, killed and run again', () => {
  const cases: readonly (readonly [string, () => KillSetup])[] = [
    ['an application that we created', () => ({ ...onThere('undo'), seed: undefined })],
    ['what we added to an application that was there', () => onThere('undo')],
  ];

  it.each(cases)(
    'removes all of ours and ends the same at each write: %s',
    { timeout: limitMs },
    async (_what, setup) => {
      const reference = await referenceRun(setup());
      expect(reference.before.jobs).toHaveLength(1);
      expect(reference.ending).toMatchObject({
        last: 'unchanged, 0 writes',
        state: { jobs: [], assignments: [] },
        journal: { fault: null, openSteps: [], created: [] },
      });
      const points = (['held', 'acted'] as const).flatMap((at) => pointsAt(at, withoutReads(reference.requests)));
      expectSameEnd(await killAtEach(setup(), points), points, reference);
    },
  );

  it('does not take an application that it removed for one that is late, when it is set up again instead', {
    timeout: limitMs,
  }, async () => {
    const created: KillSetup = { ...onThere('undo'), seed: undefined };
    const expected = (await referenceRun({ ...created, command: 'apply' })).ending;
    const { requests } = await referenceRun(created);
    const points = pointsAt('acted', withoutReads(requests));
    const runs = await killAtEach({ ...created, lastCommand: 'apply' }, points);
    expect(runs.map(({ ending }) => ending)).toEqual(points.map(() => expected));
    for (const { tookMs } of runs) expect(tookMs).toBeLessThan(60_000);
  });
});
