import type { EvaluationContext, FunctionCall } from '#core/expressions/function-call';
import { EvaluationFailure, type ExpressionValue } from '#core/expressions/values';
import type { FunctionDefinition } from './definition.ts';

/** Functions whose value does not come from the person alone: random ones, the tenant's domain, uniqueness, redaction. */
export const generatedFunctions: readonly FunctionDefinition[] = [
  {
    name: 'DefaultDomain',
    description: "Gives the tenant's default domain.",
    parameters: [],
    returns: 'String',
    evaluate: defaultDomain,
  },
  {
    name: 'Guid',
    description: 'Makes a new random GUID.',
    parameters: [],
    returns: 'String',
    evaluate: (call) => randomGuid(randomSource(call.context)),
  },
  {
    name: 'RandomString',
    description: 'Makes a random string with at least so many digits, special characters, capital and small letters.',
    parameters: [
      { name: 'length', type: 'Integer' },
      { name: 'minimumNumbers', type: 'Integer' },
      { name: 'minimumSpecialCharacters', type: 'Integer' },
      { name: 'minimumCapital', type: 'Integer' },
      { name: 'minimumLowerCase', type: 'Integer' },
      { name: 'charactersToAvoid', type: 'String', optional: true },
    ],
    returns: 'String',
    evaluate: randomString,
  },
  {
    name: 'Redact',
    description: 'Gives the value, and has the provisioning log show [Redact] in its place.',
    parameters: [{ name: 'value', type: 'Any', schemaKey: 'source' }],
    returns: 'Any',
    evaluate: (call) => {
      call.evaluation.isRedacted = true;
      return call.value(0);
    },
  },
  {
    name: 'SelectUniqueValue',
    description: 'Gives the first of its values that no object of the target has; only as the outermost function.',
    parameters: [
      { name: 'uniqueValueRule1', type: 'String' },
      { name: 'uniqueValueRule', type: 'String', repeats: true },
    ],
    returns: 'String',
    evaluate: selectUniqueValue,
  },
];

function defaultDomain(call: FunctionCall): string {
  const { defaultDomain: domain } = call.context;
  if (domain !== undefined) return domain;
  throw new EvaluationFailure(
    'missingContext',
    'DefaultDomain needs the default domain of the tenant, which is not known here.',
  );
}

function selectUniqueValue(call: FunctionCall): ExpressionValue {
  const isUnique = call.context.isUnique ?? (() => true);
  for (let index = 0; index < call.count; index += 1) {
    const candidate = call.optionalText(index);
    if (candidate !== '' && isUnique(candidate)) return candidate;
  }
  throw new EvaluationFailure(
    'noUniqueValue',
    `All ${call.count} values of SelectUniqueValue exist in the target or are empty; add another rule.`,
  );
}

function randomSource(context: EvaluationContext): () => number {
  return context.random ?? (() => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32);
}

function pick(characters: string, random: () => number): string {
  return characters.charAt(Math.min(characters.length - 1, Math.floor(random() * characters.length)));
}

// Version 4, variant 1, as Guid.NewGuid makes it.
function randomGuid(random: () => number): string {
  return '________-____-4___-v___-____________'.replace(/[_v]/g, (place) =>
    pick(place === 'v' ? '89ab' : '0123456789abcdef', random),
  );
}

const digits = '0123456789';
// Source: learn.microsoft.com/windows/security/threat-protection/security-policy-settings/password-must-meet-complexity-requirements
const special = '~!@#$%^&*_-+=`|\\(){}[]:;"\'<>,.?/';
const capitals = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const smallLetters = 'abcdefghijklmnopqrstuvwxyz';
const maximumLength = 256;

// A kind whose minimum is 0 is not used at all: the published RandomString(6,3,0,0,3) "contains 3 numbers and 3 lower
// case characters". Only when every minimum is 0 are all kinds allowed.
function randomString(call: FunctionCall): string {
  const length = call.integer(0);
  const avoided = new Set(call.optionalText(5));
  const kinds = [digits, special, capitals, smallLetters].map((characters, index) => ({
    index: index + 1,
    characters: Array.from(characters, (character) => (avoided.has(character) ? '' : character)).join(''),
    minimum: call.integer(index + 1),
  }));
  const needed = kinds.reduce((sum, kind) => sum + kind.minimum, 0);
  if (length < 1 || length > maximumLength) throw call.invalid(0, `is from 1 to ${maximumLength}, not ${length}`);
  if (needed > length) throw call.invalid(0, `is ${length}, less than the sum of the minimums, ${needed}`);
  for (const { index, minimum, characters } of kinds) {
    if (minimum < 0) throw call.invalid(index, `cannot be negative (${minimum})`);
    if (minimum > 0 && characters === '') throw call.invalid(5, 'leaves no character for a kind that is required');
  }
  const used = kinds.filter((kind) => needed === 0 || kind.minimum > 0);
  const alphabet = used.map((kind) => kind.characters).join('');
  if (alphabet === '') throw call.invalid(5, 'leaves no character to choose from');
  const random = randomSource(call.context);
  const chosen = kinds.flatMap((kind) => Array.from({ length: kind.minimum }, () => pick(kind.characters, random)));
  while (chosen.length < length) chosen.push(pick(alphabet, random));
  return shuffled(chosen, random).join('');
}

function shuffled(characters: readonly string[], random: () => number): readonly string[] {
  const result = [...characters];
  for (let last = result.length - 1; last > 0; last -= 1) {
    const other = Math.min(last, Math.floor(random() * (last + 1)));
    const kept = result[last] ?? '';
    result[last] = result[other] ?? '';
    result[other] = kept;
  }
  return result;
}
