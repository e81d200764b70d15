import { describe, expect, it } from 'vitest';
import { onDemandExitCode } from '#cli/on-demand-commands';

describe('the exit code of provisioning on demand', () => {
  it.each([
    { result: 'success', errorCode: null, exitCode: 0 },
    { result: 'warning', errorCode: 'Something', exitCode: 0 },
    { result: 'skipped', errorCode: 'RedundantExport', exitCode: 0 },
    { result: 'skipped', errorCode: 'NotEffectivelyEntitled', exitCode: 1 },
    { result: 'skipped', errorCode: null, exitCode: 1 },
    { result: 'failure', errorCode: 'Unauthorized', exitCode: 1 },
    { result: 'somethingNew', errorCode: null, exitCode: 1 },
  ])('is $exitCode for $result with $errorCode', ({ result, errorCode, exitCode }) => {
    expect(onDemandExitCode({ result, errorCode })).toBe(exitCode);
  });
});
