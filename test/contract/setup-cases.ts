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
  good('setup.planUndo', {
    input: (story) => ({ configuration: configuration(story) }),
    check: (plan) => {
      expect(plan).toMatchObject({ purpose: 'undo', vendor: 'airstack' });
      expect(plan.steps.some(({ confirmation }) => confirmation?.kind === 'deletes')).toBe(true);
    },
  }),
];
