import { failure } from './failure.ts';
import type { GlobalFlags } from './flags.ts';
import type { CliHost } from './host.ts';
import type { Output } from './output.ts';

/** What a person gave: operands in order, and options by their camel-case name. */
export interface Given {
  readonly operands: readonly string[];
  text(name: string): string | undefined;
  isSet(name: string): boolean;
  list(name: string): readonly string[];
}

/** A command that is being carried out. */
export interface Invocation {
  readonly host: CliHost;
  readonly flags: GlobalFlags;
  readonly given: Given;
  readonly output: Output;
}

/** Takes what was given and the place of an operand; gives it. Commander has seen to it that it is there. */
export const operand = (given: Given, index: number): string => given.operands[index] ?? '';

/** Takes operands and options as commander read them; gives them as {@link Given}. */
export function givenOf(operands: readonly (string | undefined)[], options: Readonly<Record<string, unknown>>): Given {
  return {
    operands: operands.filter((value) => value !== undefined),
    text: (name) => {
      const value = options[name];
      return typeof value === 'string' ? value : undefined;
    },
    isSet: (name) => options[name] === true,
    list: (name) => {
      const value = options[name];
      return Array.isArray(value) ? value.filter((member) => typeof member === 'string') : [];
    },
  };
}

/** Takes the text of an option that is a number; gives the number, or NaN for the contract to refuse with its own words. */
export const numberOf = (text: string | undefined): number | undefined =>
  text === undefined ? undefined : Number(text);

/** Takes what was given and the name of an option, camel-case; gives its number. Raises `bad_request` (reason numberInvalid) for a text that is none. */
export function numberOption(given: Given, name: string): number | undefined {
  const text = given.text(name);
  const number = numberOf(text);
  if (number === undefined || (text?.trim() !== '' && Number.isFinite(number))) return number;
  throw failure('bad_request', 'numberInvalid', {
    message: `--${name} takes a number, and "${text}" is none.`,
    nextStep: `Write, for example, --${name} 20.`,
  });
}
