import { describe, expect, it } from 'vitest';
import { checkExpression } from '#core/expressions/checker';
import { parseExpression } from '#core/expressions/parser';
import { type Expression, nowhere } from '#core/expressions/syntax-tree';

const knownAttributes = ['mail', 'givenName', 'surname', 'country'];

const check = (text: string) => {
  const { tree } = parseExpression(text);
  if (tree === undefined) throw new Error(text);
  return checkExpression(tree, { knownAttributes });
};

describe('checkExpression', () => {
  it.each([
    'Join(" ", [givenName], [surname])',
    'Switch([country], , "a", "1", "b", "2")',
    'Switch([country],[country],"","Other")',
    'FormatDateTime([mail], , "yyyyMMddHHmmss.fZ", "yyyy-MM-dd")',
    'FormatDateTime([mail], "yyyyMMdd", "yyyy-MM-dd")',
    'InStr([mail], "@", , vbTextCompare)',
    'IIF([country]="USA",True,False)',
    'Coalesce([mail])',
    'SelectUniqueValue([mail], [surname])',
  ])('finds nothing wrong with %s', (text) => {
    expect(check(text)).toEqual([]);
  });

  it.each([
    { text: 'StringFromSid([mail])', code: 'unknownFunction', severity: 'warning', suggestion: undefined },
    { text: 'Apend([mail], "x")', code: 'unknownFunction', severity: 'warning', suggestion: 'Append' },
    { text: 'tolower([mail])', code: 'wrongCase', severity: 'error', suggestion: 'ToLower' },
    { text: 'ToLower()', code: 'argumentCount', severity: 'error', suggestion: undefined },
    { text: 'Left([mail])', code: 'argumentCount', severity: 'error', suggestion: undefined },
    { text: 'Left([mail], 1, 2)', code: 'argumentCount', severity: 'error', suggestion: undefined },
    { text: 'Now(1)', code: 'argumentCount', severity: 'error', suggestion: undefined },
    { text: 'Switch([country], "x", "a")', code: 'argumentCount', severity: 'error', suggestion: undefined },
    { text: 'Switch([country], "x", "a", "b", "c")', code: 'argumentCount', severity: 'error', suggestion: undefined },
    { text: 'Join(",")', code: 'argumentCount', severity: 'error', suggestion: undefined },
    { text: 'SelectUniqueValue([mail])', code: 'argumentCount', severity: 'error', suggestion: undefined },
    { text: 'Mid([mail], , 3)', code: 'missingArgument', severity: 'error', suggestion: undefined },
    { text: '[Mail]', code: 'wrongCase', severity: 'error', suggestion: '[mail]' },
    { text: '[mial]', code: 'unknownAttribute', severity: 'warning', suggestion: '[mail]' },
    { text: '[somethingElse]', code: 'unknownAttribute', severity: 'warning', suggestion: undefined },
    { text: 'Append([mail], test)', code: 'unquotedText', severity: 'error', suggestion: '"test"' },
    { text: 'IIF([mail]=true,1,2)', code: 'unquotedText', severity: 'error', suggestion: 'True' },
    { text: 'DateAdd("days", 1, Now())', code: 'invalidArgument', severity: 'error', suggestion: undefined },
    { text: 'FormatDateTime([mail], , "q", "d")', code: 'invalidArgument', severity: 'error', suggestion: undefined },
    { text: 'Replace([mail], , "(a", , "", , )', code: 'invalidRegex', severity: 'error', suggestion: undefined },
    {
      text: 'Append(SelectUniqueValue([mail], [surname]), "x")',
      code: 'notTopLevel',
      severity: 'error',
      suggestion: undefined,
    },
    { text: 'IIF([country]="","x",[country])', code: 'emptinessCheck', severity: 'warning', suggestion: undefined },
    {
      text: 'IIF(IsPresent([country]),[country],"x")',
      code: 'emptinessCheck',
      severity: 'warning',
      suggestion: undefined,
    },
    {
      text: 'Switch(IsNull([country]), "x", "True", "y")',
      code: 'emptinessCheck',
      severity: 'warning',
      suggestion: undefined,
    },
  ])('says $code about $text', ({ text, code, severity, suggestion }) => {
    const found = check(text);
    expect(found.map((one) => [one.code, one.severity, one.suggestion])).toEqual([[code, severity, suggestion]]);
  });

  it('points at the name of the function', () => {
    expect(check('Join(",",\n  apend([mail], "x"), [surname])')[0]?.position).toEqual({
      offset: 12,
      line: 2,
      column: 3,
      length: 5,
    });
  });

  it('does not look at attributes when none are known', () => {
    const { tree } = parseExpression('[anything]');
    expect(tree !== undefined && checkExpression(tree)).toEqual([]);
  });

  it('names the arguments that must come together', () => {
    expect(check('Switch([country], "x", "a", "b", "c")')[0]?.message).toBe(
      'After its first 2 arguments Switch takes key and value together; one is missing.',
    );
  });

  it('answers a tree that is too deep to walk', () => {
    let tree: Expression = { kind: 'attribute', name: 'mail', position: nowhere };
    for (let depth = 0; depth < 100_000; depth += 1)
      tree = { kind: 'call', name: 'Not', arguments: [tree], position: nowhere };
    expect(checkExpression(tree).map(({ code }) => code)).toEqual(['nestedTooDeep']);
  });
});
