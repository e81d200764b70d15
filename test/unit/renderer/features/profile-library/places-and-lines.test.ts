import { describe, expect, it } from 'vitest';
import { profilePlaceOf } from '#renderer/features/profile-library/profile-places';
import { linesAround, linesOf } from '#renderer/features/profile-library/source-lines';

describe('a path of the library', () => {
  it.each([
    ['/profiles', { kind: 'list' }],
    ['/profiles/import', { kind: 'import' }],
    ['/profiles/write', { kind: 'write' }],
    ['/profiles/compare', { kind: 'compare', vendor: null }],
    ['/profiles/compare/airstack', { kind: 'compare', vendor: 'airstack' }],
    ['/profiles/of/airstack', { kind: 'profile', vendor: 'airstack' }],
    ['/profiles/of', { kind: 'list' }],
    ['/profiles/of/..%2F..%2Fetc', { kind: 'list' }],
    ['/profiles/of/%E0%A4%A', { kind: 'list' }],
    ['/profiles/of/__proto__', { kind: 'list' }],
    ['/profiles/nothing', { kind: 'list' }],
  ])('%s leads to %j', (path, place) => {
    expect(profilePlaceOf(path)).toEqual(place);
  });
});

describe('the lines beside a warning', () => {
  const lines = linesOf('\uFEFFone\r\ntwo\rthree\nfour');

  it('are counted as an editor counts them, whatever ends them', () => {
    expect(lines).toEqual(['one', 'two', 'three', 'four']);
  });

  it.each([
    [1, [1, 2], 1],
    [2, [1, 2, 3], 2],
    [4, [3, 4], 4],
  ])('%i has the neighbours %j', (line, numbers, meant) => {
    const shown = linesAround(lines, line);
    expect(shown.map(({ number }) => number)).toEqual(numbers);
    expect(shown.filter((one) => one.meant).map(({ number }) => number)).toEqual([meant]);
  });

  it.each([0, -1, 5, 1e9])('%d is not there, so nothing is shown', (line) => {
    expect(linesAround(lines, line)).toEqual([]);
  });

  it('are cut where they are too long to read', () => {
    expect(linesAround(['x'.repeat(5000)], 1)[0]?.text).toHaveLength(401);
  });
});
