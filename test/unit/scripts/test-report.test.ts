import { describe, expect, it } from 'vitest';
import { countsOfCheck, countsOfVitest, summaryOf, sumOf } from '#scripts/test-report';

const passedFile = { status: 'passed', assertionResults: [{ status: 'passed' }] };
const failedFile = { status: 'failed', assertionResults: [{ status: 'passed' }, { status: 'failed' }] };
const unloadableFile = { status: 'failed', assertionResults: [] };

describe('counting a run of tests', () => {
  it.each([
    {
      name: 'counts passed, failed and skipped tests',
      run: {
        exitCode: 1,
        report: {
          testResults: [passedFile, failedFile],
          numPassedTests: 2,
          numFailedTests: 1,
          numPendingTests: 3,
          numTodoTests: 1,
        },
      },
      counts: { passed: 2, failed: 1, skipped: 4 },
    },
    {
      name: 'counts a file that could not be loaded as one failure',
      run: { exitCode: 1, report: { testResults: [passedFile, unloadableFile], numPassedTests: 1, numFailedTests: 0 } },
      counts: { passed: 1, failed: 1, skipped: 0 },
    },
    {
      name: 'counts a bad end as one failure although every test passed',
      run: { exitCode: 1, report: { testResults: [passedFile], numPassedTests: 1, numFailedTests: 0 } },
      counts: { passed: 1, failed: 1, skipped: 0 },
    },
    {
      name: 'counts a run that left no report as one failure',
      run: { exitCode: 0, report: undefined },
      counts: { passed: 0, failed: 1, skipped: 0 },
    },
  ])('$name', ({ run, counts }) => {
    expect(countsOfVitest(run)).toEqual(counts);
  });

  it('counts a check by its exit code', () => {
    expect(countsOfCheck({ exitCode: 0 })).toEqual({ passed: 1, failed: 0, skipped: 0 });
    expect(countsOfCheck({ exitCode: 2 })).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });
});

describe('the end of a run', () => {
  const parts = [
    { name: 'lint', seconds: 0.4, counts: { passed: 1, failed: 0, skipped: 0 } },
    { name: 'unit', seconds: 12.34, counts: { passed: 40, failed: 2, skipped: 1 } },
  ];

  it('has a time for each part and the sum in its last line', () => {
    const lines = summaryOf(parts).split('\n');
    expect(lines).toHaveLength(3);
    expect(lines[1]).toMatch(/^unit +12\.3 s +40 passed, 2 failed, 1 skipped$/);
    expect(lines[2]).toBe('41 passed, 2 failed');
  });

  it('is zero where nothing ran', () => {
    expect(sumOf([])).toEqual({ passed: 0, failed: 0, skipped: 0 });
  });
});
