import { describe, expect, it } from 'vitest';
import { safeText } from '#platform/evidence/workbook';

describe('a cell of the workbook', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['+44 20 7946', "'+44 20 7946"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['  =cmd|calc', "'  =cmd|calc"],
    ['\t=1', "' =1"],
    ['\u000d=1', "' =1"],
    ['＝1', "'＝1"],
    ['|calc', "'|calc"],
    ['Ada', 'Ada'],
    ['a=b', 'a=b'],
    ['', ''],
  ])('never begins like a formula: %j', (text, kept) => expect(safeText(text)).toBe(kept));

  it('holds no more than a cell can', () => expect(safeText('x'.repeat(40_000)).length).toBeLessThanOrEqual(32_767));
});
