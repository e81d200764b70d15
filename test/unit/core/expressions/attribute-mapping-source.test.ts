import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromAttributeMappingSource, toAttributeMappingSource } from '#core/expressions/attribute-mapping-source';
import { parseExpression } from '#core/expressions/parser';
import { printExpression } from '#core/expressions/printer';
import type { AttributeMappingSource } from '#shared/model/attribute-mapping';
import { anyExpression } from './any-expression.ts';

const attribute = (name: string) => ({ expression: `[${name}]`, name, parameters: [], type: 'Attribute' });
const constant = (name: string) => ({ expression: `"${name}"`, name, parameters: [], type: 'Constant' });

const treeOf = (text: string) => {
  const { tree } = parseExpression(text);
  if (tree === undefined) throw new Error(text);
  return tree;
};

const printedFrom = (source: AttributeMappingSource) => {
  const { tree } = fromAttributeMappingSource(source);
  return tree === undefined ? undefined : printExpression(tree);
};

// Source: learn.microsoft.com/graph/api/resources/synchronization-objectmapping (the Salesforce sample) and, for
// Switch, a schema that FINTLabs publishes as its tenants have it.
const published: readonly AttributeMappingSource[] = [
  {
    expression: 'Not([IsSoftDeleted])',
    name: 'Not',
    parameters: [{ key: 'source', value: attribute('IsSoftDeleted') }],
    type: 'Function',
  },
  {
    expression: 'Mid([userPrincipalName], 1, 8)',
    name: 'Mid',
    parameters: [
      { key: 'source', value: attribute('userPrincipalName') },
      { key: 'start', value: constant('1') },
      { key: 'length', value: constant('8') },
    ],
    type: 'Function',
  },
  {
    expression: 'Replace([preferredLanguage], "-", , , "_", , )',
    name: 'Replace',
    parameters: [
      { key: 'source', value: attribute('preferredLanguage') },
      { key: 'Find', value: constant('-') },
      { key: 'Replacement', value: constant('_') },
    ],
    type: 'Function',
  },
  {
    expression: 'SingleAppRoleAssignment([appRoleAssignments])',
    name: 'SingleAppRoleAssignment',
    parameters: [{ key: 'source', value: attribute('appRoleAssignments') }],
    type: 'Function',
  },
  {
    expression: 'Switch([IsSoftDeleted], , "False", "True", "True", "False")',
    name: 'Switch',
    parameters: [
      { key: 'source', value: attribute('IsSoftDeleted') },
      { key: 'switchValue', value: constant('False') },
      { key: 'switchValue', value: constant('True') },
      { key: 'switchValue', value: constant('True') },
      { key: 'switchValue', value: constant('False') },
    ],
    type: 'Function',
  },
  attribute('mail'),
  constant('en-US'),
];

describe('the published tree forms', () => {
  it.each(published)('$expression comes out of its text exactly', (source) => {
    expect(toAttributeMappingSource(treeOf(source.expression ?? ''))).toEqual(source);
  });

  it.each(published)('$expression is read and written back exactly', (source) => {
    const { tree, diagnostics } = fromAttributeMappingSource(source);
    expect(diagnostics).toEqual([]);
    expect(tree !== undefined && toAttributeMappingSource(tree)).toEqual(source);
  });

  it.each([
    { index: 0, text: 'Not([IsSoftDeleted])' },
    { index: 1, text: 'Mid([userPrincipalName], "1", "8")' },
    { index: 2, text: 'Replace([preferredLanguage], "-", , , "_", , )' },
    { index: 4, text: 'Switch([IsSoftDeleted], , "False", "True", "True", "False")' },
  ])('without the text, the parameters give $text', ({ index, text }) => {
    const { expression: _expression, ...source } = published[index] ?? attribute('none');
    expect(printedFrom(source)).toBe(text);
  });
});

describe('fromAttributeMappingSource', () => {
  it('keeps unknown functions, keys and members through a round trip', () => {
    const source = {
      '@odata.type': '#microsoft.graph.attributeMappingSource',
      expression: 'StringFromSid([objectSid], "x")',
      name: 'StringFromSid',
      parameters: [
        { key: 'sid', future: 1, value: { ...attribute('objectSid'), hint: { a: [1] } } },
        { key: 'style', value: constant('x') },
      ],
      type: 'Function',
    };
    const { tree, diagnostics } = fromAttributeMappingSource(source);
    expect(diagnostics).toEqual([]);
    expect(tree !== undefined && toAttributeMappingSource(tree)).toEqual(source);
  });

  it("keeps the service's own form of a comparison", () => {
    const condition = { expression: '[a] = "b"', name: 'Equals', parameters: [], type: 'Function', secret: 'shape' };
    const source = {
      expression: 'IIF([a] = "b", "1", "2")',
      name: 'IIF',
      parameters: [
        { key: 'condition', value: condition },
        { key: 'valueIfTrue', value: constant('1') },
        { key: 'valueIfFalse', value: constant('2') },
      ],
      type: 'Function',
    };
    const { tree, diagnostics } = fromAttributeMappingSource(source);
    expect(diagnostics).toEqual([]);
    expect(tree !== undefined && toAttributeMappingSource(tree)).toEqual(source);
  });

  it('takes the text and warns when the parameters say something else', () => {
    const source = { ...published[0], expression: 'Not([accountEnabled])', type: 'Function' };
    const { tree, diagnostics } = fromAttributeMappingSource(source);
    expect(tree !== undefined && printExpression(tree)).toBe('Not([accountEnabled])');
    expect(diagnostics.map(({ code, severity }) => ({ code, severity }))).toEqual([
      { code: 'treeDisagreesWithText', severity: 'warning' },
    ]);
  });

  it.each<{ source: AttributeMappingSource; text: string | undefined }>([
    { source: { type: 'Attribute', name: 'mail' }, text: '[mail]' },
    { source: { type: 'Attribute', expression: '[mail]' }, text: '[mail]' },
    { source: { type: 'Constant', expression: '"a \\"b\\""' }, text: '"a \\"b\\""' },
    { source: { type: 'Constant', name: 'plain', expression: 'not quoted' }, text: '"plain"' },
    { source: { type: 'Function', expression: 'Now()' }, text: 'Now()' },
    { source: { type: 'Function', name: 'Now', expression: null, parameters: null }, text: 'Now()' },
    {
      source: {
        type: 'Function',
        name: 'Not',
        expression: 'Not([a]',
        parameters: [{ key: 'source', value: { type: 'Attribute', name: 'a' } }],
      },
      text: 'Not([a])',
    },
    { source: { type: 'FutureKind', expression: '[mail]' }, text: '[mail]' },
    { source: { type: 'Function' }, text: undefined },
    { source: { type: 'Attribute' }, text: undefined },
    {
      source: {
        type: 'Function',
        name: 'FormatDateTime',
        parameters: [
          { key: 'source', value: { type: 'Attribute', name: 'a' } },
          { key: 'inputFormat', value: { type: 'Constant', name: 'o' } },
          { key: 'outputFormat', value: { type: 'Constant', name: 'd' } },
        ],
      },
      text: 'FormatDateTime([a], , "o", "d")',
    },
  ])('reads $source as $text', ({ source, text }) => {
    expect(printedFrom(source)).toBe(text);
  });

  it('refuses a source that is nested too deep', () => {
    let source: AttributeMappingSource = attribute('a');
    for (let depth = 0; depth < 5_000; depth += 1) {
      source = { type: 'Function', name: 'Not', parameters: [{ key: 'source', value: source }] };
    }
    expect(fromAttributeMappingSource(source)).toMatchObject({
      tree: undefined,
      diagnostics: [{ code: 'nestedTooDeep' }],
    });
  });

  it('gives back the text of every tree that was written as a source', () => {
    fc.assert(
      fc.property(anyExpression, (tree) => {
        const { tree: again } = fromAttributeMappingSource(toAttributeMappingSource(tree));
        // Attributes and constants are taken by name; everything else by its text.
        const expected =
          tree.kind === 'number' || tree.kind === 'word'
            ? toAttributeMappingSource(tree).expression
            : printExpression(tree);
        expect(again === undefined ? undefined : printExpression(again)).toBe(expected);
      }),
    );
  });
});
