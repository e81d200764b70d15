/**
 * @typedef {{ passed: number, failed: number, skipped: number }} Counts
 * @typedef {{ status?: string, assertionResults?: readonly { status?: string }[] }} TestFile
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
 * Counts one run of Playwright. A test that passed at a second try is a failure here: nothing is tried twice.
 * @param {{ exitCode: number, report: { stats?: { expected?: number, unexpected?: number, flaky?: number, skipped?: number } } | undefined }} run
 * @returns {Counts}
 */
export function countsOfPlaywright({ exitCode, report }) {
  if (report?.stats === undefined) return { passed: 0, failed: 1, skipped: 0 };
  const { expected = 0, unexpected = 0, flaky = 0, skipped = 0 } = report.stats;
  const failed = unexpected + flaky;
  return { passed: expected, failed: failed === 0 && exitCode !== 0 ? 1 : failed, skipped };
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
 * The table that ends a run: one line a part, then the line that the build machine reads.
 * @param {readonly { name: string, seconds: number, counts: Counts }[]} parts
 * @returns {string}
 */
export function summaryOf(parts) {
  const total = sumOf(parts.map((part) => part.counts));
  const rows = parts.map(({ name, seconds, counts }) => {
    const skipped = counts.skipped === 0 ? '' : `, ${counts.skipped} skipped`;
    return `${name.padEnd(14)}${seconds.toFixed(1).padStart(7)} s   ${counts.passed} passed, ${counts.failed} failed${skipped}`;
  });
  return [...rows, `${total.passed} passed, ${total.failed} failed`].join('\n');
}

/** @param {TestFile} file */
function hasFailedTest(file) {
  return (file.assertionResults ?? []).some((test) => test.status === 'failed');
}
