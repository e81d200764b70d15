import { PatternReader, readCategoryName, readCharacterEscape } from './pattern-reader.ts';
import { readSet } from './set-parser.ts';
import type { Anchor, Quantifier, RegexNode, RegexOptions, UnitSet } from './syntax.ts';
import { anyUnit, categorySet, classOf, complement, ignoringCase, range } from './unit-sets.ts';

/** A parsed pattern; `groups` are the keys of its groups in the order of their numbers, from group 1. */
export interface ParsedRegex {
  readonly tree: RegexNode;
  readonly groups: readonly string[];
}

const maximumDepth = 50;
const empty: RegexNode = { kind: 'empty' };
const escapedAnchors: Readonly<Record<string, Anchor>> = {
  A: 'textStart',
  Z: 'textEndOrLastNewline',
  z: 'textEnd',
  b: 'wordBoundary',
  B: 'noWordBoundary',
};

/**
 * Parses a .NET regular expression with the default options. Throws a RegexRefusal that names the construct: for
 * conditionals `(?(…)…)`, balancing groups, `\G` and named blocks, which are not carried out here, and for whatever
 * .NET itself refuses.
 *
 * Source: learn.microsoft.com/dotnet/standard/base-types/regular-expression-language-quick-reference
 */
export function parseRegex(pattern: string): ParsedRegex {
  return new RegexParser(pattern).parse();
}

class RegexParser {
  readonly #reader: PatternReader;
  readonly #keys: string[] = [];
  readonly #references: string[] = [];
  #options: RegexOptions = {
    ignoreCase: false,
    multiline: false,
    explicitCapture: false,
    singleline: false,
    ignoreWhitespace: false,
  };
  #unnamed = 0;
  #depth = 0;

  constructor(pattern: string) {
    this.#reader = new PatternReader(pattern);
  }

  parse(): ParsedRegex {
    const tree = this.#choice();
    if (!this.#reader.isAtEnd) throw this.#reader.invalid('A closing parenthesis has no opening one');
    const groups = numberedKeys(this.#keys);
    const missing = this.#references.find((key) => !groups.includes(key));
    if (missing !== undefined) throw this.#reader.invalid(`The backreference to group ${missing} has no such group`);
    return { tree, groups };
  }

  #choice(): RegexNode {
    const options = [this.#sequence()];
    while (this.#reader.skip('|')) options.push(this.#sequence());
    return options.length === 1 ? (options[0] ?? empty) : { kind: 'choice', options };
  }

  #sequence(): RegexNode {
    const items: RegexNode[] = [];
    for (;;) {
      this.#skipBlanks();
      const character = this.#reader.peek();
      if (character === '' || character === '|' || character === ')') break;
      const item = this.#atom();
      if (item !== undefined) items.push(this.#quantified(item));
    }
    return items.length === 1 ? (items[0] ?? empty) : { kind: 'sequence', items };
  }

  #skipBlanks(): void {
    while (this.#reader.match(/\(\?#[^)]*\)/y) !== undefined || this.#skipIgnoredWhitespace());
  }

  #skipIgnoredWhitespace(): boolean {
    return this.#options.ignoreWhitespace && this.#reader.match(/\s+|#[^\n]*/y) !== undefined;
  }

  #quantified(body: RegexNode): RegexNode {
    this.#skipBlanks();
    const quantifier = this.#quantifier();
    if (quantifier === undefined) return body;
    this.#skipBlanks();
    if (this.#quantifier() !== undefined) throw this.#reader.invalid('A quantifier follows another one');
    return { kind: 'repeat', body, quantifier };
  }

  #quantifier(): Quantifier | undefined {
    const [whole, , minimum, comma, maximum] = this.#reader.match(/([*+?]|\{(\d{1,6})(,?)(\d{0,6})\})\??/y) ?? [];
    if (whole === undefined) return undefined;
    const isLazy = whole.length > 1 && whole.endsWith('?');
    if (minimum === undefined) {
      const isOptional = whole.startsWith('?');
      return { minimum: whole.startsWith('+') ? 1 : 0, maximum: isOptional ? 1 : Number.POSITIVE_INFINITY, isLazy };
    }
    const least = Number(minimum);
    const most = comma === '' ? least : maximum === '' ? Number.POSITIVE_INFINITY : Number(maximum);
    if (most < least) throw this.#reader.invalid('The quantifier {n,m} has n greater than m');
    return { minimum: least, maximum: most, isLazy };
  }

  #atom(): RegexNode | undefined {
    const character = this.#reader.next();
    switch (character) {
      case '(':
        return this.#group();
      case '[':
        return { kind: 'set', set: readSet(this.#reader, this.#options.ignoreCase) };
      case '.':
        return { kind: 'set', set: anyUnit(this.#options.singleline) };
      case '^':
        return { kind: 'anchor', anchor: this.#options.multiline ? 'lineStart' : 'textStart' };
      case '$':
        return { kind: 'anchor', anchor: this.#options.multiline ? 'lineEnd' : 'textEndOrLastNewline' };
      case '\\':
        return this.#escape();
      case '*':
      case '+':
      case '?':
        throw this.#reader.invalid(`The quantifier ${character} follows nothing`);
      default:
        return this.#literal(character.charCodeAt(0));
    }
  }

  #literal(unit: number): RegexNode {
    const set = range(unit, unit);
    return { kind: 'set', set: this.#options.ignoreCase ? ignoringCase(set) : set };
  }

  #escape(): RegexNode {
    const reader = this.#reader;
    const letter = reader.peek();
    const known = classOf(letter);
    if (known !== undefined) return this.#takenSet(known);
    if (Object.hasOwn(escapedAnchors, letter)) {
      reader.next();
      return { kind: 'anchor', anchor: escapedAnchors[letter] ?? 'textStart' };
    }
    if (letter === 'G') throw reader.unsupported('The anchor \\G');
    if (reader.skip('p')) return { kind: 'set', set: categorySet(readCategoryName(reader)) };
    if (reader.skip('P')) return { kind: 'set', set: complement(categorySet(readCategoryName(reader))) };
    if (letter === 'k') return this.#namedBackreference();
    const number = /^(?:[1-9]\d*)/.exec(reader.text.slice(reader.offset, reader.offset + 4))?.[0];
    if (number !== undefined && (number.length === 1 || Number(number) <= this.#unnamed)) {
      reader.offset += number.length;
      return this.#backreference(number);
    }
    return this.#literal(readCharacterEscape(reader));
  }

  #takenSet(set: UnitSet): RegexNode {
    this.#reader.next();
    return { kind: 'set', set };
  }

  #namedBackreference(): RegexNode {
    const [, angled, quoted] = this.#reader.match(/k(?:<(\w+)>|'(\w+)')/y) ?? [];
    const key = angled ?? quoted;
    if (key === undefined) throw this.#reader.invalid('\\k needs a group name, as in \\k<name>');
    return this.#backreference(key);
  }

  #backreference(key: string): RegexNode {
    this.#references.push(key);
    return { kind: 'backreference', key, ignoresCase: this.#options.ignoreCase };
  }

  #group(): RegexNode | undefined {
    const reader = this.#reader;
    this.#depth += 1;
    if (this.#depth > maximumDepth) throw reader.unsupported(`Nesting of more than ${maximumDepth} groups`);
    const outerOptions = this.#options;
    const result = reader.skip('?') ? this.#specialGroup() : this.#plainGroup();
    if (result !== undefined) this.#options = outerOptions;
    this.#depth -= 1;
    return result;
  }

  #plainGroup(): RegexNode {
    if (this.#options.explicitCapture) return this.#body();
    this.#unnamed += 1;
    return this.#capture(String(this.#unnamed));
  }

  #capture(key: string): RegexNode {
    if (!this.#keys.includes(key)) this.#keys.push(key);
    return { kind: 'capture', key, body: this.#body() };
  }

  #body(): RegexNode {
    const tree = this.#choice();
    if (!this.#reader.skip(')')) throw this.#reader.invalid('A group is not closed');
    return tree;
  }

  #specialGroup(): RegexNode | undefined {
    const reader = this.#reader;
    if (reader.skip(':')) return this.#body();
    if (reader.skip('>')) return { kind: 'atomic', body: this.#body() };
    const look = reader.match(/<?[=!]/y)?.[0];
    if (look !== undefined) {
      return { kind: 'look', isBehind: look.startsWith('<'), isNegated: look.endsWith('!'), body: this.#body() };
    }
    if (reader.match(/[<']\w*-\w+[>']/y) !== undefined) throw reader.unsupported('A balancing group (?<name-name>…)');
    if (reader.peek() === '(') throw reader.unsupported('A conditional (?(…)yes|no)');
    const [, angled, quoted] = reader.match(/(?:<(\w+)>|'(\w+)')/y) ?? [];
    const name = angled ?? quoted;
    if (name !== undefined) return this.#capture(name);
    const [, on, off, end] = reader.match(/([imnsx]*)(?:-([imnsx]*))?([:)])/y) ?? [];
    if (on === undefined) throw reader.invalid('The group construct after (? is unknown');
    this.#options = changedOptions(this.#options, on, off ?? '');
    return end === ':' ? this.#body() : undefined;
  }
}

function changedOptions(options: RegexOptions, on: string, off: string): RegexOptions {
  const choose = (letter: string, current: boolean): boolean =>
    !off.includes(letter) && (on.includes(letter) || current);
  return {
    ignoreCase: choose('i', options.ignoreCase),
    multiline: choose('m', options.multiline),
    explicitCapture: choose('n', options.explicitCapture),
    singleline: choose('s', options.singleline),
    ignoreWhitespace: choose('x', options.ignoreWhitespace),
  };
}

// .NET numbers the groups without a name first, from left to right, and those with a name after them.
function numberedKeys(keys: readonly string[]): readonly string[] {
  const isNumber = (key: string): boolean => /^\d+$/.test(key);
  const numbers = keys.filter(isNumber).toSorted((a, b) => Number(a) - Number(b));
  return [...numbers, ...keys.filter((key) => !isNumber(key))];
}
