import { describe, expect, it } from 'vitest';
import { ticksIn } from '#core/archive/ticks';
import type { CycleTally } from '#core/monitor/cycles/cycle-tally';
import { knownSpans, loggedCyclesOf } from '#core/monitor/cycles/logged-cycles';

const minute = ticksIn(60_000);
const tally = (began: number, ended: number): CycleTally => ({
  id: String(began),
  began: began * minute,
  ended: ended * minute,
  counts: [{ action: 'create', status: 'success', count: 1 }],
});
const span = (from: number, to: number) => ({ from: from * minute, to: to * minute });
const cuts = (tallies: readonly CycleTally[], ...spans: readonly ReturnType<typeof span>[]) =>
  loggedCyclesOf(tallies, { spans, endedAt: null }).map(({ cut }) => cut);

describe('what is known of a log', () => {
  it('joins what was read in parts, and begins where it was asked to', () => {
    const read = [span(50, 60), span(0, 20), span(20, 30), span(55, 70)];
    expect(knownSpans(read, undefined)).toEqual([span(0, 30), span(50, 70)]);
    expect(knownSpans(read, 25 * minute)).toEqual([span(25, 30), span(50, 70)]);
    expect(knownSpans(read, 100 * minute)).toEqual([]);
  });
});

describe('a cycle', () => {
  it('is whole far from the edges of what is known', () =>
    expect(cuts([tally(200, 210)], span(0, 400))).toEqual([null]));

  it.each([
    ['may have older rows near the beginning', tally(10, 20), 'start'],
    ['may go on near the end', tally(380, 395), 'end'],
    ['may lack both when it fills what is known', tally(0, 400), 'both'],
  ])('%s', (_name, cycle, cut) => expect(cuts([cycle], span(0, 400))).toEqual([cut]));

  it('is whole on the side where another cycle stands between it and the edge', () =>
    expect(cuts([tally(390, 395), tally(50, 380), tally(5, 10)], span(0, 400))).toEqual(['end', null, 'start']));

  it('is cut off where a part of it was never read', () => {
    expect(cuts([tally(90, 310)], span(0, 100), span(300, 700))).toEqual(['both']);
    expect(cuts([tally(150, 160)], span(0, 100), span(300, 700))).toEqual(['both']);
    expect(cuts([tally(150, 160)])).toEqual(['both']);
  });

  it('does not go on when the job says that its last cycle is over, and the log was read until then', () => {
    const ends = (endedAt: number) =>
      loggedCyclesOf([tally(380, 395)], { spans: [span(0, 400)], endedAt: endedAt * minute })[0]?.cut;
    expect([ends(396), ends(390), ends(401)]).toEqual([null, 'end', 'end']);
  });

  it('takes no comfort from a cycle on the other side of a gap', () =>
    expect(cuts([tally(310, 320), tally(40, 50)], span(0, 100), span(300, 700))).toEqual(['start', 'both']));
});
