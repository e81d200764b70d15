import type { Expression } from '#core/expressions/syntax-tree';
import { drawOf } from '#emulator/faults/random';

/** How parseExpression judges an expression while it judges otherwise than the published language does. */
export type Verdict = 'usual' | 'otherResult' | 'refusal';

/** A function that the service has and the published reference does not. */
export const unpublishedFunction = {
  name: 'StringFromSid',
  parameters: [{ name: 'source', required: true, allowMultipleOccurrences: false, type: 'String' }],
} as const;

/**
 * Takes the seed of faults and an expression; gives the verdict. Four of ten expressions have another result, four of ten
 * are refused; which ones follows from seed and text, white space apart.
 */
export function verdictOn(seed: number, expression: string): Verdict {
  const draw = drawOf(seed, 'verdict', expression.replaceAll(/\s+/g, ' ').trim());
  if (draw < 0.4) return 'otherResult';
  return draw < 0.8 ? 'refusal' : 'usual';
}

/** Takes the values of an expression; gives others, of the same number and never the same. */
export function otherResult(values: readonly string[]): string[] {
  if (values.length === 0) return ['(other)'];
  return values.map((value) => {
    const upper = value.toUpperCase();
    return upper === value ? `${value} (other)` : upper;
  });
}

/** Takes a tree; gives it with each call of the unpublished function replaced by its argument, which is its value here. */
export function withoutUnpublished(tree: Expression): Expression {
  if (tree.kind === 'comparison') {
    return { ...tree, left: withoutUnpublished(tree.left), right: withoutUnpublished(tree.right) };
  }
  if (tree.kind !== 'call') return tree;
  const [only] = tree.arguments;
  if (tree.name === unpublishedFunction.name && only !== undefined && tree.arguments.length === 1) {
    return withoutUnpublished(only);
  }
  return { ...tree, arguments: tree.arguments.map(withoutUnpublished) };
}
