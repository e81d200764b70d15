import { describe, expect, it } from 'vitest';
import { compareRuns } from '#core/on-demand/compare-runs';
import { runSummary, withoutValues } from '#core/on-demand/run-record';
import type { OnDemandView } from '#shared/model/job';
import type { OnDemandRun, OnDemandSubjectResult } from '#shared/model/on-demand-run';

const view = (overrides: Partial<OnDemandView> = {}): OnDemandView => ({
  result: 'success',
  action: 'update',
  subject: 'sofia@x.example',
  targetId: '7',
  errorCode: null,
  errorMessage: null,
  remedy: null,
  steps: [
    {
      name: 'EntryImport',
      type: 'import',
      status: 'success',
      description: 'Sofia was read',
      details: { mail: 'sofia' },
    },
  ],
  modifiedProperties: [
    { name: 'title', before: null, after: 'Engineer' },
    { name: 'nickName', before: 'So', after: 'Sofi' },
  ],
  ...overrides,
});

const result = (overrides: Partial<OnDemandSubjectResult> = {}): OnDemandSubjectResult => ({
  subject: 'sofia@x.example',
  kind: 'user',
  members: [],
  at: '2026-01-10T12:00:00Z',
  view: view(),
  error: null,
  ...overrides,
});

const run = (results: readonly OnDemandSubjectResult[], overrides: Partial<OnDemandRun> = {}): OnDemandRun => ({
  id: 'r',
  number: 1,
  at: '2026-01-10T12:00:00Z',
  who: 'ada@x.example',
  application: 'Airstack',
  servicePrincipalId: 'sp',
  state: 'done',
  stopped: null,
  stopAtFailure: false,
  results: [...results],
  snapshot: null,
  valuesKept: true,
  ...overrides,
});

describe('two runs beside each other', () => {
  it('tell which attributes were written with another value, and nothing of those that were not written again', () => {
    const after = run([
      result({ view: view({ modifiedProperties: [{ name: 'title', before: 'Engineer', after: 'Pilot' }] }) }),
    ]);
    expect(compareRuns(run([result()]), after).people).toMatchObject([
      { inRuns: 'both', changes: [{ what: 'attribute title', before: 'Engineer', after: 'Pilot' }] },
    ]);
  });

  it('tell a step that went otherwise and a result that is another', () => {
    const skipped = view({
      result: 'skipped',
      action: null,
      steps: [{ name: 's', type: 'import', status: 'failure', description: '', details: {} }],
      modifiedProperties: [],
    });
    expect(compareRuns(run([result()]), run([result({ view: skipped })])).people).toMatchObject([
      {
        before: 'success, update',
        after: 'skipped',
        changes: [{ what: 'step import', before: 'success', after: 'failure' }],
      },
    ]);
  });

  it('tell people of one run only, refusals and whoever was not tried', () => {
    const refused = result({
      subject: 'bo',
      view: null,
      error: { code: 'not_found', message: 'unknown', nextStep: null },
    });
    const waiting = result({ subject: 'cy', view: null });
    expect(compareRuns(run([refused]), run([waiting])).people).toMatchObject([
      { subject: 'bo', inRuns: 'before', before: 'refused: unknown', after: null },
      { subject: 'cy', inRuns: 'after', before: null, after: null },
    ]);
  });

  it('say that values were not kept, or that the runs are about two applications', () => {
    const { notes } = compareRuns(
      withoutValues(run([result()])),
      run([result()], { servicePrincipalId: 'other', application: 'Atea' }),
    );
    expect(notes.join()).toMatch(/Airstack and Atea.*not kept/);
  });
});

describe('a run that is kept where nothing encrypts', () => {
  it('holds who was tried and how it ended, and no value of an attribute', () => {
    const kept = withoutValues(run([result()]));
    expect(JSON.stringify(kept)).not.toMatch(/Engineer|Sofi"|was read|"mail"/);
    expect(kept.results[0]?.view).toMatchObject({ result: 'success', steps: [{ type: 'import', status: 'success' }] });
    expect(runSummary(kept)).toMatchObject({ subjects: 1, tried: 1, failed: 0 });
  });
});
