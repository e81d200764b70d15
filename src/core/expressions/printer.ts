import type { Expression } from './syntax-tree.ts';

/** Text as a string constant of the language: in double quotes, with `\` and `"` escaped by `\`. */
export function quoteText(value: string): string {
  return `"${value.replace(/[\\"]/g, '\\$&')}"`;
}

/**
 * The text of a tree, spaced as the service prints it: `Replace([x], "-", , , "_", , )`.
 * Parsing the result gives the same tree again. Comparisons inside comparisons get parentheses.
 */
export function printExpression(tree: Expression): string {
  switch (tree.kind) {
    case 'text':
      return quoteText(tree.value);
    case 'number':
      return tree.text;
    case 'attribute':
      return `[${tree.name}]`;
    case 'word':
      return tree.name;
    case 'empty':
      return '';
    case 'call':
      return `${tree.name}(${tree.arguments.map(printExpression).join(', ')})`;
    case 'comparison':
      return `${printOperand(tree.left)} ${tree.operator} ${printOperand(tree.right)}`;
  }
}

function printOperand(operand: Expression): string {
  return operand.kind === 'comparison' ? `(${printExpression(operand)})` : printExpression(operand);
}
