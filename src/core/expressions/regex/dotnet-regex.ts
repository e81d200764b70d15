import { RegexMachine, type StepBudget } from './machine.ts';
import { parseRegex } from './parser.ts';
import { compileProgram, type RegexProgram } from './program.ts';

/** A compiled .NET regular expression. */
export interface DotnetRegex {
  /** The keys of the groups in the order of their numbers, from group 1: unnamed ones first, then the named ones. */
  readonly groups: readonly string[];
  readonly program: RegexProgram;
}

/** A part of the text: `start` inclusive, `end` exclusive. */
export interface TextSpan {
  readonly start: number;
  readonly end: number;
}

/** One match; `groups` are in the order of their numbers and undefined where a group took no part. */
export interface RegexMatch extends TextSpan {
  readonly groups: readonly (TextSpan | undefined)[];
}

/** A text to search, and how many steps all matches together may take. */
export interface RegexInput {
  readonly text: string;
  readonly budget: StepBudget;
}

const cache = new Map<string, DotnetRegex>();
// A schema has some dozen patterns; the cache only keeps a cycle over many people from parsing them again.
const maximumCached = 100;

/**
 * Compiles a .NET regular expression (default options, culture-invariant). It is carried out by a backtracking machine
 * of our own that counts its steps: JavaScript's RegExp lacks parts of .NET's syntax, cannot be stopped, and core may
 * not use threads. So nested quantifiers such as `(a+)+$` are allowed, and end with an error when they run away.
 * Throws a RegexRefusal that names the construct.
 *
 * Source: learn.microsoft.com/dotnet/standard/base-types/regular-expression-language-quick-reference
 */
export function compileRegex(pattern: string): DotnetRegex {
  const known = cache.get(pattern);
  if (known !== undefined) return known;
  const { tree, groups } = parseRegex(pattern);
  const regex = { groups, program: compileProgram(tree, groups) };
  if (cache.size >= maximumCached) cache.clear();
  cache.set(pattern, regex);
  return regex;
}

/** All matches from left to right without overlap. Throws StepBudgetExceeded. */
export function* matchesOf(regex: DotnetRegex, input: RegexInput): Generator<RegexMatch> {
  const machine = new RegexMachine(regex.program, input);
  for (let offset = 0; offset <= input.text.length; ) {
    const registers = machine.matchAt(offset);
    if (registers === undefined) {
      offset += 1;
      continue;
    }
    const match = toMatch(registers, regex.groups.length);
    yield match;
    offset = match.end > offset ? match.end : offset + 1;
  }
}

function toMatch(registers: readonly number[], groupCount: number): RegexMatch {
  const groups = Array.from({ length: groupCount }, (_, index) => spanOf(registers, index + 1));
  return { start: registers[0] ?? 0, end: registers[1] ?? 0, groups };
}

function spanOf(registers: readonly number[], group: number): TextSpan | undefined {
  const start = registers[2 * group] ?? -1;
  const end = registers[2 * group + 1] ?? -1;
  return start < 0 || end < start ? undefined : { start, end };
}

/** Puts replacements in the place of spans, which come in order; one that overlaps what is already done is left out. */
export function replaceSpans(text: string, spans: Iterable<{ span: TextSpan; replacement: string }>): string {
  let result = '';
  let copied = 0;
  for (const { span, replacement } of spans) {
    if (span.start < copied) continue;
    result += text.slice(copied, span.start) + replacement;
    copied = span.end;
  }
  return result + text.slice(copied);
}

/**
 * The text that a .NET replacement pattern stands for at one match: `$1`, `${name}`, `$$`, `$&`, `` $` ``, `$'`, `$+`
 * and `$_`. A reference to a group that does not exist stays as it is.
 *
 * Source: learn.microsoft.com/dotnet/standard/base-types/substitutions-in-regular-expressions
 */
export function expandReplacement(
  template: string,
  place: { regex: DotnetRegex; match: RegexMatch; text: string },
): string {
  const { regex, match, text } = place;
  const cut = (span: TextSpan | undefined): string => (span === undefined ? '' : text.slice(span.start, span.end));
  const group = (key: string): string | undefined => {
    const index = groupIndex(regex, key);
    if (index === undefined) return undefined;
    return index === -1 ? cut(match) : cut(match.groups[index]);
  };
  return template.replace(/\$(?:(\d+)|\{(\w+)\}|([$&`'+_]))/g, (whole: string, ...parts: (string | undefined)[]) => {
    const [number, name, symbol] = parts;
    if (symbol === undefined) return group(number ?? name ?? '') ?? whole;
    switch (symbol) {
      case '$':
        return '$';
      case '&':
        return cut(match);
      case '`':
        return text.slice(0, match.start);
      case "'":
        return text.slice(match.end);
      case '+':
        return cut(match.groups.at(-1));
      default:
        return text;
    }
  });
}

/**
 * The index of a group in {@link RegexMatch.groups} by its name or number; -1 for number 0, the whole match;
 * undefined when the pattern has no such group.
 */
export function groupIndex(regex: DotnetRegex, key: string): number | undefined {
  const named = regex.groups.indexOf(key);
  if (named >= 0) return named;
  const number = /^\d{1,6}$/.test(key) ? Number(key) : undefined;
  return number !== undefined && number <= regex.groups.length ? number - 1 : undefined;
}
