import { describe, expect, it } from 'vitest';
import { createStepReports } from '#core/setup/apply/run';
import { planStep } from '#core/setup/plan/decisions';
import type { TaskProgress } from '#shared/contract/events';
import type { StepAction } from '#shared/model/plan';

describe('the end of a step, as progress', () => {
  it.each<{ action: StepAction; verified: boolean; state: TaskProgress['state'] }>([
    { action: 'create', verified: true, state: 'done' },
    { action: 'start', verified: false, state: 'done' },
    { action: 'keep', verified: true, state: 'skipped' },
    { action: 'handOff', verified: true, state: 'done' },
    { action: 'handOff', verified: false, state: 'personNeeded' },
  ])('is $state for $action, verified: $verified', ({ action, verified, state }) => {
    const told: TaskProgress[] = [];
    const reports = createStepReports([planStep({ id: 's', title: 'Step', reason: '', action })], (one) =>
      told.push(one),
    );
    reports.ended('s', { verified, detail: 'as it is' });
    expect(told).toMatchObject([{ stepId: 's', state, message: 'Step: as it is', verified }]);
  });
});
