import { describe, expect, it } from 'vitest';
import { stageResults } from '#renderer/features/application/on-demand-stages';

const step = (type: string, status: string) => ({
  name: type,
  type,
  status,
  description: `${type} ${status}`,
  details: {},
});

describe('the four stages of provisioning on demand', () => {
  it('stand in their order, each with the worst of its steps', () => {
    const steps = [
      step('export', 'success'),
      step('import', 'success'),
      step('processing', 'failure'),
      step('scoping', 'skipped'),
    ];
    expect(stageResults(steps).map(({ stage, status }) => [stage, status])).toEqual([
      ['import', 'success'],
      ['scope', 'skipped'],
      ['match', null],
      ['action', 'failure'],
    ]);
  });

  it('keep a status that is not known, before the others', () => {
    expect(stageResults([step('matching', 'success'), step('Matching', 'odd')])[2]?.status).toBe('odd');
  });
});
