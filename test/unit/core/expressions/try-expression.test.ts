import { describe, expect, it } from 'vitest';
import { functionViews, tryExpression } from '#core/expressions/try-expression';
import { outcomesAgree, serviceOutcome } from '#core/mappings/ask-service';
import { inventedPeople } from '#core/mappings/sample-people';
import type { SamplePerson } from '#shared/model/mappings';

const people: readonly SamplePerson[] = [
  { id: 'a', name: 'A', origin: 'invented', values: { givenName: 'Ada', mail: null, list: ['x', 'y'] } },
  { id: 'b', name: 'B', origin: 'invented', values: { givenName: null } },
];
const tried = (expression: string, attributes: readonly string[] = []) =>
  tryExpression(expression, { attributes, samples: people, now: 0 });
const values = (expression: string) => tried(expression).outcomes.map(({ outcome }) => outcome);

describe('tryExpression', () => {
  it('gives the value for each person side by side', () => {
    expect(values('ToUpper([givenName])')).toEqual([
      { kind: 'value', values: ['ADA'], note: null },
      { kind: 'value', values: [], note: null },
    ]);
    expect(values('[list]')[0]).toEqual({ kind: 'value', values: ['x', 'y'], note: null });
  });

  it('says where what is wrong, with a line and a column that begin at 1, and gives no value', () => {
    const { diagnostics, outcomes } = tried('Join(" ",\n  Toupper([givenName]))');
    expect(diagnostics).toMatchObject([
      { code: 'wrongCase', severity: 'error', line: 2, column: 3, length: 7, suggestion: 'ToUpper' },
    ]);
    expect(outcomes).toEqual([]);
  });

  it('warns about an attribute that the source does not have', () => {
    const { diagnostics } = tried('[givenNam]', ['givenName']);
    expect(diagnostics).toMatchObject([{ code: 'unknownAttribute', severity: 'warning', suggestion: '[givenName]' }]);
  });

  it('refuses more than 10,000 characters', () => {
    expect(tried(`"${'x'.repeat(10_001)}"`).diagnostics).toMatchObject([
      { code: 'expressionTooLong', severity: 'error' },
    ]);
  });

  it.each(['', '   ', '(((', '"', '[', 'Join(', '\u0000', 'Word("a", "b", "c")'])(
    'answers whatever is typed: %j',
    (text) => {
      expect(() => tried(text)).not.toThrow();
    },
  );
});

describe('the functions for completion', () => {
  it('have a signature that shows what may be left out and what repeats', () => {
    const signature = (name: string) => functionViews.find((one) => one.name === name)?.signature;
    expect(signature('Mid')).toBe('Mid(source, start, length)');
    expect(signature('Join')).toMatch(/…/);
    expect(functionViews.every(({ description }) => description !== '')).toBe(true);
  });
});

const value = (...texts: string[]) => ({ kind: 'value' as const, values: texts, note: null });
const error = { kind: 'error' as const, code: 'x', message: 'y' };

describe('what the service says', () => {
  it.each([
    [{ parsingSucceeded: true, evaluationSucceeded: true, evaluationResult: ['EN_US'] }, value('EN_US')],
    [
      { parsingSucceeded: false, error: { code: 'C', message: 'M' } },
      { kind: 'error', code: 'C', message: 'M' },
    ],
    [
      { parsingSucceeded: true, evaluationSucceeded: false, error: null },
      { kind: 'error', code: 'EvaluationFailed', message: 'The service gave no reason.' },
    ],
  ])('is read as an outcome: %j', (answer, outcome) => {
    expect(serviceOutcome(answer)).toEqual(outcome);
  });

  it.each([
    ['the same value', '[a]', value('x'), value('x'), true],
    ['another value', '[a]', value('x'), value('X'), false],
    ['nothing and an empty text, which both do not flow', '[a]', value(), value(''), true],
    ['an error on one side', '[a]', value('x'), error, false],
    ['errors on both sides', '[a]', error, { ...error, message: 'z' }, true],
    ['another order', '[a]', value('x', 'y'), value('y', 'x'), false],
    ['a value that is new each time', 'Guid()', value('1'), value('2'), true],
  ])('is compared with ours: %s', (...[, expression, ours, service, agrees]) => {
    expect(outcomesAgree(expression, ours, service)).toBe(agrees);
  });
});

describe('inventedPeople', () => {
  it('have a value for every attribute but one person, who has next to nothing', () => {
    const [one, two, three] = inventedPeople(['department', 'extensionAttribute7', 'objectId']);
    expect(one?.values.extensionAttribute7).toBe('extensionAttribute7 of Alex');
    expect(two?.values.objectId).toMatch(/^[0-9a-f-]{36}$/);
    expect(three?.values.department).toBeNull();
    expect(inventedPeople([])).toEqual(inventedPeople([]));
  });
});
