import { readdirSync, readFileSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
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
import type { KillPoint } from '#test/support/kill/kill-world';

const limitMs = 420_000;

let program: BuiltProgram;
let setup: KillSetup;
let reference: Reference;

beforeAll(async () => {
  program = await buildChild();
  setup = {
    entry: program.entry,
    vendorId: 'schoolstream-asa',
    label: 'SecretToken',
    configuration: exampleText('schoolstream-asa'),
    command: 'apply',
  };
  reference = await referenceRun(setup);
}, limitMs);
afterAll(() => program.remove());

/** Steps that the journal must know as begun before the write with this ending of its path is sent. */
const stepsBefore: readonly (readonly [string, string])[] = [
  ['/instantiate', 'application.create'],
  ['/synchronization/jobs', 'job.create'],
  ['/appRoleAssignedTo', 'assignments.add'],
  ['/synchronization/secrets', 'settings.save'],
  ['/schema', 'schema.edit'],
  ['/start', 'job.start'],
];

const stepBefore = (point: KillPoint): string | undefined =>
  stepsBefore.find(([ending]) => point.request.path.endsWith(ending))?.[1];

/** A request of the undisturbed run, by its method and the end of its path. */
function requestTo(method: string, ending: string) {
  const found = reference.requests.find((one) => one.method === method && one.path.endsWith(ending));
  if (found === undefined) throw new Error(`no ${method} …${ending}`);
  return found;
}

/** Cuts the last line of the one journal in half, as a power cut in the middle of a write does. */
function tearLastLine(dataFolder: string): void {
  const folder = join(dataFolder, 'journal');
  const [name = ''] = readdirSync(folder);
  const file = join(folder, name, 'journal.jsonl');
  const text = readFileSync(file);
  const start = text.subarray(0, text.length - 1).lastIndexOf(0x0a) + 1;
  truncateSync(file, start + Math.floor((text.length - start) / 2));
}

describe('setting up an application, killed and run again in a new process', () => {
  it('ends as it should without a kill, and the second run writes nothing', () => {
    const { state, journal, last } = reference.ending;
    expect(last).toBe('unchanged, 0 writes');
    expect(state.applications.filter(({ displayName }) => displayName === 'SchoolStream ASA')).toHaveLength(1);
    expect(state.servicePrincipals.filter(({ displayName }) => displayName === 'SchoolStream ASA')).toHaveLength(1);
    expect(state.jobs).toMatchObject([{ of: 'SchoolStream ASA', schedule: { state: 'Active' } }]);
    expect(state.settings).toContainEqual(['SchoolStream ASA', 'SecretToken', '(the token)']);
    expect(state.assignments).toHaveLength(2);
    expect(journal).toEqual({
      fault: null,
      tornTail: null,
      openSteps: [],
      created: ['application', 'assignment', 'assignment', 'job'],
      doubled: 0,
      missing: null,
    });
  });

  it('ends the same when it dies after the tenant received a request and before it acted, at each request', {
    timeout: limitMs,
  }, async () => {
    const points = pointsAt('received', reference.requests);
    expectSameEnd(await killAtEach(setup, points), points, reference);
  });

  it('ends the same when it dies after the tenant acted and before it answered, at each request', {
    timeout: limitMs,
  }, async () => {
    const points = pointsAt('acted', reference.requests);
    expectSameEnd(await killAtEach(setup, points), points, reference);
  });

  it('ends the same when it dies between journal and request, and the intent is on the disk, at each write', {
    timeout: limitMs,
  }, async () => {
    const points = pointsAt('held', withoutReads(reference.requests));
    const runs = await killAtEach(setup, points);
    expectSameEnd(runs, points, reference);
    const journalled = points.map(stepBefore);
    expect(new Set(journalled)).toEqual(new Set([undefined, ...stepsBefore.map(([, step]) => step)]));
    for (const [index, step] of journalled.entries()) {
      if (step !== undefined) expect(runs[index]?.openWhenKilled).toContain(step);
    }
  });

  it('looks ten minutes for the result of a creation that the tenant never carried out, before it creates', async () => {
    const request = requestTo('POST', '/instantiate');
    const [notActed, acted] = await killAtEach(setup, [
      { at: 'received', request },
      { at: 'acted', request },
    ]);
    expect(notActed?.tookMs).toBeGreaterThanOrEqual(600_000);
    expect(acted?.tookMs).toBeLessThan(60_000);
  });

  it.each([
    {
      when: 'while it looks for what an unanswered creation made',
      first: ['received', 'POST', '/instantiate'],
      second: ['received', 'GET', '/servicePrincipals'],
    },
    {
      when: 'while it lists the jobs of which one is new',
      first: ['acted', 'POST', '/synchronization/jobs'],
      second: ['received', 'GET', '/synchronization/jobs'],
    },
    {
      when: 'before it creates the application again',
      first: ['received', 'POST', '/instantiate'],
      second: ['held', 'POST', '/instantiate'],
    },
    {
      when: 'after it created the application again',
      first: ['received', 'POST', '/instantiate'],
      second: ['acted', 'POST', '/instantiate'],
    },
  ] as const)('ends the same when the resumed run dies too: $when', async ({ first, second }) => {
    const points = [first, second].map(([at, method, ending]) => ({ at, request: requestTo(method, ending) }));
    const run = await killedRun(setup, points);
    expect(run.killed).toBe('killed');
    expect(run.ending).toEqual(reference.ending);
  });

  it.each([
    ['the intent to create the application', 'POST', '/instantiate'],
    ['the intent to create the job', 'POST', '/synchronization/jobs'],
    ['the intent to save the mappings', 'PUT', '/schema'],
  ])('repairs and records a line that was half written: %s', async (_what, method, ending) => {
    const run = await killedRun(setup, [{ at: 'held', request: requestTo(method, ending) }], tearLastLine);
    expect([run.killed, run.repairs]).toEqual(['killed', 1]);
    expect(run.ending).toEqual(reference.ending);
  });
});
