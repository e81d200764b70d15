import { describe, expect, it } from 'vitest';
import { surelyRefused } from '#core/journal/journalled';
import { CoreError } from '#core/rpc/errors';

describe('telling a refusal from an answer that never came', () => {
  it.each([
    ['a body that Graph does not take', new CoreError('graph_error', 'x', { reason: 'requestRefused' }), true],
    ['a missing role', new CoreError('role_missing', 'x'), true],
    ['throttling', new CoreError('throttled', 'x'), true],
    ['a fault of the service', new CoreError('graph_error', 'x', { reason: 'serviceFault' }), false],
    ['a timeout', new CoreError('timeout', 'x'), false],
    ['a broken connection', new CoreError('offline', 'x', { reason: 'connectionReset' }), false],
    ['a create whose answer was lost', new CoreError('throttled', 'x', { reason: 'ambiguousCreate' }), false],
    ['a fault of our own', new Error('x'), false],
  ])('%s: %#', (_what, cause, expected) => {
    expect(surelyRefused(cause)).toBe(expected);
  });
});
