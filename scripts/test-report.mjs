/**
 * @typedef {{ passed: number, failed: number, skipped: number }} Counts
 * @typedef {{ status?: string, fullName?: string, failureMessages?: readonly string[] }} TestResult
 * @typedef {{ name?: string, status?: string, message?: string, assertionResults?: readonly TestResult[] }} TestFile
 * @typedef {{ title: string, file?: string, tests: readonly { status?: string, results?: readonly { error?: { message?: string } }[] }[] }} Spec
 * @typedef {{ title?: string, specs?: readonly Spec[], suites?: readonly Suite[] }} Suite
 * @typedef {{ stats?: { expected?: number, unexpected?: number, flaky?: number, skipped?: number }, suites?: readonly Suite[] }} PlaywrightReport
 * @typedef {{ test: string, shaky: boolean, why: string }} Trouble `shaky`: it passed at its second try
 * @typedef {{
 *   testResults?: readonly TestFile[],
 *   numPassedTests?: number,
 *   numFailedTests?: number,
 *   numPendingTests?: number,
 *   numTodoTests?: number,
 * }} VitestReport
 */

/**
 * Adds up counts.
 * @param {readonly Counts[]} all
 * @returns {Counts}
 */
export function sumOf(all) {
  return all.reduce(
    (sum, counts) => ({
      passed: sum.passed + counts.passed,
      failed: sum.failed + counts.failed,
      skipped: sum.skipped + counts.skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  );
}

/**
 * Counts one run of Vitest. A file that could not be loaded has no tests to count and is one failure; so is a run that
 * ended badly although every test passed (an unhandled error, no test found) or left no report at all.
 * @param {{ exitCode: number, report: VitestReport | undefined }} run `report` is what `--reporter=json` wrote, or undefined
 * @returns {Counts}
 */
export function countsOfVitest({ exitCode, report }) {
  if (report === undefined) return { passed: 0, failed: 1, skipped: 0 };
  const files = report.testResults ?? [];
  const unloadable = files.filter((file) => file.status === 'failed' && !hasFailedTest(file)).length;
  const failed = (report.numFailedTests ?? 0) + unloadable;
  return {
    passed: report.numPassedTests ?? 0,
    failed: failed === 0 && exitCode !== 0 ? 1 : failed,
    skipped: (report.numPendingTests ?? 0) + (report.numTodoTests ?? 0),
  };
}

/**
 * Counts one run of Playwright. A test that passed at its second try, which only the build machine gives it, has passed;
 * `troublesOfPlaywright` names it.
 * @param {{ exitCode: number, report: PlaywrightReport | undefined }} run
 * @returns {Counts}
 */
export function countsOfPlaywright({ exitCode, report }) {
  if (report?.stats === undefined) return { passed: 0, failed: 1, skipped: 0 };
  const { expected = 0, unexpected = 0, flaky = 0, skipped = 0 } = report.stats;
  return { passed: expected + flaky, failed: unexpected === 0 && exitCode !== 0 ? 1 : unexpected, skipped };
}

/**
 * Names what failed in a run of Vitest, and what passed at its second try.
 * @param {VitestReport | undefined} report what `--reporter=json` wrote
 * @returns {readonly Trouble[]} each with the first line of what it said
 */
export function troublesOfVitest(report) {
  return (report?.testResults ?? []).flatMap((file) => {
    const tests = (file.assertionResults ?? []).filter((test) => (test.failureMessages ?? []).length > 0);
    if (file.status === 'failed' && tests.length === 0) {
      return [{ test: file.name ?? '', shaky: false, why: firstLine(file.message) }];
    }
    return tests.map((test) => ({
      test: `${file.name ?? ''}: ${test.fullName ?? ''}`,
      shaky: test.status === 'passed',
      why: firstLine(test.failureMessages?.[0]),
    }));
  });
}

/**
 * Names what failed in a run of Playwright, and what passed at its second try.
 * @param {PlaywrightReport | undefined} report what its JSON reporter wrote
 * @returns {readonly Trouble[]} each with the first line of what it said
 */
export function troublesOfPlaywright(report) {
  const specs = (report?.suites ?? []).flatMap(specsOf);
  return specs.flatMap(({ title, file = '', tests }) =>
    tests
      .filter((test) => test.status === 'unexpected' || test.status === 'flaky')
      .map((test) => ({
        test: `${file}: ${title}`,
        shaky: test.status === 'flaky',
        why: firstLine(test.results?.find((result) => result.error !== undefined)?.error?.message),
      })),
  );
}

/**
 * Counts a check that is only right or wrong.
 * @param {{ exitCode: number }} run
 * @returns {Counts}
 */
export function countsOfCheck({ exitCode }) {
  return exitCode === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };
}

/**
 * The table that ends a run: one line a part, one for each test that failed or was shaky, then the line that the build
 * machine reads.
 * @param {readonly { name: string, seconds: number, counts: Counts, troubles?: readonly Trouble[] }[]} parts
 * @returns {string}
 */
export function summaryOf(parts) {
  const total = sumOf(parts.map((part) => part.counts));
  const rows = parts.map(({ name, seconds, counts }) => {
    const skipped = counts.skipped === 0 ? '' : `, ${counts.skipped} skipped`;
    return `${name.padEnd(14)}${seconds.toFixed(1).padStart(7)} s   ${counts.passed} passed, ${counts.failed} failed${skipped}`;
  });
  const troubles = parts.flatMap(({ name, troubles: found = [] }) =>
    found.map(({ test, shaky, why }) => `${shaky ? 'SHAKY' : 'FAILED'} ${name} ${test}: ${why}`),
  );
  return [...rows, ...troubles, `${total.passed} passed, ${total.failed} failed`].join('\n');
}

/** @param {TestFile} file */
function hasFailedTest(file) {
  return (file.assertionResults ?? []).some((test) => test.status === 'failed');
}

/**
 * @param {Suite} suite
 * @returns {readonly Spec[]}
 */
function specsOf(suite) {
  return [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specsOf)];
}

/** @param {string | undefined} text */
function firstLine(text) {
  return (text ?? '').split('\n').find((line) => line.trim() !== '') ?? 'said nothing';
}
