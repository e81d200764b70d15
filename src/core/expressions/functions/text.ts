import { normalizeDiacritics } from '#core/expressions/diacritics';
import type { FunctionCall } from '#core/expressions/function-call';
import { capitalizeAfter, changeCase, titleCase } from '#core/expressions/text-case';
import type { ExpressionValue } from '#core/expressions/values';
import type { FunctionDefinition, FunctionParameter } from './definition.ts';

const source: FunctionParameter = { name: 'source', type: 'String' };
const culture: FunctionParameter = { name: 'culture', type: 'String', optional: true };

/** Functions that take one string and give another one, or a number about it. */
export const textFunctions: readonly FunctionDefinition[] = [
  {
    name: 'Append',
    description: 'Puts a suffix at the end of a string.',
    parameters: [source, { name: 'suffix', type: 'String' }],
    returns: 'String',
    // Undocumented for null: a missing source counts as the empty string, as in .NET.
    evaluate: (call) => (call.text(0) ?? '') + (call.text(1) ?? ''),
  },
  {
    name: 'InStr',
    description: 'Tells at which position, counted from 1, a string occurs in another one; 0 when it does not.',
    parameters: [
      { name: 'value1', type: 'String', schemaKey: 'source' },
      { name: 'value2', type: 'String' },
      { name: 'start', type: 'Integer', optional: true },
      { name: 'compareType', type: 'String', optional: true },
    ],
    returns: 'Integer',
    evaluate: inStr,
  },
  {
    name: 'Left',
    description: 'Gives the first characters of a string; all of it when the number is negative.',
    parameters: [
      { name: 'string', type: 'String', schemaKey: 'source' },
      { name: 'numChars', type: 'Integer' },
    ],
    returns: 'String',
    evaluate: left,
  },
  {
    name: 'Len',
    description: 'Counts the characters of a string; a number is counted as it is written.',
    parameters: [{ name: 'string', type: 'String', schemaKey: 'source' }],
    returns: 'Integer',
    evaluate: (call) => (call.text(0) ?? '').length,
  },
  {
    name: 'Mid',
    description: 'Gives a part of a string, from a position counted from 1 and of a length.',
    parameters: [source, { name: 'start', type: 'Integer' }, { name: 'length', type: 'Integer' }],
    returns: 'String',
    evaluate: mid,
  },
  {
    name: 'NormalizeDiacritics',
    description: 'Replaces letters with accents and other marks by plain letters.',
    parameters: [source],
    returns: 'String',
    evaluate: (call) => mapText(call, normalizeDiacritics),
  },
  {
    name: 'PCase',
    description: 'Writes each word with a capital first letter and small letters after it.',
    parameters: [source, { name: 'wordSeparators', type: 'String', optional: true }],
    returns: 'String',
    evaluate: (call) =>
      mapText(call, (text) => (call.has(1) ? capitalizeAfter(text, call.text(1) ?? '') : titleCase(text))),
  },
  {
    name: 'StripSpaces',
    description: 'Removes all spaces from a string.',
    parameters: [source],
    returns: 'String',
    evaluate: (call) => mapText(call, (text) => text.replaceAll(' ', '')),
  },
  {
    name: 'ToLower',
    description: 'Writes a string in lower case, by the rules of a culture when one is given.',
    parameters: [source, culture],
    returns: 'String',
    evaluate: (call) => mapText(call, (text) => changeCase(text, 'lower', call.optionalText(1))),
  },
  {
    name: 'ToUpper',
    description: 'Writes a string in upper case, by the rules of a culture when one is given.',
    parameters: [source, culture],
    returns: 'String',
    evaluate: (call) => mapText(call, (text) => changeCase(text, 'upper', call.optionalText(1))),
  },
  {
    name: 'Word',
    description: 'Gives one word of a string, counted from 1, where any of the given characters separates words.',
    parameters: [
      { name: 'string', type: 'String', schemaKey: 'source' },
      { name: 'wordNumber', type: 'Integer' },
      { name: 'delimiters', type: 'String' },
    ],
    returns: 'String',
    evaluate: word,
  },
];

function mapText(call: FunctionCall, map: (text: string) => string): ExpressionValue {
  const text = call.text(0);
  return text === null ? null : map(text);
}

function left(call: FunctionCall): string {
  const text = call.text(0) ?? '';
  const length = call.integer(1);
  return length < 0 ? text : text.slice(0, length);
}

function mid(call: FunctionCall): ExpressionValue {
  const start = call.integer(1);
  const length = call.integer(2);
  if (start < 1) throw call.invalid(1, `counts from 1 and cannot be ${start}`);
  if (length < 0) throw call.invalid(2, `cannot be negative (${length})`);
  return mapText(call, (text) => text.slice(start - 1, start - 1 + length));
}

function inStr(call: FunctionCall): number {
  const start = call.has(2) ? call.integer(2) : 1;
  if (start < 1) throw call.invalid(2, `counts from 1 and cannot be ${start}`);
  const mode = call.has(3) ? compareType(call) : 'vbBinaryCompare';
  const fold = (text: string): string => (mode === 'vbTextCompare' ? changeCase(text, 'lower', '') : text);
  return fold(call.text(0) ?? '').indexOf(fold(call.text(1) ?? ''), start - 1) + 1;
}

function compareType(call: FunctionCall): string {
  const written = call.text(3) ?? '';
  if (written === 'vbTextCompare' || written === 'vbBinaryCompare') return written;
  throw call.invalid(3, `is vbTextCompare or vbBinaryCompare, not ${JSON.stringify(written)}`);
}

function word(call: FunctionCall): string {
  const text = call.text(0) ?? '';
  const delimiters = new Set(call.text(2) ?? '');
  const number = call.integer(1);
  if (number < 1) return '';
  const words: string[] = [''];
  for (const character of text) {
    if (delimiters.has(character)) words.push('');
    else words.push((words.pop() ?? '') + character);
  }
  return words.filter((part) => part !== '')[number - 1] ?? '';
}
