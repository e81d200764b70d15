import { join } from 'node:path';
import { expect } from 'vitest';
import { ProvisioningConfiguration } from '#shared/model/configuration';
import type { Plan } from '#shared/model/plan';
import { exampleText } from '#test/support/demo-world';
import { projectRoot } from '#test/support/project-root';
import { type GoodCase, good, keptIn, type Story } from './good-case.ts';

/** What stands for a handle of another process. */
const foreignHandle = 'secret_00000000-0000-4000-8000-000000000000';

const targetOf = ({ transport }: Story) => {
  const target = transport.served.tenant.targets.find(({ vendorId }) => vendorId === 'airstack');
  if (target === undefined) throw new Error('The tenant has no Airstack.');
  return target;
};

const configuration = (story: Story) => ProvisioningConfiguration.parse(JSON.parse(keptIn(story, 'configuration')));

const stepIds = ({ steps }: Pick<Plan, 'steps'>): string[] => steps.map(({ id }) => id);

/** From a text to a running synchronization job. */
export const setupCases: readonly GoodCase[] = [
  good('configuration.parse', {
    input: () => ({ text: exampleText('airstack') }),
    check: (parsed, { kept }) => {
      expect(parsed).toMatchObject({ schemaVersion: 1, vendor: 'airstack', scope: { people: 'assigned' } });
      expect(parsed.assignments).toHaveLength(3);
      kept.set('configuration', JSON.stringify(parsed));
    },
  }),
  good('secrets.put', {
    input: (story) => ({ value: targetOf(story).mintToken() }),
    check: ({ handle }, { kept }) => {
      expect(handle).toMatch(/^secret_/);
      kept.set('handle', handle);
    },
  }),
  good('setup.plan', {
    input: (story) => ({
      configuration: configuration(story),
      secrets: { SecretToken: keptIn(story, 'handle') as never },
    }),
    check: (plan, { kept }) => {
      expect(plan).toMatchObject({ purpose: 'setup', vendor: 'airstack', servicePrincipalId: null });
      expect(plan.secrets).toMatchObject([{ label: 'SecretToken', host: 'api-as.lenovosoftware.com', bound: true }]);
      expect(plan.writes).toBeGreaterThan(3);
      expect(new Set(stepIds(plan)).size).toBe(plan.steps.length);
      kept.set('planId', plan.id);
      kept.set('planHash', plan.hash);
    },
  }),
  good('setup.calls', {
    input: (story) => ({
      planId: keptIn(story, 'planId') as never,
      planHash: keptIn(story, 'planHash'),
      format: 'http',
    }),
    check: ({ calls, file }) => {
      expect(calls[0]).toMatchObject({ method: 'GET', write: false });
      expect(calls.some(({ path }) => path.endsWith('/instantiate'))).toBe(true);
      expect(file?.name).toBe('airstack.http');
      expect(file?.text).toContain('{{secret_SecretToken}}');
    },
    acrossProcesses: { code: 'plan_stale', reason: 'planUnknown' },
  }),
  good('setup.apply', {
    input: (story) => ({ planId: keptIn(story, 'planId') as never, planHash: keptIn(story, 'planHash') }),
    command: (story) => ({
      argv: [
        'setup',
        'apply',
        join(projectRoot, 'assets/examples/airstack.yaml'),
        '--yes',
        '--secret',
        'SecretToken=env:PROVISIONING_SECRET_AIRSTACK',
      ],
      env: { PROVISIONING_SECRET_AIRSTACK: targetOf(story).mintToken() },
    }),
    check: (report, story) => {
      expect(report).toMatchObject({ result: 'changed' });
      expect(report.steps.every(({ verified }) => verified)).toBe(true);
      expect(report.writes).toBeGreaterThan(3);
      const { servicePrincipals, jobs } = story.transport.served.tenant.state;
      expect(servicePrincipals.has(report.servicePrincipalId ?? '')).toBe(true);
      expect(jobs.has(report.jobId ?? '')).toBe(true);
      story.kept.set('servicePrincipal', report.servicePrincipalId ?? '');
    },
  }),
  good('secrets.discard', {
    input: ({ kept }) => ({ handle: (kept.get('handle') ?? foreignHandle) as never }),
    check: ({ discarded }, { transport }) => expect(discarded).toBe(transport.oneProcess),
  }),
  good('configuration.export', {
    input: (story) => ({ application: keptIn(story, 'servicePrincipal') }),
    check: (exported) => {
      expect(exported.configuration).toMatchObject({ vendor: 'airstack', provisioning: 'on' });
      expect(exported.configuration.assignments).toHaveLength(3);
      expect(exported.text).toContain('label: SecretToken');
    },
  }),
];

const startedExport = async (story: Story): Promise<string> => {
  const started = await story.transport.start?.('configuration.export', { application: 'Airstack' });
  if (started?.ok !== true) throw new Error('The export did not start.');
  return (started.data as { readonly taskId: string }).taskId;
};

const otherTask = 'task_00000000-0000-4000-8000-000000000000';
const taskInput = async (story: Story) => ({
  taskId: (story.transport.start === null ? otherTask : await startedExport(story)) as never,
});

/** Tasks by their id, our own record, and the way back. */
export const afterwardsCases: readonly GoodCase[] = [
  good('tasks.wait', {
    input: taskInput,
    check: (outcome) => {
      expect(outcome).toMatchObject({ ok: true, data: { configuration: { vendor: 'airstack' } } });
    },
    acrossProcesses: { code: 'not_found', reason: 'unknownTask' },
  }),
  good('tasks.cancel', {
    input: taskInput,
    check: ({ cancelling }) => expect(cancelling).toBe(true),
    acrossProcesses: { code: 'not_found', reason: 'unknownTask' },
  }),
  good('journal.list', {
    input: () => ({ limit: 500 }),
    check: ({ entries, intact, fault }) => {
      expect([intact, fault]).toEqual([true, null]);
      expect(entries.length).toBeGreaterThan(6);
      expect(entries.every(({ who }) => who === 'ada.admin@contoso.demo.example')).toBe(true);
    },
  }),
  good('journal.verify', {
    check: (verdict) => {
      expect(verdict).toMatchObject({ intact: true, problem: null, losses: [] });
      expect(verdict.anchored).toBe(verdict.entries);
    },
  }),
  good('journal.export', {
    check: ({ text, entries, head, verdict }) => {
      expect(text.trimEnd().split('\n')).toHaveLength(entries);
      expect(JSON.parse(text.trimEnd().split('\n').at(-1) ?? '{}')).toMatchObject({ hash: head, sequence: entries });
      expect(verdict.intact).toBe(true);
    },
  }),
  good('journal.acceptLoss', {
    check: () => expect.fail('nothing is missing'),
    refusedOn: () => ({ code: 'conflict', reason: 'nothingMissing' }),
  }),
  good('history.show', {
    input: (story) => ({ application: keptIn(story, 'servicePrincipal') }),
    check: ({ entries, gaps, complete }, { transport: { oneProcess } }) => {
      expect(complete).toBe(true);
      expect(entries.every(({ origin, certainty }) => origin === 'ours' && certainty === 'exact')).toBe(true);
      expect(entries.at(-1)).toMatchObject({ who: 'ada.admin@contoso.demo.example', result: 'done' });
      const codes = gaps.map(({ code }) => code);
      expect(codes).toContain('thisMachine');
      // A command of its own has the permissions of an ordinary sign-in, and says what it lacks.
      const reads = codes.includes('retention');
      expect(codes.includes('noConsent')).toBe(!reads);
      if (oneProcess) expect(reads).toBe(true);
      expect(entries.flatMap(({ audits }) => audits).length > 2).toBe(reads);
    },
  }),
  good('snapshots.take', {
    input: () => ({ application: 'Airstack' }),
    check: (taken, story) => {
      expect(taken).toMatchObject({ moment: 'asked', application: 'Airstack' });
      story.kept.set('snapshot', taken.id);
    },
  }),
  good('snapshots.list', {
    input: () => ({ application: 'Airstack' }),
    check: ({ snapshots, keeping, setAside, locked }) => {
      expect(snapshots.map(({ moment }) => moment)).toEqual(expect.arrayContaining(['before', 'after', 'asked']));
      expect([keeping.kind, setAside, locked]).toEqual(['none', [], 0]);
    },
  }),
  good('snapshots.show', {
    input: (story) => ({ id: keptIn(story, 'snapshot') }),
    check: ({ configuration: kept, text, missing }) => {
      expect(kept).toMatchObject({ vendor: 'airstack', connection: { secrets: { SecretToken: {} } } });
      expect(text).toContain('label: SecretToken');
      expect(missing).toEqual([]);
    },
  }),
  good('snapshots.compare', {
    input: (story) => ({ before: keptIn(story, 'snapshot') }),
    check: ({ differences, after }) => expect([differences, after]).toEqual([[], null]),
  }),
  good('snapshots.planRollback', {
    input: (story) => ({ id: keptIn(story, 'snapshot') }),
    check: (plan) => expect(plan).toMatchObject({ purpose: 'rollback', application: 'Airstack', writes: 0 }),
  }),
  good('setup.planUndo', {
    input: (story) => ({ configuration: configuration(story) }),
    check: (plan) => {
      expect(plan).toMatchObject({ purpose: 'undo', vendor: 'airstack' });
      expect(plan.steps.some(({ confirmation }) => confirmation?.kind === 'deletes')).toBe(true);
    },
  }),
  good('synchronizationJobs.delete', {
    input: () => ({ application: 'Airstack' }),
    check: ({ application, jobId }) => {
      expect(application).toBe('Airstack');
      expect(jobId).not.toBe('');
    },
  }),
];
