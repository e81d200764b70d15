import { describe, expect, it } from 'vitest';
import {
  countsOfCheck,
  countsOfPlaywright,
  countsOfVitest,
  summaryOf,
  sumOf,
  troublesOfPlaywright,
  troublesOfVitest,
} from '#scripts/test-report';

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

describe('counting a run of browser tests', () => {
  it.each([
    [
      { exitCode: 0, report: { stats: { expected: 3, skipped: 1 } } },
      { passed: 3, failed: 0, skipped: 1 },
    ],
    [
      { exitCode: 1, report: { stats: { expected: 3, unexpected: 2 } } },
      { passed: 3, failed: 2, skipped: 0 },
    ],
    [
      { exitCode: 0, report: { stats: { expected: 3, flaky: 1 } } },
      { passed: 4, failed: 0, skipped: 0 },
    ],
    [
      { exitCode: 1, report: { stats: { expected: 3 } } },
      { passed: 3, failed: 1, skipped: 0 },
    ],
    [
      { exitCode: 0, report: undefined },
      { passed: 0, failed: 1, skipped: 0 },
    ],
  ])('%j', (run, counts) => {
    expect(countsOfPlaywright(run)).toEqual(counts);
  });
});

describe('what failed', () => {
  it('is named with its file and the first line of its message, and apart from what passed at a second try', () => {
    const report = {
      testResults: [
        {
          name: 'a.test.ts',
          status: 'failed',
          assertionResults: [
            { status: 'passed', fullName: 'adds', failureMessages: [] },
            { status: 'failed', fullName: 'divides', failureMessages: ['\nby zero\n at line 3'] },
            { status: 'passed', fullName: 'waits', failureMessages: ['too short'] },
          ],
        },
        { name: 'b.test.ts', status: 'failed', message: 'cannot be read', assertionResults: [] },
      ],
    };
    expect(troublesOfVitest(report)).toEqual([
      { test: 'a.test.ts: divides', shaky: false, why: 'by zero' },
      { test: 'a.test.ts: waits', shaky: true, why: 'too short' },
      { test: 'b.test.ts', shaky: false, why: 'cannot be read' },
    ]);
    expect(troublesOfVitest(undefined)).toEqual([]);
  });

  it('is found however deep a browser test stands', () => {
    const failed = {
      title: 'opens',
      file: 'c.spec.ts',
      tests: [{ status: 'unexpected', results: [{ error: { message: 'closed' } }] }],
    };
    const shaky = {
      title: 'closes',
      file: 'c.spec.ts',
      tests: [{ status: 'flaky', results: [{}, { error: { message: 'slow' } }] }],
    };
    const fine = { title: 'shows', tests: [{ status: 'expected', results: [{}] }] };
    expect(
      troublesOfPlaywright({ suites: [{ specs: [fine], suites: [{ suites: [{ specs: [failed, shaky] }] }] }] }),
    ).toEqual([
      { test: 'c.spec.ts: opens', shaky: false, why: 'closed' },
      { test: 'c.spec.ts: closes', shaky: true, why: 'slow' },
    ]);
  });

  it('stands before the last line', () => {
    const counts = { passed: 1, failed: 1, skipped: 0 };
    const troubles = [{ test: 'a.test.ts: divides', shaky: false, why: 'by zero' }];
    const lines = summaryOf([{ name: 'unit', seconds: 1, counts, troubles }]).split('\n');
    expect(lines.slice(1)).toEqual(['FAILED unit a.test.ts: divides: by zero', '1 passed, 1 failed']);
  });
});
