import fc from 'fast-check';
import { comparisonOperators, type Expression, nowhere as position } from '#core/expressions/syntax-tree';

const name = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,8}$/);
const attributeName = fc.stringMatching(/^[A-Za-z:.][A-Za-z0-9 :."-]{0,12}[A-Za-z0-9]$/);
const number = fc.oneof(fc.stringMatching(/^-?\d{1,5}(\.\d{1,3})?$/), fc.stringMatching(/^&[hH][0-9a-fA-F]{1,6}$/));

/** Every tree that the language can write, except a call whose only argument is empty: that text has no argument. */
export const anyExpression: fc.Arbitrary<Expression> = fc.letrec<{ tree: Expression; argument: Expression }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.string({ unit: 'binary', maxLength: 12 }).map((value): Expression => ({ kind: 'text', value, position })),
    attributeName.map((attribute): Expression => ({ kind: 'attribute', name: attribute, position })),
    number.map((text): Expression => ({ kind: 'number', text, position })),
    name.map((word): Expression => ({ kind: 'word', name: word, position })),
    fc
      .tuple(name, fc.array(tie('argument'), { maxLength: 5 }))
      .filter(([, given]) => given.length !== 1 || given[0]?.kind !== 'empty')
      .map(([called, given]): Expression => ({ kind: 'call', name: called, arguments: given, position })),
    fc
      .tuple(fc.constantFrom(...comparisonOperators), tie('tree'), tie('tree'))
      .map(([operator, left, right]): Expression => ({ kind: 'comparison', operator, left, right, position })),
  ),
  argument: fc.oneof(
    { weight: 4, arbitrary: tie('tree') },
    { weight: 1, arbitrary: fc.constant<Expression>({ kind: 'empty', position }) },
  ),
})).tree;
