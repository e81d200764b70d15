import { describe, expect, it } from 'vitest';
import { provisionOnDemand, restartJob } from '#core/graph/calls/synchronization-jobs';
import { json } from '#test/unit/core/graph/fake-world';
import { bodyOf, id, job, worldOf } from './calls-fixture.ts';

describe('job calls', () => {
  it('send the reset scope as it is', async () => {
    const { graph, sent } = worldOf([json(204, null)]);
    expect(await restartJob(graph, { ...job, resetScope: 'ForceDeletes' })).toEqual({ requestId: 'r-204' });
    expect(bodyOf(sent[0])).toEqual({ criteria: { resetScope: 'ForceDeletes' } });
  });

  it('send a person, or a group with its members, on demand', async () => {
    const { graph, sent } = worldOf([json(200, { key: 'k', value: 'v' }), json(200, {})]);
    const subject = { objectId: id(2), objectTypeName: 'User' };
    expect(await provisionOnDemand(graph, { ...job, ruleId: 'r', subject })).toEqual({
      raw: { key: 'k', value: 'v' },
      requestId: 'r-200',
    });
    const members = [{ objectId: id(3), objectTypeName: 'User' }];
    await provisionOnDemand(graph, {
      ...job,
      ruleId: 'r',
      subject: { objectId: id(4), objectTypeName: 'Group', members },
    });
    expect(sent.map(bodyOf)).toEqual([
      { parameters: [{ ruleId: 'r', subjects: [subject] }] },
      { parameters: [{ ruleId: 'r', subjects: [{ objectId: id(4), objectTypeName: 'Group', links: { members } }] }] },
    ]);
  });
});
