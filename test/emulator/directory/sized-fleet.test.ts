import { describe, expect, it } from 'vitest';
import { createTenant } from '#emulator/tenant';

const startAt = Date.parse('2026-03-02T08:00:00Z');

describe('a generated fleet', () => {
  const size = { users: 60, applications: 80, otherApplications: 30, running: true };
  const tenant = createTenant({ clockMode: 'warp', startAt, size });
  const jobs = [...tenant.state.jobs.values()].map((job) => tenant.provisioning.jobResource(job));
  const statusOf = (job: Record<string, unknown>) => job.status as Record<string, unknown>;

  it('has applications that run and others that provision nobody', () => {
    const own = [...tenant.state.servicePrincipals.values()].filter(({ displayName }) => /\d{3}$/.test(displayName));
    expect(own).toHaveLength(110);
    expect(jobs).toHaveLength(80);
    const others = own.filter(({ applicationTemplateId }) => applicationTemplateId === null);
    expect(others.flatMap((one) => tenant.provisioning.templatesOf(one))).toEqual([]);
  });

  it('has a past: most jobs are well, some are in quarantine, fail, are off or have only begun', () => {
    const codes = jobs.map((job) => String(statusOf(job).code));
    expect(codes.filter((code) => code === 'Active').length).toBeGreaterThan(60);
    expect(new Set(codes)).toEqual(new Set(['Active', 'Quarantine', 'Paused', 'NotRun']));
    const states = jobs.map((job) => (statusOf(job).lastExecution as { state?: string } | null)?.state);
    expect(states).toContain('EntryLevelErrors');
  });

  it('runs no cycle by itself', () => {
    expect(tenant.provisioning.nextDueAt()).toBeNull();
  });
});
