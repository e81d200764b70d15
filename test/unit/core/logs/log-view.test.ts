import { describe, expect, it } from 'vitest';
import { ProvisioningObjectSummary } from '#core/graph/shapes';
import { remedyFor } from '#core/logs/error-catalogue';
import { logFilterOf } from '#core/logs/log-filter';
import { logEntryViewOf } from '#core/logs/log-view';
import { LogEntryView } from '#shared/model/job';

// A row as published, shortened. Source: learn.microsoft.com/graph/api/provisioningobjectsummary-list
const failure = {
  id: 'gc532ff9-r265-ec76-861e-42e2970a8218',
  activityDateTime: '2019-06-24T20:53:08Z',
  jobId: 'ContosoOutDelta.7928d5b574424a97ne2d66f9j9972ecn',
  cycleId: '44576n58-v14b-70fj-8404-3d22tt46ed93',
  changeId: 'eaad2f8b-e6e3-409b-83bd-e4e2e57177d5',
  provisioningAction: 'create',
  durationInMilliseconds: 2785,
  servicePrincipal: { id: 'chc46a42-966b-47d7-9774-576b1c8bd0b8', displayName: 'Contoso' },
  sourceIdentity: { id: '5e6c9rae', displayName: 'Self-service Pilot', identityType: 'Group', details: {} },
  targetIdentity: { id: '', displayName: '', identityType: 'Group', details: {} },
  provisioningStatusInfo: {
    status: 'failure',
    errorInformation: {
      errorCode: 'ContosoEntryConflict',
      reason: 'Message: Contoso returned an error response with the HTTP status code 409.',
      additionalDetails: null,
      errorCategory: 'nonServiceFailure',
      recommendedAction: null,
    },
  },
  provisioningSteps: [
    {
      name: 'EntryExportAdd',
      provisioningStepType: 'Export',
      status: 'failure',
      description: 'Failed',
      details: { ReportableIdentifier: 'x' },
    },
  ],
  modifiedProperties: [
    { displayName: 'objectId', oldValue: null, newValue: '5e0c9eae' },
    { displayName: 'Password', oldValue: 'old-1', newValue: 'new-1' },
  ],
};

const view = (row: object) => LogEntryView.parse(logEntryViewOf(ProvisioningObjectSummary.parse(row)));

describe('a row of the provisioning log', () => {
  it('is read as published', () => {
    expect(view(failure)).toMatchObject({
      application: 'Contoso',
      action: 'create',
      status: 'failure',
      errorCode: 'ContosoEntryConflict',
      durationMs: 2785,
      source: { displayName: 'Self-service Pilot', type: 'Group' },
      target: { id: null, displayName: null, type: 'Group' },
      steps: [{ type: 'export', status: 'failure', details: { ReportableIdentifier: 'x' } }],
    });
    expect(view(failure).remedy).toBe(remedyFor('EntryConflict'));
  });

  it('shows no value of a password-like attribute', () => {
    const row = {
      ...failure,
      modifiedProperties: ['password', 'userPassword', 'SecretToken', 'apiSecret', 'initialPwd'].map((displayName) => ({
        displayName,
        oldValue: null,
        newValue: 'hunter2',
      })),
      provisioningSteps: [{ name: 's', details: { password: 'hunter2', userName: 'a' } }],
    };
    const result = view(row);
    expect(JSON.stringify(result)).not.toContain('hunter2');
    expect(result.modifiedProperties[0]).toEqual({ name: 'password', before: null, after: '(masked)' });
    expect(result.steps[0]?.details).toEqual({ password: '(masked)', userName: 'a' });
  });

  it('keeps what is not documented and reads the rest without regard to case', () => {
    const row = { ...failure, provisioningAction: 'StagedDelete', provisioningStatusInfo: { status: 'Quantum' } };
    expect(view(row)).toMatchObject({ action: 'stagedDelete', status: 'Quantum', errorCode: null, remedy: null });
  });

  const odd: readonly { readonly name: string; readonly row: object }[] = [
    { name: 'nothing but its id and time', row: { id: '1', activityDateTime: '2026-01-01T00:00:00Z' } },
    {
      name: 'members of the wrong kind',
      row: {
        id: '1',
        activityDateTime: 'x',
        provisioningSteps: 'none',
        modifiedProperties: [null, 7, { displayName: 'a', newValue: { nested: true } }],
        servicePrincipal: [],
        sourceIdentity: 'somebody',
        provisioningStatusInfo: [],
        durationInMilliseconds: 'long',
      },
    },
  ];
  it.each(odd)('is still shown when it has $name', ({ row }) => {
    expect(view(row)).toMatchObject({ action: 'unknown', status: 'unknown', source: { id: null }, durationMs: null });
  });

  it('reads an application that comes as a list', () => {
    expect(view({ ...failure, servicePrincipal: [{ id: 'a', displayName: 'Listed' }] }).application).toBe('Listed');
  });

  it('explains a skip by its reason in the steps', () => {
    const row = {
      ...failure,
      provisioningStatusInfo: { status: 'skipped' },
      provisioningSteps: [{ name: 's', details: { SkipReason: 'RedundantExport' } }],
    };
    expect(view(row)).toMatchObject({ errorCode: 'RedundantExport', remedy: remedyFor('RedundantExport') });
  });

  it("prefers the service's own advice", () => {
    const info = { status: 'failure', errorInformation: { errorCode: 'EntryConflict', recommendedAction: 'Do this.' } };
    expect(view({ ...failure, provisioningStatusInfo: info }).remedy).toBe('Do this.');
  });
});

describe('the remedy for an error code', () => {
  const rows = [
    { code: 'EntryConflict', same: 'Conflict' },
    { code: 'SalesforceInvalidDomain', same: 'InvalidDomain' },
    { code: 'contosoTOOMANYREQUESTS', same: 'TooManyRequests' },
  ];
  it.each(rows)('is found for $code by its end', ({ code, same }) => {
    expect(remedyFor(code)).toBe(remedyFor(same));
    expect(remedyFor(code)).not.toBeNull();
  });

  it('takes the longest end that fits', () => {
    expect(remedyFor('InternalServerError')).not.toBe(remedyFor('InternalError'));
    expect(remedyFor('AcmeLicenseLimitExceeded')).toContain('licence');
  });

  it.each([null, undefined, '', 'NobodyKnowsThis'])('is none for %s', (code) => {
    expect(remedyFor(code)).toBeNull();
  });
});

describe('the filter of the log', () => {
  const rows: readonly { readonly query: Parameters<typeof logFilterOf>[0]; readonly filter: string | undefined }[] = [
    { query: {}, filter: undefined },
    { query: { servicePrincipalId: 'a' }, filter: "servicePrincipal/id eq 'a'" },
    { query: { action: 'STAGEDDELETE' }, filter: "provisioningAction eq 'stagedDelete'" },
    { query: { action: 'novel' }, filter: "provisioningAction eq 'novel'" },
    { query: { person: { objectId: 'b' } }, filter: "sourceIdentity/id eq 'b'" },
    { query: { person: { name: "O'Hara" } }, filter: "contains(sourceIdentity/displayName,'O''Hara')" },
    {
      query: { servicePrincipalId: 'a', since: '2026-01-01T00:00:00Z', action: 'create' },
      filter:
        "servicePrincipal/id eq 'a' and activityDateTime gt 2026-01-01T00:00:00Z and provisioningAction eq 'create'",
    },
  ];
  it.each(rows)('is $filter', ({ query, filter }) => {
    expect(logFilterOf(query)).toBe(filter);
  });
});
