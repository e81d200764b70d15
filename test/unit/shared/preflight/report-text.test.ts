import { describe, expect, it } from 'vitest';
import { type PreflightReport, preflightChecks, TestPersonName, writeCheckSteps } from '#shared/model/preflight';
import { preflightText, preflightTitles } from '#shared/preflight/report-text';

const result = (more: Partial<PreflightReport['checks'][number]>): PreflightReport['checks'][number] => ({
  check: 'filter',
  verdict: 'passed',
  finding: null,
  seen: 'Nobody found is 200 with an empty list.',
  why: 'The service looks for people with it.',
  fix: null,
  facts: [{ name: 'status', value: '200' }],
  tookMs: 3,
  ...more,
});

const report = (checks: PreflightReport['checks'], more: Partial<PreflightReport> = {}): PreflightReport => ({
  verdict: 'ready',
  application: 'Airstack',
  vendor: 'airstack' as never,
  tenantUrl: 'https://scim.vendor.example/v2',
  host: 'scim.vendor.example',
  ranAt: '2026-06-01T00:00:00.000Z',
  checks,
  addresses: [],
  toConfirm: [],
  requests: 17,
  leftBehind: null,
  ...more,
});

describe('a report as text', () => {
  it('says why it matters and what to do only where something is to be looked at', () => {
    const text = preflightText(
      report([result({}), result({ check: 'rate', verdict: 'failed', finding: 'throttled', fix: 'Ask the vendor.' })]),
    );
    expect(text.split('\n')).toEqual([
      'SCIM preflight of Airstack: https://scim.vendor.example/v2',
      '2026-06-01T00:00:00.000Z, 17 requests from this machine',
      '',
      'ok  Filter on the matching attribute: Nobody found is 200 with an empty list.',
      '      status: 200',
      'XX  Rate: Nobody found is 200 with an empty list.',
      '      status: 200',
      '      Why it matters: The service looks for people with it.',
      '      What to do: Ask the vendor.',
      '      Finding: throttled',
      '',
      'Nothing that was looked at stands in the way of the provisioning service.',
    ]);
  });

  it('counts what could not be told and names a test person who may be there', () => {
    const text = preflightText(
      report([result({ verdict: 'unknown' })], { leftBehind: { userName: 'test.person', id: null } }),
    );
    expect(text).toContain('1 of 1 could not be told from here.');
    expect(text).toContain('test.person may still be there');
  });

  it('has a name for every check', () => {
    expect(Object.keys(preflightTitles)).toEqual([...preflightChecks]);
  });
});

describe('a test person', () => {
  it('is named in each step', () => {
    expect(writeCheckSteps('test.person').every((step) => step.includes('test.person'))).toBe(true);
  });

  it.each(['ada', 'test.person+1@contoso.example'])('may be called %s', (name) => {
    expect(TestPersonName.safeParse(name).success).toBe(true);
  });
});
