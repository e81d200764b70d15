import { describe, expect, it } from 'vitest';
import { SynchronizationSchema } from '#core/graph/shapes';
import { unknownBecause } from '#core/monitor/quarantine/answered';
import { judgeChanges } from '#core/monitor/quarantine/check-changes';
import { judgeAnswer } from '#core/monitor/quarantine/check-connection';
import { failuresByCode, failuresInWords } from '#core/monitor/quarantine/check-failures';
import { judgeMatching, matchingSource } from '#core/monitor/quarantine/check-people';
import { CoreError } from '#core/rpc/errors';
import type { FailureGroup } from '#shared/model/archive';
import type { TimelineEntry } from '#shared/model/timeline';

describe('the answer of a tenant URL to a stranger', () => {
  it.each([
    [200, 'passed'],
    [401, 'passed'],
    [403, 'passed'],
    [302, 'failed'],
    [404, 'failed'],
    [503, 'failed'],
  ])('HTTP %i is %s', (status, result) => {
    const answer = judgeAnswer(status);
    expect(answer.result).toBe(result);
    expect(answer.nextStep === null).toBe(result === 'passed');
  });
});

describe('failures by their code', () => {
  const group = (errorCode: string | null, count: number): FailureGroup => ({
    group: 0,
    application: 'Airstack',
    servicePrincipalId: 'sp',
    errorCode,
    pattern: '',
    example: null,
    count,
    people: 1,
    firstSeen: '',
    lastSeen: '',
    trend: [],
    remedy: null,
  });
  it('are added up over their groups, the most frequent first', () => {
    const codes = failuresByCode([group('A', 2), group('B', 5), group('A', 4), group(null, 1)]);
    expect(codes.map(({ code, count }) => [code, count])).toEqual([
      ['A', 6],
      ['B', 5],
      ['without a code', 1],
    ]);
    expect(failuresInWords(codes, false)).toBe(
      '12 or more log entries say that something failed: 6 A, 5 B, 1 without a code. 50 % share the error A',
    );
  });
});

describe('people without a matching value', () => {
  const schema = (source: unknown) => ({
    schema: SynchronizationSchema.parse({
      id: 'schema',
      directories: [],
      synchronizationRules: [
        {
          id: 'rule',
          objectMappings: [
            {
              sourceObjectName: 'User',
              targetObjectName: 'User',
              attributeMappings: [
                { targetAttributeName: 'userName', source, matchingPriority: 1 },
                { targetAttributeName: 'x', source: { type: 'Attribute', name: 'mail' }, matchingPriority: 2 },
              ],
            },
          ],
        },
      ],
    }),
  });
  it.each([
    ['an attribute', { type: 'Attribute', name: 'employeeId' }, 'employeeId'],
    ['an attribute by its expression', { type: 'Attribute', expression: '[employeeId]' }, 'employeeId'],
    ['a function', { type: 'Function', expression: 'ToLower([mail], )' }, null],
    ['nothing', null, null],
  ])('are looked for by %s', (_what, source, attribute) => {
    expect(matchingSource(schema(source))).toBe(attribute);
  });

  it.each([
    { when: 'somebody has none', looked: { looked: 9, without: ['Ada'], more: false }, missing: [], result: 'failed' },
    { when: 'all have one', looked: { looked: 9, without: [], more: false }, missing: [], result: 'passed' },
    {
      when: 'not all could be looked at',
      looked: { looked: 9, without: [], more: true },
      missing: [],
      result: 'unknown',
    },
    {
      when: 'a permission is missing',
      looked: { looked: 9, without: [], more: false },
      missing: ['GroupMember.Read.All'],
      result: 'unknown',
    },
  ])('$result when $when', ({ looked, missing, result }) => {
    const answer = judgeMatching('mail', looked, missing);
    expect(answer.result).toBe(result);
    expect(answer.scopes).toEqual(missing);
  });
});

describe('changes shortly before', () => {
  const began = Date.parse('2026-01-10T10:00:00Z');
  const entry = (more: Partial<TimelineEntry>): TimelineEntry => ({
    id: '1',
    at: '2026-01-09T10:00:00Z',
    origin: 'elsewhere',
    who: 'ada@contoso.example',
    title: 'Update attribute mappings or scope',
    result: 'success',
    changes: [],
    certainty: 'only',
    words: '',
    before: null,
    after: null,
    audits: [],
    requestIds: [],
    ...more,
  });
  const judge = (entries: TimelineEntry[], gaps: { code: string; message: string; scopes?: string[] }[] = []) =>
    judgeChanges({ entries, gaps, complete: true }, began);

  it('are named with who and when', () => {
    expect(judge([entry({})])).toMatchObject({
      result: 'failed',
      seen: expect.stringContaining('Update attribute mappings or scope by ada@contoso.example (2026-01-09 10:00 UTC)'),
    });
  });

  it.each([
    ['too long ago', entry({ at: '2026-01-01T10:00:00Z' })],
    ['after it began', entry({ at: '2026-01-10T11:00:00Z' })],
    ['the quarantine itself', entry({ title: 'Quarantine' })],
    ['a start', entry({ title: 'Enable/start provisioning configuration' })],
  ])('are none when it was %s', (_when, one) => {
    expect(judge([one]).result).toBe('passed');
  });

  it('are named too when only two snapshots differ and nobody says when', () => {
    const changes = [{ what: 'Assignments: Zoe', before: 'User', after: null }];
    const undated = entry({
      at: '2026-01-12T10:00:00Z',
      who: null,
      title: 'Changed elsewhere',
      certainty: 'nobody',
      changes,
    });
    expect(judge([undated])).toMatchObject({
      result: 'failed',
      seen: '1 change in the 7 days before: Changed elsewhere, nobody says by whom or when: Assignments: Zoe.',
    });
  });

  it('are unknown, with the permission that would tell, where the audit log cannot be read', () => {
    expect(
      judge([], [{ code: 'noConsent', message: 'Nobody consented.', scopes: ['AuditLog.Read.All'] }]),
    ).toMatchObject({
      result: 'unknown',
      scopes: ['AuditLog.Read.All'],
    });
    expect(judge([], [{ code: 'retention', message: '30 days.' }]).result).toBe('passed');
  });
});

describe('a check that cannot be made', () => {
  it.each(['license_required', 'role_missing', 'consent_required', 'unsupported_in_cloud', 'forbidden'] as const)(
    'is unknown with why: %s',
    (code) => {
      const cause = new CoreError(code, 'Not allowed.', { nextStep: 'Ask.', requestId: 'r', scopes: ['X'] });
      expect(unknownBecause('failures', cause)).toEqual({
        id: 'failures',
        result: 'unknown',
        seen: 'This could not be checked: Not allowed.',
        nextStep: 'Ask.',
        requestId: 'r',
        scopes: ['X'],
      });
    },
  );

  it('is not unknown when the caller gave up or the program is at fault', () => {
    expect(() => unknownBecause('failures', new CoreError('cancelled', 'stop'))).toThrow('stop');
    expect(() => unknownBecause('failures', new TypeError('bug'))).toThrow('bug');
  });
});
