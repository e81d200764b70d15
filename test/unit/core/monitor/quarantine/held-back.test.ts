import { describe, expect, it } from 'vitest';
import { heldObjects } from '#core/monitor/quarantine/held-back';
import { judgeHeldBack } from '#core/monitor/quarantine/run-checks';
import { stagedDelete } from './rows.ts';

const began = '2026-01-10T10:00:00Z';

describe('whose deletions are held back', () => {
  it('is each person and group once, by name, also when every attempt logs them again', () => {
    const held = heldObjects(
      [
        stagedDelete({ id: '4', at: '2026-01-10T16:00:00Z', person: 'zoe', cycle: 'cycle-2' }),
        stagedDelete({ id: '3', at: '2026-01-10T16:00:00Z', person: 'sales', cycle: 'cycle-2', type: 'Group' }),
        stagedDelete({ id: '2', at: '2026-01-10T09:59:58Z', person: 'zoe' }),
        stagedDelete({ id: '1', at: '2026-01-10T09:59:57Z', person: 'adam' }),
      ],
      began,
    );
    expect(held.map(({ id, kind }) => `${id} ${kind}`)).toEqual(['adam person', 'sales group', 'zoe person']);
    expect(held[0]).toMatchObject({ name: 'Name of adam', label: 'adam@contoso.example' });
    expect(held[2]?.lastSeen).toContain('2026-01-10T16:00:00');
  });

  it('leaves out those of an earlier quarantine', () => {
    const rows = [
      stagedDelete({ id: '2', at: '2026-01-10T09:59:58Z', person: 'zoe', cycle: 'cycle-9' }),
      stagedDelete({ id: '1', at: '2026-01-10T02:00:00Z', person: 'long-ago', cycle: 'cycle-3' }),
    ];
    expect(heldObjects(rows, began).map(({ id }) => id)).toEqual(['zoe']);
    expect(heldObjects(rows, null)).toHaveLength(2);
    expect(heldObjects(rows, 'no time')).toHaveLength(2);
  });

  it('is answered as unknown when the log names nobody', () => {
    expect(judgeHeldBack({ held: [], complete: false, since: null, note: 'no licence' }, '3')).toMatchObject({
      result: 'unknown',
      seen: 'no licence',
    });
    const held = heldObjects([stagedDelete({ id: '1', at: began, person: 'zoe' })], began);
    expect(judgeHeldBack({ held, complete: false, since: began, note: null }, '3').seen).toBe(
      '1 deletion is held back; the threshold is 3.',
    );
  });
});
