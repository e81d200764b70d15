import { describe, expect, it } from 'vitest';
import { onDemandViewOf } from '#core/operations/on-demand-view';
import { toWireError } from '#core/rpc/errors';
import { OnDemandView } from '#shared/model/job';

// Both documented shapes. Sources: learn.microsoft.com/graph/api/synchronization-synchronizationjob-provisionondemand and
// learn.microsoft.com/entra/identity/multi-tenant-organizations/cross-tenant-synchronization-configure-graph
const skippedValue = {
  action: 'Other',
  modifiedProperties: [
    { displayName: 'accountEnabled', oldValue: null, newValue: 'True' },
    { displayName: 'password', oldValue: null, newValue: 'hunter2' },
  ],
  provisioningSteps: [
    {
      name: 'EntryImport',
      type: 'Import',
      status: 'Success',
      description: 'Retrieved',
      details: { accountEnabled: 'True' },
    },
    {
      name: 'EntrySynchronizationScoping',
      type: 'Scoping',
      status: 'Success',
      description: 'Determine if in scope',
      details: {
        IsActive: 'True',
        Assigned: 'True',
        IsEffectivelyEntitledForProvisioning: 'True',
        ScopeEvaluationResult: '{}',
      },
    },
    {
      name: 'EntrySynchronizationSkip',
      type: 'Export',
      status: 'Skipped',
      description: 'Match',
      details: { SkipReason: 'RedundantExport' },
    },
  ],
  reportableIdentifier: 'BillBob@contoso.com',
  statusInfo: { status: 'Skipped', errorCode: null, reason: null },
  targetIdentity: { id: '52507a19-96ec-4e73-9250-3e65ffd2d926', type: 'User' },
};
const skipped = {
  key: JSON.stringify({ result: 'Skipped', details: { errorCode: 'RedundantExport', errorMessage: 'Already match.' } }),
  value: JSON.stringify(skippedValue),
};
const listed = {
  key: 'Microsoft.Identity.Health.CPP.Common.DataContracts.SyncFabric.StatusInfo',
  value: JSON.stringify([
    { provisioningSteps: [{ name: 'EntryImport', type: 'Import', status: 'Success', description: 'Retrieved' }] },
  ]),
};

const view = (raw: unknown) => OnDemandView.parse(onDemandViewOf(raw, 'asked@contoso.com'));
const scoped = (details: Record<string, string>) => ({
  key: JSON.stringify({
    result: 'Skipped',
    details: { errorCode: 'NotEffectivelyEntitled', errorMessage: 'Skipped.' },
  }),
  value: JSON.stringify({
    provisioningSteps: [{ name: 's', type: 'Scoping', status: 'Skipped', description: '', details }],
  }),
});

describe('the answer of provisioning on demand', () => {
  it('is read in its first documented shape', () => {
    expect(view(skipped)).toMatchObject({
      result: 'skipped',
      action: 'other',
      subject: 'BillBob@contoso.com',
      targetId: '52507a19-96ec-4e73-9250-3e65ffd2d926',
      errorCode: 'RedundantExport',
      errorMessage: 'Already match.',
    });
    expect(view(skipped).steps.map((step) => step.type)).toEqual(['import', 'scoping', 'export']);
    expect(JSON.stringify(view(skipped))).not.toContain('hunter2');
  });

  it('is read in its second documented shape, whose result only the steps tell', () => {
    expect(view(listed)).toMatchObject({
      result: 'success',
      subject: 'asked@contoso.com',
      remedy: null,
      errorCode: null,
    });
  });

  it('is read when it holds values instead of texts', () => {
    expect(view({ key: JSON.parse(skipped.key), value: skippedValue }).result).toBe('skipped');
    expect(view({ key: 'x', value: [JSON.stringify(skippedValue)] }).result).toBe('skipped');
  });

  it('tells a failing step as a failure when no result is named', () => {
    const value = [{ provisioningSteps: [{ name: 'e', type: 'Export', status: 'Failure', description: '' }] }];
    expect(view({ key: 'x', value: JSON.stringify(value) }).result).toBe('failure');
  });

  it('keeps a result that is not documented', () => {
    expect(view({ key: JSON.stringify({ result: 'Postponed' }), value: '{}' }).result).toBe('Postponed');
  });

  const unreadable: readonly unknown[] = [
    null,
    undefined,
    'text',
    7,
    {},
    { key: 'x', value: 'not json' },
    { key: null, value: null },
  ];
  it.each(unreadable)('raises a clear fault for %j', (raw) => {
    let fault: unknown;
    try {
      onDemandViewOf(raw, 'a');
    } catch (cause) {
      fault = toWireError(cause);
    }
    expect(fault).toMatchObject({ code: 'graph_error', reason: 'unreadableAnswer' });
  });
});

describe('the remedy for somebody out of scope', () => {
  const rows: readonly { readonly details: Record<string, string>; readonly says: RegExp }[] = [
    { details: { IsActive: 'False', Assigned: 'False' }, says: /disabled or deleted/ },
    { details: { IsActive: 'True', Assigned: 'False' }, says: /not assigned/ },
    {
      details: { 'Active in the source system': 'True', 'Assigned to the application': 'False' },
      says: /not assigned/,
    },
    { details: { Assigned: 'True', 'User has the required role': 'false' }, says: /no role/ },
    {
      details: {
        Assigned: 'True',
        IsInProvisioningScopeDisplayName: 'False',
        ScopeEvaluationResult: `{"Staff.department EQUALS 'IT'":false}`,
      },
      says: /Staff\.department EQUALS 'IT'/,
    },
    {
      details: { 'Scoping filter evaluation passed': 'False', ScopeEvaluationResult: 'oops' },
      says: /scoping filter/i,
    },
  ];
  it.each(rows)('with $details says $says', ({ details, says }) => {
    const result = view(scoped(details));
    expect(result).toMatchObject({ result: 'skipped', errorCode: 'NotEffectivelyEntitled' });
    expect(result.remedy).toMatch(says);
  });
});
