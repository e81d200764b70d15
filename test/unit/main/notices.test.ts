import { describe, expect, it } from 'vitest';
import type { DeepLink } from '#main/links';
import { createNotices, type SystemNotice } from '#main/notices';
import type { CoreEvent } from '#shared/contract/events';
import { TaskId } from '#shared/model/ids';
import { idOf } from '#test/unit/core/monitor/fleet/fleet-samples';

const worldOf = (supported = true) => {
  const shown: string[] = [];
  const opened: (DeepLink | null)[] = [];
  const clicks: (() => void)[] = [];
  const tell = createNotices({
    isSupported: () => supported,
    make: ({ title, body }): SystemNotice => ({
      on: (event, listener) => event === 'click' && clicks.push(listener),
      show: () => shown.push(`${title} – ${body}`),
    }),
    open: (link) => opened.push(link),
  });
  return { tell, shown, opened, click: () => clicks.at(-1)?.() };
};

const turnedBad = (count: number): CoreEvent => ({
  topic: 'fleet.turnedBad',
  payload: {
    title: 'Atea needs attention',
    body: 'The last cycle had errors.',
    applications: Array.from({ length: count }, (_, index) => ({
      servicePrincipalId: idOf(index + 1),
      displayName: 'Atea',
      health: 'errors',
    })),
  },
});

describe('a notice of the system', () => {
  it('of one application leads to it', () => {
    const { tell, shown, opened, click } = worldOf();
    tell(turnedBad(1));
    expect(shown).toEqual(['Atea needs attention – The last cycle had errors.']);
    click();
    expect(opened).toEqual([{ servicePrincipalId: idOf(1), tenantId: null }]);
  });

  it('of several is one, and leads to the window', () => {
    const { tell, shown, opened, click } = worldOf();
    tell(turnedBad(3));
    click();
    expect([shown.length, opened]).toEqual([1, [null]]);
  });

  it('is not shown for anything else, nor where the system has none', () => {
    const { tell, shown } = worldOf();
    tell({
      topic: 'task.progressed',
      payload: {
        taskId: TaskId.parse('task_00000000-0000-4000-8000-000000000001'),
        progress: { state: 'done', message: 'x' },
      },
    });
    const none = worldOf(false);
    none.tell(turnedBad(1));
    expect([...shown, ...none.shown]).toEqual([]);
  });
});
